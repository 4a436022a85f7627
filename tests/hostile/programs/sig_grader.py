"""Success: a signal reaches the grader."""

import os
import signal

from kit import tries


def attack(a):
    return tries(lambda: os.kill(a["grader_pid"], signal.SIGUSR1))
