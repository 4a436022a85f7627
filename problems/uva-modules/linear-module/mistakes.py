"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class bias_forgotten:
    """The bias is not added: out = x W^T + b."""

    def out(x, weight):
        return x @ weight.T


class bias_over_the_outputs:
    """The bias gradient is summed over the outputs, axis 1: each bias acts on all samples, so sum over these, axis 0."""

    def dbias(dout):
        return dout.sum(axis=1)


class bias_a_single_number:
    """The bias gradient is one number for all biases: sum over the samples alone, axis=0."""

    def dbias(dout):
        return np.sum(dout)


class bias_of_each_sample:
    """The bias gradient is dout itself: all samples share a bias, so sum over them, axis 0."""

    def dbias(dout):
        return dout


class averaged_over_samples:
    """The parameter gradients are divided by N: the loss module has averaged already, so here one sums."""

    def dweight(dout, x):
        return dout.T @ x / len(x)

    def dbias(dout):
        return dout.mean(axis=0, keepdims=True)


class bias_averaged:
    """The bias gradient is a mean over the samples; it is a sum: the loss module has averaged already."""

    def dbias(dout):
        return dout.mean(axis=0, keepdims=True)


class weight_averaged:
    """The weight gradient is divided by N; it is dout^T x: the loss module has averaged already."""

    def dweight(dout, x):
        return dout.T @ x / len(x)


class weight_transposed:
    """The weight gradient is transposed: it has the shape of the weights, which is dout^T x."""

    def dweight(dout, x):
        return x.T @ dout


class weight_without_dout:
    """The weight gradient has ones where dout belongs: by the chain rule it is dout^T x."""

    def dweight(dout, x):
        return np.ones_like(dout).T @ x


class bias_all_ones:
    """The bias gradient is 1 everywhere: that is the derivative of out, still to be multiplied by dout and summed."""

    def dbias(dout):
        return np.ones((1, dout.shape[1]))


class dx_without_dout:
    """dx has ones where dout belongs: by the chain rule dx = dout W."""

    def dx(dout, weight):
        return np.ones_like(dout) @ weight


class first_sample_only:
    """The gradients are those of the first sample: sum over all samples of the batch."""

    def dweight(dout, x):
        return np.outer(dout[0], x[0])

    def dbias(dout):
        return dout[:1]


class last_sample_only:
    """The gradients are those of the last sample: in a loop over the batch they are added up, with +=."""

    def dweight(dout, x):
        return np.outer(dout[-1], x[-1])

    def dbias(dout):
        return dout[-1:]


class bias_summed_over_everything:
    """All biases have the same gradient, summed over samples and outputs: sum over the samples alone, axis=0."""

    def dbias(dout):
        return np.full((1, dout.shape[1]), dout.sum())


class dx_of_the_batch:
    """dx is summed over the samples: each sample has a row of its own, so nothing is summed over the batch."""

    def dx(dout, weight):
        return (dout @ weight).sum(axis=0)
