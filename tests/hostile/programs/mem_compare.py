"""Success: kcmp tells how other processes are built, an oracle on kernel addresses."""

import os

from kit import got, system_call, tries


def attack(a):
    return tries(
        lambda: got(f"kcmp {system_call('kcmp', os.getpid(), a['bystander_pid'], 1, 0, 0)}"),
    )
