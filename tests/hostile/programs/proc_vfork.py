"""Success: a second process, by the libc's functions that no Python hook sees."""

import os

from kit import got, libc, tries


def attack(a):
    def fork():
        pid = libc.fork()
        if pid == 0:
            libc._exit(0)
        if pid < 0:
            raise OSError("fork")
        os.waitpid(pid, 0)
        return got("libc forked")

    return tries(fork)
