"""Success: a signal to the group or session of the grader or the zygote."""

import os
import signal

from kit import tries


def attack(a):
    def to_group(pid):
        group = os.getpgid(pid)
        if group in (0, os.getpgrp()):
            return "my own"
        os.killpg(group, signal.SIGUSR1)

    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    return tries(
        lambda: os.kill(0, signal.SIGUSR1),
        lambda: to_group(os.getppid()),
        lambda: to_group(a["bystander_pid"]),
    )
