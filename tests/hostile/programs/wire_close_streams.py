"""Success: closed streams break the next answer."""

import os


def attack(a):
    for fd in (0, 1, 2):
        os.close(fd)
    return "streams closed"


def after(a):
    return "still here"
