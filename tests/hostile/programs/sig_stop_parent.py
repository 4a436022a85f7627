"""Success: the zygote stands still, and every other session with it."""

import os
import signal
import time

from kit import tries


def attack(a):
    def stop():
        if os.getppid() <= 1:
            return "no parent"
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(0.1)
        os._exit(0)

    return tries(stop)
