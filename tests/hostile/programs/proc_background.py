"""Success: a process that goes on after the session, in the same process group."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)

    return tries(stay)
