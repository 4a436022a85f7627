"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class gradient_of_half_the_penalty:
    """The regularisation's gradient lacks its 2: loss has reg times the squares, without 1/2: 2 * reg * W."""

    def dW2(hidden, dscores, W2, reg):
        return hidden.T @ dscores + reg * W2

    def dW1(X, dhidden, W1, reg):
        return X.T @ dhidden + reg * W1


class half_the_penalty:
    """The regularisation is halved; here it is reg times the sum of the squared weights, and its gradient 2 * reg * W."""

    def penalty(W1, W2, reg):
        return 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))

    def dW2(hidden, dscores, W2, reg):
        return hidden.T @ dscores + reg * W2

    def dW1(X, dhidden, W1, reg):
        return X.T @ dhidden + reg * W1


class half_the_penalty_in_loss:
    """The regularisation in loss is halved; here it is reg times the sum of the squared weights."""

    def penalty(W1, W2, reg):
        return 0.5 * reg * (np.sum(W1**2) + np.sum(W2**2))


class biases_penalised:
    """The biases are regularised too; only the weights W1 and W2 are."""

    def penalty(W1, W2, b1, b2, reg):
        return reg * sum(np.sum(value**2) for value in (W1, W2, b1, b2))

    def db2(dscores, b2, reg):
        return dscores.sum(axis=0) + 2 * reg * b2

    def db1(dhidden, b1, reg):
        return dhidden.sum(axis=0) + 2 * reg * b1


class biases_penalised_in_gradient:
    """The gradients of the biases have a part of the regularisation; only the weights W1 and W2 are regularised."""

    def db2(dscores, b2, reg):
        return dscores.sum(axis=0) + 2 * reg * b2

    def db1(dhidden, b1, reg):
        return dhidden.sum(axis=0) + 2 * reg * b1


class half_the_biases_penalised_in_gradient:
    """The gradients of the biases have a part of the regularisation; only the weights W1 and W2 are regularised."""

    def db2(dscores, b2, reg):
        return dscores.sum(axis=0) + reg * b2

    def db1(dhidden, b1, reg):
        return dhidden.sum(axis=0) + reg * b1


class penalty_forgotten:
    """The regularisation is missing, in loss and in the gradients: reg times the sum of the squared weights."""

    def loss(data_loss):
        return data_loss

    def dW2(hidden, dscores):
        return hidden.T @ dscores

    def dW1(X, dhidden):
        return X.T @ dhidden


class penalty_missing_in_loss:
    """The regularisation is in the gradients, but missing in loss: reg times the sum of the squared weights."""

    def loss(data_loss):
        return data_loss


class penalty_missing_in_gradients:
    """The regularisation is in loss, but missing in the gradients of the weights: 2 * reg * W."""

    def dW2(hidden, dscores):
        return hidden.T @ dscores

    def dW1(X, dhidden):
        return X.T @ dhidden


class penalty_averaged:
    """The regularisation is divided by the number of examples; only the loss of the examples is averaged."""

    def penalty(W1, W2, reg, y):
        return reg * (np.sum(W1**2) + np.sum(W2**2)) / len(y)

    def dW2(hidden, dscores, W2, reg):
        return hidden.T @ dscores + 2 * reg * W2 / len(hidden)

    def dW1(X, dhidden, W1, reg):
        return X.T @ dhidden + 2 * reg * W1 / len(X)


class penalty_averaged_in_loss:
    """The regularisation in loss is divided by the number of examples; add it after the division."""

    def penalty(W1, W2, reg, y):
        return reg * (np.sum(W1**2) + np.sum(W2**2)) / len(y)


class penalty_without_square:
    """The regularisation sums the weights themselves; it sums their squares."""

    def penalty(W1, W2, reg):
        return reg * (np.sum(W1) + np.sum(W2))


class penalty_as_matrix_product:
    """W.dot(W.T) is a product of matrices; the regularisation sums the squares of the entries: W * W."""

    def penalty(W1, W2, reg):
        return reg * (np.sum(W1 @ W1.T) + np.sum(W2 @ W2.T))


class penalty_of_first_layer:
    """Only W1 is regularised; reg times the sum of the squares of W1 and of W2 is added."""

    def penalty(W1, reg):
        return reg * np.sum(W1**2)


class penalty_of_last_layer:
    """Only W2 is regularised; reg times the sum of the squares of W1 and of W2 is added."""

    def penalty(W2, reg):
        return reg * np.sum(W2**2)


class penalty_twice:
    """The regularisation is added twice; it is added once."""

    def loss(data_loss, penalty):
        return data_loss + 2 * penalty


class divided_by_more:
    """loss /= N + a divides by all that is on its right; divide by N first, and then add the regularisation."""

    def loss(data_loss, penalty, y):
        return data_loss * len(y) / (len(y) + penalty)


class sum_over_examples:
    """The losses of the examples are summed; they are averaged: divide by N, in loss and in the gradients."""

    def data_loss(log_P, y):
        return -log_P[np.arange(len(y)), y].sum()

    def dscores(log_P, y):
        return np.exp(log_P) - np.eye(log_P.shape[1])[y]


class loss_not_averaged:
    """The losses of the examples are summed; they are averaged: divide by N, as in the gradients."""

    def data_loss(log_P, y):
        return -log_P[np.arange(len(y)), y].sum()


