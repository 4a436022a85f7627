"""Success: a process that stands still is waited for."""

import os
import signal


def attack(a):
    os.kill(os.getpid(), signal.SIGSTOP)
    return "went on"
