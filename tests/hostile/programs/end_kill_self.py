"""Success: none wanted: ended by a signal of its own, which is told as it is."""

import os
import signal


def attack(a):
    os.kill(os.getpid(), signal.SIGKILL)
    os.abort()
