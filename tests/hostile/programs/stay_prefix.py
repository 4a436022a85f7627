"""Success: a file beside the interpreter."""

import os
import sys

from kit import tries


def attack(a):
    def plant(folder):
        with open(os.path.join(folder, a["token"]), "w") as file:
            file.write("planted\n")

    folders = [sys.prefix, sys.base_prefix, os.path.dirname(sys.executable), a["grader"]]
    return tries(*(lambda f=f: plant(f) for f in folders))
