"""Success: a process that goes on after the session, in another process group."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        read, write = os.pipe()
        if os.fork() == 0:
            os.setpgid(0, 0)
            os.close(3)
            os.write(write, b"x")
            time.sleep(20)
            os._exit(0)
        os.read(read, 1)

    return tries(stay)
