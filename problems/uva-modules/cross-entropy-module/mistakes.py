"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class fused_with_softmax:
    """dx is (p - y) / N, the gradient of softmax and cross-entropy together: softmax is a module of its own, so here -y / (N p) belongs."""

    def dx(x, targets):
        return (x - targets) / len(x)


class fused_and_not_averaged:
    """dx is p - y, which softmax and cross-entropy have together: softmax is a module of its own, so here -y / (N p) belongs."""

    def dx(x, targets):
        return x - targets


class probability_not_in_the_divisor:
    """dx is -y / N: the derivative of -ln(p) is -1 / p, so p stands in the divisor."""

    def dx(x, targets):
        return -targets / len(x)


class all_classes:
    """dx is -1 / (N p) in all columns: the loss has the probability of the own class alone, so the others are 0."""

    def dx(x):
        return -1 / x / len(x)


class columns_of_all_labels:
    """x[:, y] takes the columns of all labels for every sample; x[np.arange(N), y] takes one for each."""

    def loss(x, y):
        return -np.log(x[:, y]).mean()


class columns_of_all_labels_summed:
    """x[:, y] takes the columns of all labels for every sample; x[np.arange(N), y] takes one for each."""

    def loss(x, y):
        return -np.log(x[:, y]).sum() / len(y)


class both_cross_entropies:
    """The other classes are counted too, by ln(1 - p); the loss has the probability of the own class alone."""

    def loss(x, targets):
        return -np.sum(targets * np.log(x) + (1 - targets) * np.log(1 - x)) / len(x)


class log_of_nearly_p:
    """A small number, 1e-5, is added to the probability before the logarithm, which changes the loss: take the logarithm of p itself."""

    def loss(x, y):
        return -np.log(x[np.arange(len(y)), y] + 1e-5).mean()


class divided_by_nearly_p:
    """A small number, 1e-5, is added to the probability in the divisor, which changes the gradient: divide by p itself."""

    def dx(x, targets):
        return -targets / (x + 1e-5) / len(x)


class nearly_p_in_both:
    """A small number, 1e-5, is added to the probability, which changes loss and gradient: take p itself."""

    def loss(x, y):
        return -np.log(x[np.arange(len(y)), y] + 1e-5).mean()

    def dx(x, targets):
        return -targets / (x + 1e-5) / len(x)


class mean_over_entries:
    """The mean is taken over all N * C entries; it is over the N samples."""

    def loss(x, targets):
        return -np.mean(targets * np.log(x))


class mean_over_entries_in_both:
    """The means are taken over all N * C entries; they are over the N samples."""

    def loss(x, targets):
        return -np.mean(targets * np.log(x))

    def dx(x, targets):
        return -targets / x / x.size


class averaged_over_classes:
    """Loss or gradient is divided by the number of classes; divide by N, the number of samples."""

    def dx(x, targets):
        return -targets / x / x.shape[1]


class loss_divided_by_classes:
    """The loss is divided by the number of classes; divide by N, the number of samples."""

    def loss(x, targets):
        return -np.sum(targets * np.log(x)) / x.shape[1]


class probability_squared:
    """The probability of the own class is squared in the divisor: the derivative of -ln(p) is -1 / p."""

    def dx(x, targets):
        return -targets / x**2 / len(x)


class softmax_again:
    """A softmax is taken of x, which are probabilities already."""

    def loss(x, y):
        weights = np.exp(x)
        p = weights / weights.sum(axis=1, keepdims=True)
        return -np.log(p[np.arange(len(y)), y]).mean()


class losses_not_summed:
    """forward returns the loss of each sample; return their mean."""

    def loss(x, y):
        return -np.log(x[np.arange(len(y)), y])


class losses_as_a_matrix:
    """forward returns an entry for each sample and class; sum over the classes, and take the mean over the samples."""

    def loss(x, targets):
        return -targets * np.log(x)


class squared_error:
    """This is the squared error; the cross-entropy is -ln of the probability of the own class, averaged over the samples."""

    def loss(x, targets):
        return np.sum((x - targets) ** 2) / len(x)


class probability_for_logarithm:
    """The probability itself is averaged; the loss has its logarithm."""

    def loss(x, y):
        return -x[np.arange(len(y)), y].mean()


class log_of_mean:
    """The logarithm is taken of the mean probability; take the mean of the logarithms."""

    def loss(x, y):
        return -np.log(x[np.arange(len(y)), y].mean())


class gradient_of_the_binary_loss:
    """dx is (p - y) / (p (1 - p)), from the loss of two classes; the loss here has ln(p) of the own class alone, so -y / (N p)."""

    def dx(x, targets):
        return (x - targets) / (x * (1 - x)) / len(x)


class labels_as_numbers:
    """The labels are multiplied as numbers; make rows of them with 1 in the column of the class, as np.eye(C)[y]."""

    def loss(x, y):
        return -np.sum(y[:, None] * np.log(x)) / len(x)

    def dx(x, y):
        return -y[:, None] / x / len(x)


class gradient_a_column_short:
    """The number of classes is taken from the labels, y.max() + 1: the last class need not occur, so take it from x, x.shape[1]."""

    def dx(x, y):
        classes = y.max() + 1
        own = np.zeros((len(x), classes))
        rows = np.arange(len(x))
        own[rows, y] = -1 / x[rows, y] / len(x)
        return own


class last_sample_only:
    """The loss has the last sample alone, divided by N: in a loop over the samples the losses are added up, with +=."""

    def loss(x, y):
        return -np.log(x[-1, y[-1]]) / len(y)


class most_likely_class:
    """The probability of the most likely class is taken; the loss has that of the class y."""

    def loss(x):
        return -np.log(x.max(axis=1)).mean()


class gradient_of_one_column:
    """dx has one number for each sample: it has the shape of x, with 0 in the columns of the other classes."""

    def dx(x, y):
        return -1 / x[np.arange(len(y)), y] / len(y)
