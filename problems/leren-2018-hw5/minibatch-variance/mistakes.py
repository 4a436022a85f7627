"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class divides_by_b_squared:
    """The variance is divided by B²; the sum of B samples has the variance B v, and the mean v / B."""

    def with_replacement(v, B):
        return v / B**2


class standard_deviation:
    """This is the standard deviation; its square, the variance, is asked for."""

    def with_replacement(v, B):
        return np.sqrt(v / B)

    def without_replacement(v, g, B):
        return np.sqrt(v / B * (len(g) - B) / (len(g) - 1))


class no_finite_population_factor:
    """A factor is missing: without replacement the samples of a batch differ, which lowers the variance."""

    def without_replacement(v, B):
        return v / B


class factor_n_minus_b_over_n:
    """The factor is (N - B) / N; with the variance divided by N, it is (N - B) / (N - 1)."""

    def without_replacement(v, g, B):
        return v / B * (len(g) - B) / len(g)


class sample_variance:
    """The variance of g is divided by N - 1; the N gradients are the whole population, so divide by N."""

    def v(g):
        return g.var(ddof=1)
