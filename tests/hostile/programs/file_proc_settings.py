"""Success: settings of the kernel can be read or written."""

import os

from kit import got, tries


def attack(a):
    paths = ["/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj", "/proc/self/maps"]
    paths += ["/proc/sysrq-trigger", "/sys/kernel/uevent_helper"]

    def can_open(path, flags):
        os.close(os.open(path, flags))  # opened, not written
        return got(f"{path} opens with {flags}")

    return tries(*(lambda p=p: can_open(p, os.O_RDWR) for p in paths))
