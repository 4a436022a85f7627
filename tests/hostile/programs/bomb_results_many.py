"""Success: many answers fill the grader's memory."""

import os
import time


def attack(a):
    from grader.sandbox import wire

    one = wire.frame(wire.encode(("returned", b"x" * 2**20, ())))
    for _ in range(300):
        os.write(3, one)
