"""Success: the names in folders outside."""

import os

from kit import got, tries


def attack(a):
    folders = [a["problems"], a["temporary"], a["home"], "/root", "/home", "/proc", "/sys", "/var"]
    return tries(*(lambda f=f: got(f"{len(os.listdir(f))} names in {f}") for f in folders))
