"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


def _across(values):
    return values[:, None, None]


class statistics_of_each_pixel:
    """Each pixel has a mean and variance of its own, over the batch; a channel shares them: take them over N, H and W, axes (0, 2, 3)."""

    def out(x, gamma, beta, eps):
        hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
        return _across(gamma) * hat + _across(beta)

    def dx(x, dout, gamma, eps):
        std = np.sqrt(x.var(axis=0) + eps)
        hat, own = (x - x.mean(axis=0)) / std, dout * _across(gamma)
        return (own - own.mean(axis=0) - hat * (own * hat).mean(axis=0)) / std

    def dgamma(x, dout, eps):
        hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
        return (dout * hat).sum(axis=(0, 2, 3))


class statistics_of_each_image:
    """Each image has a mean and variance of its own; a channel shares them over the batch: take them over N, H and W, axes (0, 2, 3)."""

    def out(x, gamma, beta, eps):
        mean = x.mean(axis=(2, 3), keepdims=True)
        hat = (x - mean) / np.sqrt(x.var(axis=(2, 3), keepdims=True) + eps)
        return _across(gamma) * hat + _across(beta)

    def dx(x, dout, gamma, eps):
        axes = (2, 3)
        std = np.sqrt(x.var(axis=axes, keepdims=True) + eps)
        hat, own = (x - x.mean(axis=axes, keepdims=True)) / std, dout * _across(gamma)
        mean = own.mean(axis=axes, keepdims=True)
        return (own - mean - hat * (own * hat).mean(axis=axes, keepdims=True)) / std

    def dgamma(x, dout, eps):
        mean = x.mean(axis=(2, 3), keepdims=True)
        hat = (x - mean) / np.sqrt(x.var(axis=(2, 3), keepdims=True) + eps)
        return (dout * hat).sum(axis=(0, 2, 3))


class channels_not_moved:
    """x is reshaped to (N*H*W, C) while the channels are still the second axis, which mixes them: first transpose to (N, H, W, C)."""

    def pixels(x):
        return x.reshape(-1, x.shape[1])

    def slopes(dout):
        return dout.reshape(-1, dout.shape[1])

    def out(x_hat, gamma, beta, x):
        return (gamma * x_hat + beta).reshape(x.shape)

    def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
        return (gamma * (pixels - old_mean) / np.sqrt(old_var + eps) + beta).reshape(x.shape)

    def dx(dx_hat, through_mean, through_var, std, x):
        return ((dx_hat - through_mean - through_var) / std).reshape(x.shape)


class channels_not_moved_in_backward:
    """dout is reshaped to (N*H*W, C) while the channels are still its second axis: first transpose it to (N, H, W, C), as x in the forward pass."""

    def slopes(dout):
        return dout.reshape(-1, dout.shape[1])


class channels_not_moved_back:
    """The result is reshaped to (N, C, H, W) while the channels are still the last axis: reshape to (N, H, W, C), then transpose."""

    def out(x_hat, gamma, beta, x):
        return (gamma * x_hat + beta).reshape(x.shape)

    def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
        return (gamma * (pixels - old_mean) / np.sqrt(old_var + eps) + beta).reshape(x.shape)

    def dx(dx_hat, through_mean, through_var, std, x):
        return ((dx_hat - through_mean - through_var) / std).reshape(x.shape)


class rows_and_columns_exchanged:
    """The result has rows and columns exchanged: after a transposition, undo it with the inverse one, such as (0, 2, 3, 1) with (0, 3, 1, 2)."""

    def out(x_hat, gamma, beta, x):
        return _exchanged(gamma * x_hat + beta, x)

    def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
        return _exchanged(gamma * (pixels - old_mean) / np.sqrt(old_var + eps) + beta, x)

    def dx(dx_hat, through_mean, through_var, std, x):
        return _exchanged((dx_hat - through_mean - through_var) / std, x)


