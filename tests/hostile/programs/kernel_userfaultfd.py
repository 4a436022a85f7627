"""Success: page faults handled by the student, a favourite tool of kernel exploits."""

from kit import got, system_call, tries


def attack(a):
    return tries(
        lambda: got(f"any {system_call('userfaultfd', 0)}"),
        lambda: got(f"user mode only {system_call('userfaultfd', 1)}"),
    )
