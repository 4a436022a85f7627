"""Success: a file larger than the limit."""

import os

from kit import got, tries


def attack(a):
    def extend(path, size):
        with open(path, "wb") as file:
            file.truncate(size)
        return got(f"a file of {size} bytes")

    def write_at(path, offset):
        fd = os.open(path, os.O_RDWR | os.O_CREAT)
        os.pwrite(fd, b"x", offset)
        return got(f"a file of {offset} bytes")

    return tries(
        lambda: extend("a", 2**40), lambda: extend("b", 2**28), lambda: write_at("c", 2**30)
    )
