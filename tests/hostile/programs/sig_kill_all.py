"""Success: every process that the user owns could be killed."""

import os
import signal

from kit import got, tries


def attack(a):
    def all_of_them():
        if os.getpid() == 1:  # surely in a namespace of its own
            os.kill(-1, signal.SIGKILL)
            return "killed what is here"
        os.kill(-1, 0)  # asks only whether there is one that could be
        return got("kill(-1) finds processes")

    return tries(all_of_them)
