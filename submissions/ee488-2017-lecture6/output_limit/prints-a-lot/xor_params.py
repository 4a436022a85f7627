"""Prints every candidate of a search without end."""

import itertools


def xor_params():
    for step in itertools.count():
        print("candidate", step, [[step, 1], [1, step]], [0, -1], [1, -2], 0)
