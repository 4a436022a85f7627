"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


def _means(axes):
    """Steps that normalise along other axes: example, group, channel of the group, row, column."""

    def mean(grouped):
        return grouped.mean(axis=axes, keepdims=True)

    def var(grouped, mean):
        return ((grouped - mean) ** 2).mean(axis=axes, keepdims=True)

    return mean, var, *_terms(axes)


def _terms(axes):
    def through_mean(dx_hat):
        return dx_hat.mean(axis=axes, keepdims=True)

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=axes, keepdims=True)

    return through_mean, through_var


class statistics_of_each_pixel:
    """Each pixel has a mean and variance of its own, over the channels of the group; a group has one of each, over its channels and all its pixels."""

    mean, var, through_mean, through_var = _means((2,))


class statistics_of_each_channel:
    """Each channel has a mean and variance of its own; a group has one of each, over all its C/G channels and their pixels."""

    mean, var, through_mean, through_var = _means((3, 4))


class statistics_of_each_example:
    """All channels of an example share mean and variance, as if there were one group; each of the G groups has its own."""

    mean, var, through_mean, through_var = _means((1, 2, 3, 4))


class statistics_of_the_batch:
    """Mean and variance are taken over the batch too; each example has its own: the axis of the examples is left out."""

    mean, var, through_mean, through_var = _means((0, 2, 3, 4))


class statistics_of_each_row:
    """Mean and variance are those of each row of pixels; a group has one of each, over its channels, rows and columns."""

    mean, var, through_mean, through_var = _means((4,))


class backward_over_the_batch:
    """dx has the means of batch normalisation, over the first axis; here they are over the channels and pixels of a group."""

    through_mean, through_var = _terms((0,))


class channels_interleaved:
    """Every (C/G)-th channel is put in a group; a group has C/G channels that follow each other: reshape to (N, G, C // G, H, W)."""

    def grouped(x, G):
        return _interleaved(x, G)

    def dx_hat(dout, gamma, G):
        return _interleaved(dout * gamma, G)

    def out(x_hat, gamma, beta, x):
        return gamma * x_hat.swapaxes(1, 2).reshape(x.shape) + beta

    def dx(dx_hat, through_mean, through_var, std, x):
        found = (dx_hat - through_mean - through_var) / std
        return found.swapaxes(1, 2).reshape(x.shape)

    def dgamma(dout, x_hat):
        hat = x_hat.swapaxes(1, 2).reshape(dout.shape)
        return (dout * hat).sum(axis=(0, 2, 3), keepdims=True)


def _interleaved(images, G):
    n, c, h, w = images.shape
    return images.reshape(n, c // G, G, h, w).swapaxes(1, 2)


class groups_of_g_channels:
    """The groups have G channels each; G is the number of groups, so each has C/G: reshape to (N, G, C // G, H, W)."""

    def grouped(x, G):
        return _of_g(x, G)

    def dx_hat(dout, gamma, G):
        return _of_g(dout * gamma, G)


def _of_g(images, G):
    n, c, h, w = images.shape
    return images.reshape(n, c // G, G, h, w)


class divided_by_the_pixels:
    """The means in dx are divided by H*W; they are over C/G * H*W numbers."""

    def through_mean(dx_hat, x):
        return dx_hat.sum(axis=(2, 3, 4), keepdims=True) / (x.shape[2] * x.shape[3])

    def through_var(dx_hat, x_hat, x):
        inner = (dx_hat * x_hat).sum(axis=(2, 3, 4), keepdims=True)
        return x_hat * inner / (x.shape[2] * x.shape[3])


class divided_by_all_channels:
    """The means in dx are divided by C*H*W; a group has C/G * H*W numbers."""

    def through_mean(dx_hat, x):
        return dx_hat.sum(axis=(2, 3, 4), keepdims=True) / x[0].size

    def through_var(dx_hat, x_hat, x):
        return x_hat * (dx_hat * x_hat).sum(axis=(2, 3, 4), keepdims=True) / x[0].size


class mean_and_variance_constant:
    """dx takes mean and variance for constants; both depend on x, so dx has a term through each of them."""

    def through_mean():
        return 0

    def through_var():
        return 0


class variance_constant:
    """dx lacks the term through the variance, which depends on x as well."""

    def through_var():
        return 0


class gamma_forgotten_in_dx:
    """dx lacks gamma: the gradient with respect to the normalised x is dout * gamma."""

    def dx_hat(dout, G):
        n, c, h, w = dout.shape
        return dout.reshape(n, G, c // G, h, w)


class gamma_after_the_means:
    """dx multiplies by gamma at the end; the channels of a group have different gammas, so multiply dout by gamma before the means over the group."""

    def dx(dout, x_hat, gamma, std, x):
        own, axes = dout.reshape(x_hat.shape), (2, 3, 4)
        other = x_hat * (own * x_hat).mean(axis=axes, keepdims=True)
        return gamma * ((own - own.mean(axis=axes, keepdims=True) - other) / std).reshape(x.shape)


class gradients_over_the_batch_only:
    """dgamma and dbeta are summed over the examples only, so that each pixel has its own; sum over axes (0, 2, 3)."""

    def dgamma(dout, x_hat):
        return (dout * x_hat.reshape(dout.shape)).sum(axis=0, keepdims=True)

    def dbeta(dout):
        return dout.sum(axis=0, keepdims=True)


class gradients_without_the_batch:
    """dgamma and dbeta have a row for each example; gamma and beta are shared: sum over axis 0 too."""

    def dgamma(dout, x_hat):
        return (dout * x_hat.reshape(dout.shape)).sum(axis=(2, 3), keepdims=True)

    def dbeta(dout):
        return dout.sum(axis=(2, 3), keepdims=True)


class dgamma_of_x:
    """dgamma multiplies dout by x; gamma scales the normalised x, so multiply by that."""

    def dgamma(dout, x):
        return (dout * x).sum(axis=(0, 2, 3), keepdims=True)


class unbiased_variance:
    """The variance is divided by one less than the count; divide by the count, which is var without ddof, or unbiased=False in torch."""

    def var(grouped):
        return grouped.var(axis=(2, 3, 4), ddof=1, keepdims=True)


class eps_outside_the_root:
    """eps is added to the standard deviation; it belongs under the root: sqrt(var + eps)."""

    def std(var, eps):
        return np.sqrt(var) + eps


class eps_missing:
    """eps is not used; add it to the variance, under the root."""

    def std(var):
        return np.sqrt(var)


class eps_hard_coded:
    """eps is a constant of 1e-5; take the one in gn_param."""

    def std(var):
        return np.sqrt(var + 1e-5)


class factor_2_of_the_square_missing:
    """The term of dx through the variance is half of what it should be: the derivative of a square has the factor 2."""

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=(2, 3, 4), keepdims=True) / 2
