"""Success: removing the own folder makes its removal go wrong, and change the folders above."""

import os
import shutil

from kit import tries


def attack(a):
    here = os.getcwd()

    def remove(folder):
        shutil.rmtree(folder)
        os._exit(0)

    return tries(lambda: remove(here))
