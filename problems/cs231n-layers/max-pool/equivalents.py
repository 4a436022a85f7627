"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class mask_of_the_greatest:
    """A pixel gets dout where it equals the greatest of its window; no two pixels of a window are equal."""

    def dx(x, out, dout, pool_height, pool_width, stride):
        total = np.zeros_like(x)
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            place = (..., slice(top, top + pool_height), slice(left, left + pool_width))
            mask = x[place] == out[:, :, i, j, None, None]
            total[place] += mask * dout[:, :, i, j, None, None]
        return total
