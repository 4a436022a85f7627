"""Success: a signal to a thread of the grader."""

import signal

from kit import libc, system_call, tries


def attack(a):
    pid = a["grader_pid"]
    return tries(lambda: system_call("tgkill", pid, pid, int(signal.SIGUSR2)))
