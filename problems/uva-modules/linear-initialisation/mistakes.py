"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class standard_normal:
    """The weights have the standard deviation 1: it is 0.0001, as in np.random.normal(0, 0.0001, shape)."""

    def weight(in_features, out_features):
        return np.random.default_rng(0).normal(0, 1, (out_features, in_features))


class variance_for_deviation:
    """The weights have the variance 0.0001, a standard deviation of 0.01; it is the standard deviation that is 0.0001."""

    def weight(in_features, out_features):
        return np.random.default_rng(0).normal(0, 0.01, (out_features, in_features))


class squared:
    """0.0001 is squared: it is the standard deviation itself, as in np.random.normal(0, 0.0001, shape)."""

    def weight(in_features, out_features):
        return np.random.default_rng(0).normal(0, 1e-8, (out_features, in_features))


class uniform_from_zero:
    """The weights are evenly spread (rand); they are normal, as in np.random.normal(0, 0.0001, shape)."""

    def weight(in_features, out_features):
        return 0.0001 * np.random.default_rng(0).random((out_features, in_features))


class random_biases:
    """The biases are drawn at random too; they start at 0."""

    def bias(out_features):
        return np.random.default_rng(0).normal(0, 0.0001, (1, out_features))


class biases_of_one:
    """The biases are 1; they start at 0."""

    def bias(out_features):
        return np.ones((1, out_features))
