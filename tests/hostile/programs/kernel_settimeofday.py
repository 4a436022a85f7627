"""Success: the clock could be set."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("settimeofday", 0, 0))
