"""Success: more answers than questions, so that a later question is answered by an older text."""

import os


def attack(a):
    from grader.sandbox import wire

    for number in range(5):
        os.write(3, wire.frame(wire.encode(("returned", number, ()))))
    return "the sixth"


def after(a):
    return "not asked in time"