class pixels_column_by_column:
    """The pixels of an image stand row by row, and are taken column by column: reshape to (N, H, W, C), not to (N, W, H, C)."""

    def out(x_hat, gamma, beta, x):
        return _by_columns(gamma * x_hat + beta, x)

    def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
        return _by_columns(gamma * (pixels - old_mean) / np.sqrt(old_var + eps) + beta, x)

    def dx(dx_hat, through_mean, through_var, std, x):
        return _by_columns((dx_hat - through_mean - through_var) / std, x)


def _by_columns(pixels, x):
    n, c, h, w = x.shape
    return pixels.reshape(n, w, h, c).transpose(0, 3, 2, 1)


def _exchanged(pixels, x):
    n, c, h, w = x.shape
    return pixels.reshape(n, h, w, c).transpose(0, 3, 2, 1)


class divided_by_the_batch:
    """The means in dx are divided by N; they are over N*H*W numbers."""

    def through_mean(dx_hat, x):
        return dx_hat.sum(axis=0) / len(x)

    def through_var(dx_hat, x_hat, x):
        return x_hat * (dx_hat * x_hat).sum(axis=0) / len(x)


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


class gradients_not_summed_over_pixels:
    """dgamma and dbeta are summed over the examples only, so that each pixel has its own; sum over axes (0, 2, 3)."""

    def dgamma(slopes, x_hat, x):
        n, c, h, w = x.shape
        return np.moveaxis((slopes * x_hat).reshape(n, h, w, c), -1, 1).sum(axis=0)

    def dbeta(dout):
        return dout.sum(axis=0)


class unbiased_variance:
    """The variance is divided by one less than the count; divide by N*H*W, which is var without ddof, or unbiased=False in torch."""

    def var(pixels):
        return pixels.var(axis=0, ddof=1)


class eps_outside_the_root:
    """eps is added to the standard deviation; it belongs under the root: sqrt(var + eps)."""

    def std(var, eps):
        return np.sqrt(var) + eps

    def test_out(pixels, gamma, beta, old_mean, old_var, eps, x):
        return _images(gamma * (pixels - old_mean) / (np.sqrt(old_var) + eps) + beta, x)


class eps_hard_coded:
    """eps is a constant of 1e-5; take the one in bn_param."""

    def std(var):
        return np.sqrt(var + 1e-5)

    def test_out(pixels, gamma, beta, old_mean, old_var, x):
        return _images(gamma * (pixels - old_mean) / np.sqrt(old_var + 1e-5) + beta, x)


class test_without_gamma_and_beta:
    """In test mode, gamma and beta are missing: out = gamma * (x - running_mean) / sqrt(running_var + eps) + beta."""

    def test_out(pixels, old_mean, old_var, eps, x):
        return _images((pixels - old_mean) / np.sqrt(old_var + eps), x)


class test_with_the_batch:
    """In test mode, the statistics are those of the batch; take running_mean and running_var."""

    def test_out(out):
        return out


class momentum_swapped:
    """momentum is the share of the new statistics; it is that of the old average, and 1 - momentum that of the batch's."""

    def running_mean(mean, old_mean, momentum):
        return (1 - momentum) * old_mean + momentum * mean

    def running_var(var, old_var, momentum):
        return (1 - momentum) * old_var + momentum * var


class averages_not_stored:
    """The running averages in bn_param are the old ones; store the new ones under the same keys, in this dict and no other."""

    def running_mean(old_mean):
        return old_mean

    def running_var(old_var):
        return old_var


class running_variance_with_eps:
    """eps has got into the running variance; average the variance itself."""

    def running_var(var, old_var, momentum, eps):
        return momentum * old_var + (1 - momentum) * (var + eps)


def _images(pixels, x):
    n, c, h, w = x.shape
    return np.moveaxis(pixels.reshape(n, h, w, c), -1, 1)


class factor_2_of_the_square_missing:
    """The term of dx through the variance is half of what it should be: the derivative of a square has the factor 2."""

    def through_var(dx_hat, x_hat):
        return x_hat * (dx_hat * x_hat).mean(axis=0) / 2
