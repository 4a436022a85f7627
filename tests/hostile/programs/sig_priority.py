"""Success: how much of the machine another process gets is changed."""

import os

from kit import got, tries


def attack(a):
    pid = a["bystander_pid"]

    def nice():
        os.setpriority(os.PRIO_PROCESS, pid, 1)
        return got("priority")

    def affinity():
        os.sched_setaffinity(pid, {0})
        return got("affinity")

    return tries(nice, affinity)
