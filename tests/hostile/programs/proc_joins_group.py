"""Success: the student's process leaves its group, so that what is sent to the group misses it."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            os.write(write, b"x")
            time.sleep(20)
            os._exit(0)
        os.read(read, 1)
        try:
            os.setpgid(0, pid)
        finally:
            os._exit(0)

    return tries(stay)
