"""Success: the reference is emptied, or has another text."""

import os

from kit import libc, tries


def write(path):
    with open(path, "a", encoding="utf-8") as file:
        file.write("\n# changed\n")


def cut(path):
    if libc.truncate(path.encode(), 3):
        raise OSError("truncate")


def attack(a):
    return tries(
        lambda: os.truncate(a["reference"], 5),
        lambda: cut(a["reference"]),
        lambda: os.open(a["reference"], os.O_RDONLY | os.O_TRUNC) * 0,
        lambda: write(a["reference"]),
    )
