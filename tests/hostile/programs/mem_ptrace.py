"""Success: a process beside is traced and its memory read."""

import ctypes

from kit import got, libc, secrets_in, system_call, tries

SEIZE, PEEK = 0x4206, 2


def trace(pid):
    system_call("ptrace", SEIZE, pid, 0, 0)
    return got(f"tracing {pid}")


def attack(a):
    # The process that is traced goes on when the tracer ends.
    return tries(
        lambda: trace(a["bystander_pid"]),
        lambda: got(f"ptrace is there: {system_call('ptrace', 0, 0, 0, 0)}"),
    )
