"""Success: the grader waits for a loop in C."""

import itertools


def attack(a):
    return sum(itertools.repeat(1))
