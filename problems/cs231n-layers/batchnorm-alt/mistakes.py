"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class mean_and_variance_constant:
    """dx takes mean and variance for constants; both depend on x, so dx has a term through each of them."""

    def dx(dx_hat, std):
        return dx_hat / std


class variance_constant:
    """dx lacks the term through the variance, which depends on x as well."""

    def dx(dx_hat, through_mean, std):
        return (dx_hat - through_mean) / std


class mean_constant:
    """dx lacks the term through the mean, which depends on x as well."""

    def dx(dx_hat, through_var, std):
        return (dx_hat - through_var) / std


class sums_in_place_of_means:
    """The terms of dx through mean and variance lack the 1/N: each example has a share of 1/N in both."""

    def through_mean(dx_hat):
        return dx_hat.sum(axis=0)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).sum(axis=0)


class gamma_forgotten_in_dx:
    """dx lacks gamma: the gradient with respect to the normalised x is dout * gamma."""

    def dx_hat(dout):
        return dout


class dgamma_of_x:
    """dgamma multiplies dout by x; gamma scales the normalised x, so multiply by that."""

    def dgamma(dout, x):
        return (dout * x).sum(axis=0)


class gradients_not_summed:
    """dgamma and dbeta still have a row for each example; gamma and beta are shared: sum over axis 0."""

    def dgamma(dout, x_hat):
        return dout * x_hat

    def dbeta(dout):
        return dout


class gradients_of_each_example:
    """dgamma and dbeta are summed over the features, one number an example; sum over the examples, axis 0."""

    def dgamma(dout, x_hat):
        return (dout * x_hat).sum(axis=1)

    def dbeta(dout):
        return dout.sum(axis=1)


class std_and_gamma_exchanged:
    """The backward pass takes gamma for the standard deviation and the other way round: unpack the cache in the order in which it was packed."""

    def dx(dout, std, gamma, x_hat):
        slopes = dout * std
        inner = slopes - slopes.mean(axis=0) - x_hat * (slopes * x_hat).mean(axis=0)
        return inner / gamma


class unbiased_variance:
    """The variance is divided by N - 1; batch normalisation divides by N, which is var without ddof, or unbiased=False in torch."""

    def var(x):
        return x.var(axis=0, ddof=1)


class eps_outside_the_root:
    """eps is added to the standard deviation; it belongs under the root: sqrt(var + eps)."""

    def std(var, eps):
        return np.sqrt(var) + eps


class eps_missing:
    """eps is not used; add it to the variance, under the root."""

    def std(var):
        return np.sqrt(var)


class eps_hard_coded:
    """eps is a constant of 1e-5; take the one in bn_param."""

    def std(var):
        return np.sqrt(var + 1e-5)


class divided_by_variance:
    """x is divided by the variance; normalise by its root, the standard deviation."""

    def std(var, eps):
        return var + eps


class statistics_of_each_example:
    """Mean and variance are those of each row; batch normalisation takes those of each feature over the batch, axis 0."""

    def mean(x):
        return x.mean(axis=1, keepdims=True)

    def var(x, mean):
        return ((x - mean) ** 2).mean(axis=1, keepdims=True)


class statistics_of_everything:
    """Mean and variance are taken over the whole array; each feature has its own: axis 0."""

    def mean(x):
        return x.mean()

    def var(x, mean):
        return ((x - mean) ** 2).mean()


class one_over_n_missing:
    """dx lacks the factor 1/N in front of N * dx_hat - sum(dx_hat) - x_hat * sum(dx_hat * x_hat)."""

    def dx(dx_hat, through_mean, through_var, std):
        return len(dx_hat) * (dx_hat - through_mean - through_var) / std


class dx_divided_by_variance:
    """dx is divided by the variance; one factor 1/sqrt(var + eps) is left, the other is in x_hat already."""

    def dx(dx_hat, through_mean, through_var, std):
        return (dx_hat - through_mean - through_var) / std**2


class factor_2_of_the_square_missing:
    """The term of dx through the variance is half of what it should be: the derivative of a square has the factor 2."""

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=0) / 2
