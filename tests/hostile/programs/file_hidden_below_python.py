"""Success: what is hidden although it lies below a folder that students may read."""

import glob
import os
import sys

from kit import text, tries


def attack(a):
    def walk():
        found = []
        for path in glob.glob(os.path.join(sys.prefix, "hidden-*", "*.py")):
            found.append(text(path))
        return found

    def step_by_step():
        fd = os.open(sys.prefix, os.O_RDONLY)
        return text(os.open("reference.py", os.O_RDONLY, dir_fd=os.open(
            os.path.basename(a["hidden"]), os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd)))

    return tries(lambda: text(os.path.join(a["hidden"], "reference.py")), walk, step_by_step)
