"""Success: a process that goes on after the session, in a session of its own."""

import os
import time

from kit import tries


def attack(a):
    def stay():
        pid = os.fork()
        if pid:
            os.waitpid(pid, 0)
            return
        os.setsid()
        if os.fork() == 0:
            for fd in range(10):
                try:
                    os.close(fd)
                except OSError:
                    pass
            time.sleep(20)
        os._exit(0)

    return tries(stay)