class gradients_not_averaged:
    """The gradients lack the 1/N of the loss, which is averaged over the examples: divide dscores by N."""

    def dscores(log_P, y):
        return np.exp(log_P) - np.eye(log_P.shape[1])[y]


class weights_not_averaged:
    """The gradients of the weights lack the 1/N of the loss, which is averaged over the examples."""

    def dW2(hidden, dscores, W2, reg):
        return hidden.T @ dscores * len(hidden) + 2 * reg * W2

    def dW1(X, dhidden, W1, reg):
        return X.T @ dhidden * len(X) + 2 * reg * W1


class biases_not_averaged:
    """The gradients of the biases lack the 1/N of the loss, which is averaged over the examples."""

    def db2(dscores):
        return dscores.sum(axis=0) * len(dscores)

    def db1(dhidden):
        return dhidden.sum(axis=0) * len(dhidden)


class averaged_twice:
    """The gradients are divided by N twice: once in dscores, and once more for each parameter."""

    def dW2(hidden, dscores, W2, reg):
        return hidden.T @ dscores / len(hidden) + 2 * reg * W2

    def dW1(X, dhidden, W1, reg):
        return X.T @ dhidden / len(X) + 2 * reg * W1

    def db2(dscores):
        return dscores.mean(axis=0)

    def db1(dhidden):
        return dhidden.mean(axis=0)


class no_relu:
    """The hidden layer has no ReLU: its outputs are max(0, X W1 + b1)."""

    def hidden(hidden_in):
        return hidden_in


class no_relu_either_way:
    """The hidden layer has no ReLU: its outputs are max(0, X W1 + b1), and the gradient is 0 where they are 0."""

    def hidden(hidden_in):
        return hidden_in

    def dhidden(dscores, W2):
        return dscores @ W2.T


class relu_on_the_scores:
    """A ReLU is taken of the scores too; only the hidden layer has one."""

    def scores(hidden, W2, b2):
        return np.maximum(hidden @ W2 + b2, 0)


class no_relu_backwards:
    """The ReLU is forgotten going back: the gradient is 0 for each hidden unit whose output is 0."""

    def dhidden(dscores, W2):
        return dscores @ W2.T


class relu_of_the_gradient:
    """What goes back is cut off where it is negative itself; it is 0 where the hidden unit's output is 0."""

    def dhidden(dscores, W2):
        return np.maximum(dscores @ W2.T, 0)


class multiplied_by_hidden:
    """What goes back is multiplied by the hidden outputs; the slope of a ReLU is 1 or 0."""

    def dhidden(dscores, W2, hidden):
        return (dscores @ W2.T) * hidden


class bias_of_hidden_missing:
    """b1 is not added."""

    def hidden_in(X, W1):
        return X @ W1


class bias_of_scores_missing:
    """b2 is not added."""

    def scores(hidden, W2):
        return hidden @ W2


class probabilities_for_scores:
    """Without y, loss gives the probabilities; it gives the scores, before the softmax."""

    def scores(hidden, W2, b2):
        values = hidden @ W2 + b2
        weights = np.exp(values - values.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True)

    def log_P(hidden, W2, b2):
        values = hidden @ W2 + b2
        return values - np.logaddexp.reduce(values, axis=1, keepdims=True)


class hidden_for_scores:
    """Without y, loss gives the hidden outputs; it gives the scores of the classes."""

    def scores(hidden, W2):
        return hidden @ np.eye(*W2.shape)


class sum_without_axis:
    """The exponentials of all examples are summed: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(scores):
        return scores - np.logaddexp.reduce(scores, axis=None)


class one_sum_after_the_shift:
    """The exponentials of all examples are summed: each row has a sum of its own, axis=1 and keepdims=True."""

    def log_P(scores):
        shifted = scores - scores.max(axis=1, keepdims=True)
        return shifted - np.logaddexp.reduce(shifted, axis=None)


class label_not_subtracted:
    """The gradient has the probabilities alone; in the column of the own class, 1 is still to be subtracted."""

    def dscores(log_P):
        return np.exp(log_P) / len(log_P)


class gradient_sign:
    """The gradient of the scores has the wrong sign: it is the probabilities minus 1 at the own class."""

    def dscores(log_P, y):
        return (np.eye(log_P.shape[1])[y] - np.exp(log_P)) / len(y)


class columns_of_all_labels:
    """[:, y] takes the columns of all labels for every example; [np.arange(N), y] takes one for each."""

    def data_loss(log_P, y):
        return -log_P[:, y].mean()


class greatest_score:
    """predict gives the greatest score; it gives the number of the class that has it: np.argmax(scores, axis=1)."""

    def y_pred(scores):
        return scores.max(axis=1)


class smallest_score:
    """predict gives the class with the smallest score; it is the one with the greatest."""

    def y_pred(scores):
        return scores.argmin(axis=1)


class prediction_without_relu:
    """predict has no ReLU: the scores are those of loss, with max(0, X W1 + b1) in the hidden layer."""

    def y_pred(hidden_in, W2, b2):
        return (hidden_in @ W2 + b2).argmax(axis=1)


class prediction_without_biases:
    """predict leaves out the biases; the scores are those of loss."""

    def y_pred(X, W1, W2):
        return (np.maximum(X @ W1, 0) @ W2).argmax(axis=1)
