"""Success: the grader's own writing to the data socket sends it a signal."""

import fcntl
import os
import signal

from kit import tries


def attack(a):
    def own():
        fcntl.fcntl(3, fcntl.F_SETOWN, a["grader_pid"])
        fcntl.fcntl(3, 10, int(signal.SIGUSR1))
        fcntl.fcntl(3, fcntl.F_SETFL, os.O_ASYNC)

    return tries(own)


def after(a):
    return "called again, which wrote to the socket"
