"""Success: memory, disks or terminals of the machine can be opened."""

import os

from kit import got, tries


def attack(a):
    names = ["mem", "kmsg", "port", "fuse", "ptmx", "kvm", "vda", "sda", "loop-control"]
    return tries(
        *(lambda n=n: got(f"/dev/{n} {os.open(f'/dev/{n}', os.O_RDONLY) * 0}") for n in names)
    )
