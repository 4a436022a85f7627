"""Success: the random numbers of the next submission are known or changed."""

import os
import random

import numpy as np


def attack(a):
    random.seed(1)
    np.random.seed(1)
    os.environ["PLANTED"] = "1"
    os.umask(0)
    return "seeded"
