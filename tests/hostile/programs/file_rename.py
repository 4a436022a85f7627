"""Success: a file outside, moved into the own folder, or exchanged with an own one."""

import os

from kit import text, tries


def move(target):
    os.rename(target, "moved")
    return text("moved")


def attack(a):
    return tries(lambda: move(a["reference"]))
