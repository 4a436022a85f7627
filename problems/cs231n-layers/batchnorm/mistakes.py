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


class dgamma_of_out:
    """dgamma multiplies dout by out; gamma scales the normalised x, before beta is added: multiply by that."""

    def dgamma(dout, out):
        return (dout * out).sum(axis=0)


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

    def test_out(x, gamma, beta, old_mean, old_var, eps):
        return gamma * (x - old_mean) / (np.sqrt(old_var) + eps) + beta


class eps_missing:
    """eps is not used; add it to the variance, under the root."""

    def std(var):
        return np.sqrt(var)

    def test_out(x, gamma, beta, old_mean, old_var):
        return gamma * (x - old_mean) / np.sqrt(old_var) + beta


class eps_hard_coded:
    """eps is a constant of 1e-5; take the one in bn_param."""

    def std(var):
        return np.sqrt(var + 1e-5)

    def test_out(x, gamma, beta, old_mean, old_var):
        return gamma * (x - old_mean) / np.sqrt(old_var + 1e-5) + beta


class divided_by_variance:
    """x is divided by the variance; normalise by its root, the standard deviation."""

    def std(var, eps):
        return var + eps

    def test_out(x, gamma, beta, old_mean, old_var, eps):
        return gamma * (x - old_mean) / (old_var + eps) + beta


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


class mean_not_subtracted:
    """x is divided by the standard deviation without its mean being subtracted first."""

    def x_hat(x, std):
        return x / std


class without_gamma_and_beta:
    """out is the normalised x itself; scale it with gamma and shift it with beta."""

    def out(x_hat):
        return x_hat


class test_without_gamma_and_beta:
    """In test mode, gamma and beta are missing: out = gamma * (x - running_mean) / sqrt(running_var + eps) + beta."""

    def test_out(x, old_mean, old_var, eps):
        return (x - old_mean) / np.sqrt(old_var + eps)


class test_with_the_batch:
    """In test mode, the statistics are those of the batch; take running_mean and running_var."""

    def test_out(out):
        return out


class test_with_variance:
    """In test mode, x is divided by the running variance; divide by its root, with eps under it."""

    def test_out(x, gamma, beta, old_mean, old_var, eps):
        return gamma * (x - old_mean) / (old_var + eps) + beta


class test_without_eps:
    """In test mode, eps is missing; add it to the running variance, under the root."""

    def test_out(x, gamma, beta, old_mean, old_var):
        return gamma * (x - old_mean) / np.sqrt(old_var) + beta


class test_with_new_averages:
    """In test mode, the running averages are changed first; they change in training only."""

    def test_out(x, gamma, beta, running_mean, running_var, eps):
        return gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta


class momentum_swapped:
    """momentum is the share of the new statistics; it is that of the old average, and 1 - momentum that of the batch's."""

    def running_mean(mean, old_mean, momentum):
        return (1 - momentum) * old_mean + momentum * mean

    def running_var(var, old_var, momentum):
        return (1 - momentum) * old_var + momentum * var


class momentum_hard_coded:
    """momentum is a constant of 0.9; take the one in bn_param."""

    def running_mean(mean, old_mean):
        return 0.9 * old_mean + (1 - 0.9) * mean

    def running_var(var, old_var):
        return 0.9 * old_var + (1 - 0.9) * var


class averages_not_stored:
    """The running averages in bn_param are the old ones; store the new ones under the same keys."""

    def running_mean(old_mean):
        return old_mean

    def running_var(old_var):
        return old_var


class averages_of_this_batch:
    """The running averages are the statistics of this batch alone; keep the share momentum of the old ones."""

    def running_mean(mean):
        return mean

    def running_var(var):
        return var


class running_variance_with_eps:
    """eps has got into the running variance; average the variance itself."""

    def running_var(var, old_var, momentum, eps):
        return momentum * old_var + (1 - momentum) * (var + eps)


class running_standard_deviation:
    """The running variance averages the standard deviation; average the variance itself."""

    def running_var(std, old_var, momentum):
        return momentum * old_var + (1 - momentum) * std


class running_variance_unbiased:
    """The running variance averages a variance divided by N - 1; average the one divided by N."""

    def running_var(x, old_var, momentum):
        return momentum * old_var + (1 - momentum) * x.var(axis=0, ddof=1)


class factor_2_of_the_square_missing:
    """The term of dx through the variance is half of what it should be: the derivative of a square has the factor 2."""

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=0) / 2
