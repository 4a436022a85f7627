"""Success: removing the folder of all submissions makes its removal go wrong, and changes those above."""

import os
import shutil

from kit import tries


def attack(a):
    parent = os.path.dirname(os.getcwd())

    def remove():
        if parent.count("/") < 2 or not os.path.basename(parent).startswith("grader-"):
            return "not a folder of the zygote's"
        shutil.rmtree(parent)
        os._exit(0)

    return tries(remove)
