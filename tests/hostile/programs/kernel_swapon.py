"""Success: swap could be changed."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("swapon", b"/nowhere", 0))
