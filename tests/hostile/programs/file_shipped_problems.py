"""Success: a reference solution of the problems that come with the grader."""

import glob
import os

from kit import got, text, tries


def look(root):
    found = []
    for path in glob.glob(os.path.join(root, "**", "reference.py"), recursive=True):
        found.append(got(f"{len(text(path))} characters of {os.path.basename(path)}"))
    return found


def attack(a):
    return tries(lambda: look(a["repository"]), lambda: look(a["grader"]))
