"""Success: the zygote is gone, and every other session with it."""

import os
import signal

from kit import tries


def attack(a):
    return tries(
        lambda: os.kill(os.getppid(), signal.SIGKILL) if os.getppid() > 1 else "no parent"
    )
