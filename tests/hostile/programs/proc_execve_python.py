"""Success: a fresh interpreter in the place of this one."""

import os
import sys

from kit import got, tries


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", got("another Python answers"), ())))
    code = f"import os; os.write(3, {answer!r})"
    return tries(lambda: os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", code]))
