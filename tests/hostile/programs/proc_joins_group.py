"""Success: the student's process leaves its group, so that what is sent to the group misses it."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            time.sleep(20)
            os._exit(0)
        time.sleep(0.05)
        try:
            os.setpgid(0, pid)
        finally:
            os._exit(0)

    return tries(stay)
