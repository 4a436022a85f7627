"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class input_shared:
    """Both modules share one memory of the forward pass, which the second overwrites: keep it on self, as self.x = x."""

    def dx1(dout1, x2):
        return dout1 * np.exp(np.minimum(x2, 0))


class first_input_kept:
    """backward uses the x of an earlier batch: forward has to keep x every time, not only the first time."""

    def dx1(dout1, x0):
        return dout1 * np.exp(np.minimum(x0, 0))


class first_input_of_all_kept:
    """backward uses the x of an earlier batch, which another module saw: forward keeps x on self, every time."""

    def dx1(dout1, x0):
        return dout1 * np.exp(np.minimum(x0, 0))

    def dx2(dout2, x0):
        return dout2 * np.exp(np.minimum(x0, 0))


class last_mask_kept:
    """What forward keeps is not made anew for each batch: the entries of earlier batches stay in it."""

    def dx1(dout1, x0, x1):
        return (
            dout1
            * np.where((x0 < 0) | (x1 < 0), np.exp(np.minimum(x1, 0)), 1)
            * np.where((x0 < 0) & (x1 > 0), 0, 1)
        )
