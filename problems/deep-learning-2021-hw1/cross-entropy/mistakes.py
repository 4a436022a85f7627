"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """J is summed over the samples; it is their average, with the factor 1/N of equation 2."""

    def J(losses):
        return losses.sum()


class sign_flipped:
    """The sign is wrong: logarithms of probabilities are negative, and the minus makes J positive."""

    def J(losses):
        return -losses.mean()


class log2:
    """The logarithm is that to base 2; the natural one is asked for."""

    def losses(Z, T):
        return -(T * np.log2(Z)).sum(axis=1)


class log10:
    """The logarithm is that to base 10; the natural one is asked for."""

    def losses(Z, T):
        return -(T * np.log10(Z)).sum(axis=1)


class binary_ce_over_classes:
    """A term (1 - T) ln(1 - Z) is added for the other classes; only the true class counts here."""

    def losses(Z, T):
        return -(T * np.log(Z) + (1 - T) * np.log(1 - Z)).sum(axis=1)


class log_of_mean_probability:
    """This is the logarithm of the average probability; J is the average of the logarithms."""

    def J(Z, T):
        return -np.log((T * Z).sum() / len(Z))


class mean_over_classes_too:
    """J is averaged over samples and classes; it is averaged over the N samples only."""

    def J(Z, T):
        return -(T * np.log(Z)).mean()


class large_epsilon:
    """0.001 is added to the probabilities, which changes J; they are above 0 as they are."""

    def losses(Z, T):
        return -(T * np.log(Z + 1e-3)).sum(axis=1)
