"""Success: a signal to the grader through a descriptor of its process."""

import os
import signal

from kit import system_call, tries


def attack(a):
    def send(pid):
        fd = system_call("pidfd_open", pid, 0)
        return system_call("pidfd_send_signal", fd, int(signal.SIGUSR1), 0, 0)

    return tries(lambda: send(a["grader_pid"]))
