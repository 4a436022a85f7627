"""Success: a process beside is stopped or killed."""

import os
import signal

from kit import tries


def attack(a):
    return tries(
        lambda: os.kill(a["bystander_pid"], signal.SIGSTOP),
        lambda: os.kill(a["bystander_pid"], signal.SIGTERM),
    )
