"""Success: an object that runs code where it is unpacked."""

import os

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/bomb",)

    __getstate__ = __reduce_ex__ = __reduce__


def attack(a):
    return [Bomb(), np.array([Bomb()], dtype=object), Bomb, lambda: 1, (x for x in range(3))]
