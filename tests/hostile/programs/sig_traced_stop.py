"""Success: a stop that is told as an end: who waits for a traced process hears of stops too."""

import os
import signal

from kit import system_call, tries


def attack(a):
    def stop():
        system_call("ptrace", 0, 0, 0, 0)  # PTRACE_TRACEME: the zygote is the tracer
        os.kill(os.getpid(), signal.SIGUSR1)

    return tries(stop)
