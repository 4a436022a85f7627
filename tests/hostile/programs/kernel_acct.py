"""Success: process accounting could be changed; file quotas too."""

from kit import privileged, tries


def attack(a):
    return tries(lambda: privileged("acct", b"/nowhere/at/all"))
