"""Success: a huge reservation of addresses, and pages of it used."""

import mmap

from kit import got, tries


def attack(a):
    def reserve(size):
        area = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
        area[size // 2] = 1
        return got(f"{size} bytes")

    return tries(lambda: reserve(2**40), lambda: reserve(2**32), lambda: reserve(2**29))
