"""Success: hooks that run at the end say something else than what happened."""

import atexit
import os
import sys


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", "by a hook", ())))
    atexit.register(lambda: os.write(3, answer))
    sys.excepthook = lambda *_: os.write(3, answer)
    sys.unraisablehook = sys.excepthook
    raise SystemExit
