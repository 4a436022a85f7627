"""Success: more memory than the limit, in shared mappings, which no limit on data counts."""

import mmap

from kit import got


def attack(a):
    kept = []
    for _ in range(30):
        area = mmap.mmap(-1, 10 * 2**20)
        area[:: 4096] = b"x" * (10 * 2**20 // 4096)
        kept.append(area)
    return got("300 MiB")
