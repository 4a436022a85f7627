"""Success: writing to every descriptor hits one that matters."""

import os


def attack(a):
    for fd in range(1024):
        try:
            os.set_blocking(fd, False)
            os.write(fd, b"\x00\xff" * 100)
        except OSError:
            pass
    return "wrote"
