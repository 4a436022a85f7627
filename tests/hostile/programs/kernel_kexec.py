"""Success: another kernel could be loaded."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("kexec_load", 0, 0, 0, 0x0BAD0000))
