"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class statistics_of_the_batch:
    """Mean and variance are those of each feature over the batch; layer normalisation takes those of each example, axis 1."""

    def mean(x):
        return x.mean(axis=0)

    def var(x, mean):
        return ((x - mean) ** 2).mean(axis=0)

    def through_mean(dx_hat):
        return dx_hat.mean(axis=0)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=0)


class statistics_of_everything:
    """Mean and variance are taken over the whole array; each example has its own: axis 1."""

    def mean(x):
        return x.mean()

    def var(x, mean):
        return ((x - mean) ** 2).mean()


class backward_over_the_batch:
    """dx has the means of batch normalisation, over axis 0; here the statistics are those of a row, so they are over axis 1."""

    def through_mean(dx_hat):
        return dx_hat.mean(axis=0)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=0)


class divided_by_the_batch:
    """The means in dx are divided by N; they are over the D features of an example: divide by D."""

    def through_mean(dx_hat):
        return dx_hat.sum(axis=1, keepdims=True) / len(dx_hat)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).sum(axis=1, keepdims=True) / len(dx_hat)


class batch_sums_divided_by_features:
    """The sums in dx are over axis 0, as in batch normalisation; a row has its own statistics: sum over axis 1."""

    def through_mean(dx_hat):
        return dx_hat.sum(axis=0) / dx_hat.shape[1]

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).sum(axis=0) / dx_hat.shape[1]


class sums_in_place_of_means:
    """The terms of dx through mean and variance lack the 1/D: each feature has a share of 1/D in both."""

    def through_mean(dx_hat):
        return dx_hat.sum(axis=1, keepdims=True)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).sum(axis=1, keepdims=True)


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


class gamma_forgotten_in_dx:
    """dx lacks gamma: the gradient with respect to the normalised x is dout * gamma."""

    def dx_hat(dout):
        return dout


class gamma_after_the_means:
    """dx multiplies by gamma at the end, or takes gamma out of the cache in the place of 1/std; the features of a row have different gammas: multiply dout by gamma before the means over the row."""

    def dx(dout, gamma, x_hat, std):
        mean = dout.mean(axis=1, keepdims=True)
        other = x_hat * (dout * x_hat).mean(axis=1, keepdims=True)
        return gamma * (dout - mean - other) / std


class gradients_of_each_example:
    """dgamma and dbeta are summed over the features, one number an example; gamma and beta are shared by the examples: axis 0."""

    def dgamma(dout, x_hat):
        return (dout * x_hat).sum(axis=1)

    def dbeta(dout):
        return dout.sum(axis=1)


class gradients_not_summed:
    """dgamma and dbeta still have a row for each example; gamma and beta are shared: sum over axis 0."""

    def dgamma(dout, x_hat):
        return dout * x_hat

    def dbeta(dout):
        return dout


class dgamma_of_x:
    """dgamma multiplies dout by x; gamma scales the normalised x, so multiply by that."""

    def dgamma(dout, x):
        return (dout * x).sum(axis=0)


class unbiased_variance:
    """The variance is divided by D - 1; layer normalisation divides by D, which is var without ddof, or unbiased=False in torch."""

    def var(x):
        return x.var(axis=1, ddof=1, keepdims=True)


class eps_outside_the_root:
    """eps is added to the standard deviation; it belongs under the root: sqrt(var + eps)."""

    def std(var, eps):
        return np.sqrt(var) + eps


class eps_missing:
    """eps is not used; add it to the variance, under the root."""

    def std(var):
        return np.sqrt(var)


class eps_hard_coded:
    """eps is a constant of 1e-5; take the one in ln_param."""

    def std(var):
        return np.sqrt(var + 1e-5)


class divided_by_variance:
    """x is divided by the variance; normalise by its root, the standard deviation."""

    def std(var, eps):
        return var + eps


class without_gamma_and_beta:
    """out is the normalised x itself; scale it with gamma and shift it with beta."""

    def out(x_hat):
        return x_hat


class factor_2_of_the_square_missing:
    """The term of dx through the variance is half of what it should be: the derivative of a square has the factor 2."""

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=1, keepdims=True) / 2
