"""Success: a socket by the bare system call."""

from kit import got, system_call, tries


def attack(a):
    return tries(
        lambda: got(f"socket {system_call('socket', 2, 1, 0)}"),
        lambda: got(f"socket {system_call('socket', 1, 1, 0)}"),
        lambda: got(f"socket {system_call('socket', 16, 3, 0)}"),
    )
