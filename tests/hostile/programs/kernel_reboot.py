"""Success: the machine could be rebooted."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("reboot", 0xBAD, 0xBAD, 0xBAD, 0))
