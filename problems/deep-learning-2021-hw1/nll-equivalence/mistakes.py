"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mean_instead_of_sum:
    """nll is averaged over the samples; it is their sum, N times the cross-entropy J."""

    def nll(picked):
        return -np.log(picked).mean()

    def J(nll):
        return nll


class equality_as_printed:
    """J equals nll, as equation 20 suggests; the J of equation 2 is averaged over the samples, nll/N."""

    def J(nll):
        return nll


class sign_flipped:
    """This is the log-likelihood; the negative log-likelihood has a minus in front."""

    def nll(picked):
        return np.log(picked).sum()


class log_of_sum:
    """This is the logarithm of a sum of probabilities; those of independent samples are multiplied."""

    def nll(picked):
        return -np.log(picked.sum())


class sum_over_all_classes:
    """The logarithms of all classes are summed; each sample contributes that of its label's class only."""

    def nll(Z):
        return -np.log(Z).sum()


class one_based_labels:
    """The classes are counted from 1 here; labels start at 0, so label 0 means the first column."""

    def picked(Z, y):
        return Z[np.arange(len(y)), y - 1]


class product_underflows:
    """The product of many probabilities becomes 0, and its logarithm infinite: sum the logarithms."""

    def nll(picked):
        return -np.log(picked.prod())


class ratio_inverted:
    """The ratio is upside down: it is nll divided by J."""

    def ratio(nll, J):
        return J / nll


class likelihood:
    """nll is the likelihood itself, a product of probabilities; minus its logarithm is asked for."""

    def nll(picked):
        return picked.prod()


class columns_of_all_labels:
    """Z[:, y] takes the columns of all labels for every sample; Z[np.arange(N), y] takes one for each."""

    def nll(Z, y):
        return -np.log(Z[:, y]).sum()
