"""Success: a user namespace, in which the process has every right."""

from kit import got, system_call, tries


def attack(a):
    return tries(lambda: got(f"NEWUSER {system_call('unshare', 0x10000000)}"))
