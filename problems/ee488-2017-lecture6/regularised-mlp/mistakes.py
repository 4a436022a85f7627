"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class regulariser_missing_factor_2:
    """The regulariser's gradient lacks its 2: J has lam times the squares, without 1/2: 2 lam W."""

    def dW2(H, G2, W2, lam):
        return H.T @ G2 + lam * W2

    def dW1(X, G1, W1, lam):
        return X.T @ G1 + lam * W1


class forgot_regulariser:
    """The regulariser is missing; J contains lam times the sum of the squared weights of both layers."""

    def J(J_MLE):
        return J_MLE

    def dW2(H, G2):
        return H.T @ G2

    def dW1(X, G1):
        return X.T @ G1


class normalised_softmax:
    """The outputs are normalised by a softmax; the exercise takes exp(H W2) as it is."""

    def J_MLE(U2, Y):
        shifted = U2 - U2.max(axis=1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.trace(logs @ Y) / len(U2)

    def G2(U2, Y):
        weights = np.exp(U2 - U2.max(axis=1, keepdims=True))
        return (weights / weights.sum(axis=1, keepdims=True) - Y.T) / len(U2)


class missing_one_over_m:
    """The factor 1/m is missing: J_MLE is averaged over the m examples, so its gradients are too."""

    def J_MLE(U2, Y):
        return -np.trace(U2 @ Y)

    def G2(Y):
        return -Y.T


class y_not_transposed:
    """G2 has one column an example, as the document's Y; U2 has one row an example, so Y is transposed."""

    def G2(Y):
        return -Y / Y.shape[1]


class w2_not_transposed:
    """W2 is not transposed: going back through U2 = H W2, G2 is multiplied by W2^T."""

    def G1(slopes, G2, W2):
        return slopes * (G2 @ W2)


class no_hidden_derivative:
    """The derivative of the hidden activation is missing: G1 needs the factor phi'(X W1), elementwise."""

    def G1(G2, W2):
        return G2 @ W2.T


class h_factor_missing:
    """dW2 sums G2 over the examples, as the middle line of the derivation does; the factor H is missing."""

    def dW2(G2, W2, lam):
        return G2.sum(axis=0) + 2 * lam * W2


class regulariser_averaged:
    """The regulariser is divided by m too; the factor 1/m belongs to the sum over the examples alone."""

    def J(J_MLE, decay, X):
        return J_MLE + decay / len(X)


class columns_of_all_labels:
    """U2[:, y] takes the columns of all labels for every example; U2[np.arange(m), y] takes one for each."""

    def J_MLE(U2, Y):
        return -(U2 @ Y).mean()
