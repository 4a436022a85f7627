"""Success: the session does not end, as a process that goes on keeps its channels open."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            os.write(write, b"x")
            time.sleep(20)
            os._exit(0)
        os.read(read, 1)
        os._exit(0)

    return tries(stay)
