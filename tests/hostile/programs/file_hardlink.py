"""Success: a file outside, through a hard link in the own folder."""

import os

from kit import text, tries


def link(target):
    name = f"link{len(os.listdir())}"
    os.link(target, name)
    return text(name)


def attack(a):
    return tries(lambda: link(a["secret_file"]), lambda: link(a["reference"]))
