"""Success: ending while loading counts as loaded."""

import os

os._exit(0)


def attack(a):
    return "loaded after all"
