"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class unstable_overflow:
    """exp(u) overflows for scores around 1000. With v = u - max(u), p is exp(v)/Σ exp(v), log p is v - log Σ exp(v)."""

    def lse(u):
        return np.log(np.exp(u).sum())

    def p(u):
        return np.exp(u) / np.exp(u).sum()


class log_of_underflowed_softmax:
    """logp is the log of p, which is -infinity once p underflows to 0: with v = u - max(u), it is v - log Σ exp(v)."""

    def logp(p):
        return np.log(p)


class shift_not_added_back:
    """The largest score is subtracted inside the log of the sum but not added back to it."""

    def logp(u):
        return u - np.log(np.exp(u - u.max()).sum())


class log2:
    """logp is the logarithm to base 2; the natural logarithm is asked for."""

    def logp(u, lse):
        return (u - lse) / np.log(2)


class own_class_excluded:
    """The sum in the denominator leaves out the class itself; it runs over all classes."""

    def logp(u):
        return u - [np.logaddexp.reduce(np.delete(u, j)) for j in range(len(u))]
