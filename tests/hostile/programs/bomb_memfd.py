"""Success: more memory than the limit, in files that are in memory only."""

import os

from kit import got, tries


def attack(a):
    def fill():
        total = 0
        chunk = b"x" * 2**20
        try:
            for _ in range(30):
                fd = os.memfd_create("bomb")
                for _ in range(10):
                    total += os.write(fd, chunk)
        except OSError as error:
            if total < 200 * 2**20:
                raise OSError(f"after {total >> 20} MiB: {error}") from None
        return got(f"{total >> 20} MiB in memfds")

    return tries(fill)
