"""Success: an answer by hand changes more than the answer."""

import os


def attack(a):
    from grader.sandbox import wire

    os.write(3, wire.frame(wire.encode(("returned", 42, ()))))
    os._exit(0)
