"""Success: words of the grader's own, sent as an answer, are believed."""

import os


def attack(a):
    from grader.sandbox import wire

    for words in (("passed",), ("ready",), ("internal_error", "x"), ("returned",), "returned", 7):
        os.write(3, wire.frame(wire.encode(words)))
    os._exit(0)
