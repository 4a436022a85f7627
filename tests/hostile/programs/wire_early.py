"""Success: answers at import time, before there is a question."""

import os

from grader.sandbox import wire

for _number in range(10):
    os.write(3, wire.frame(wire.encode(("returned", "early", ()))))


def attack(a):
    return "late"


def after(a):
    return "later"
