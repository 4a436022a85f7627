"""Success: the machine could get another name."""

import os

from kit import privileged, tries


def attack(a):
    name = os.uname().nodename.encode()  # to the name that it has
    return tries(lambda: privileged("sethostname", name, len(name)))
