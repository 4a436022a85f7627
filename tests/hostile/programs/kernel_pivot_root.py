"""Success: another root."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("pivot_root", b"/nowhere", b"/nowhere"))
