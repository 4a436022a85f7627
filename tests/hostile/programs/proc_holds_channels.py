"""Success: the session does not end, as a process that goes on keeps its channels open."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        if os.fork() == 0:
            os.setsid()
            time.sleep(20)
            os._exit(0)
        os._exit(0)

    return tries(stay)
