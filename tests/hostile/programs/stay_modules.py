"""Success: modules patched here are patched for the next submission."""

import math
import sys

import numpy as np


def attack(a):
    np.pi = 3.0
    math.pi = 3.0
    np.linalg.norm = lambda *_: 0.0
    np.random.seed = lambda *_: None
    sys.modules["planted"] = np
    sys.path.insert(0, "/planted")
    sys.dont_write_bytecode = False
    return "patched"
