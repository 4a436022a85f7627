"""Success: the process of another submission is killed."""

import os
import signal

from kit import tries


def attack(a):
    def end():
        if a["victim_pid"] == os.getpid() or a["victim_pid"] <= 1:
            return "the number is my own"
        os.kill(a["victim_pid"], signal.SIGKILL)

    return tries(end)
