"""Success: a shell command, by the C library."""

import os

from kit import got, libc, tries


def attack(a):
    def system():
        status = os.system("exit 3")
        return got("a shell") if os.waitstatus_to_exitcode(status) == 3 else "refused"

    def popen():
        libc.popen.restype = int
        return os.popen("echo BREACH: popen").read()

    return tries(system, popen)
