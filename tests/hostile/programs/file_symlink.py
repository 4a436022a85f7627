"""Success: a file outside, through a symbolic link in the own folder."""

import os

from kit import text, tries


def link(target):
    name = f"link{len(os.listdir())}"
    os.symlink(target, name)
    return text(name)


def attack(a):
    return tries(
        lambda: link(a["secret_file"]),
        lambda: link(a["private_file"]),
        lambda: link(os.path.relpath(a["secret_file"], os.getcwd())),
    )
