"""Success: open files without end."""

import os

from kit import got, tries


def attack(a):
    def fill():
        count = 0
        try:
            for _ in range(3000):
                os.dup(0)
                count += 1
        except OSError:
            pass
        return got(f"{count} descriptors") if count > 1000 else f"{count} descriptors"

    return tries(fill)
