"""Success: memory that nobody counts."""

import mmap

from kit import got, system_call, tries


def attack(a):
    def take():
        fd = system_call("memfd_secret", 0)
        return got(f"memfd_secret {fd}")

    return tries(take)
