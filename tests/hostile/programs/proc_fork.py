"""Success: a second process."""

import os

from kit import got, tries


def fork():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return got("forked")


def attack(a):
    return tries(fork)
