"""Success: a process that goes on after the session, in another process group."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        if os.fork() == 0:
            os.setpgid(0, 0)
            os.close(3)
            time.sleep(20)
            os._exit(0)

    return tries(stay)
