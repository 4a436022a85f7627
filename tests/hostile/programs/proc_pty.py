"""Success: a process with a terminal of its own."""

import os
import pty

from kit import got, tries


def attack(a):
    def fork():
        pid, _ = pty.fork()
        if pid == 0:
            os._exit(0)
        return got("forked with a terminal")

    return tries(fork)
