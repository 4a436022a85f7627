"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class derivative_is_sigma:
    """dh_ds is the sigmoid itself, as the document's first line has it; its derivative is asked for."""

    def dh_ds(h):
        return h


class s_times_1_minus_s:
    """dh_ds is s (1 - s); the formula h (1 - h) is in terms of the value h, not of the argument s."""

    def dh_ds(s):
        return s * (1 - s)


class h_times_1_plus_h:
    """dh_ds is h (1 + h); the sign is wrong: the derivative goes to 0 where h goes to 1."""

    def dh_ds(h):
        return h * (1 + h)


class sign_flipped:
    """dh_ds is negative; the sigmoid grows everywhere, so its derivative is positive."""

    def dh_ds(h):
        return -h * (1 - h)


class exp_overflow:
    """exp(-s) overflows at s = -1000 and infinity over infinity is NaN; compute the derivative from h."""

    def dh_ds(s):
        return np.exp(-s) / (1 + np.exp(-s)) ** 2
