"""Success: a compiled module where the next interpreter looks for it."""

import os

import numpy
from kit import tries


def attack(a):
    def plant(folder):
        folder = os.path.join(folder, "__pycache__")
        with open(os.path.join(folder, a["token"] + ".pyc"), "wb") as file:
            file.write(b"planted")

    return tries(
        lambda: plant(os.path.dirname(numpy.__file__)),
        lambda: plant(os.path.dirname(os.__file__)),
        lambda: plant(os.path.join(a["grader"], "sandbox")),
    )
