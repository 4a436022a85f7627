"""Success: the interpreter crashes, and that is taken for something else."""

import sys


def attack(a):
    sys.setrecursionlimit(10**9)

    def f(x):
        return f(x + 1)

    return f(0)
