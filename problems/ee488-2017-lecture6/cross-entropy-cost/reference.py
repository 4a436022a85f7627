"""Cost functions: J = -E[ln p_model(y|x)]; EE488 lecture 6 (2017)."""

import numpy as np


def J(p):
    return -np.log(p).sum() / len(p)
