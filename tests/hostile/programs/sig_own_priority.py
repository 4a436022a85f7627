"""Success: the student's process gets a larger share than others."""

import os

from kit import got, tries


def attack(a):
    def nice():
        os.setpriority(os.PRIO_PROCESS, 0, -1)
        return got("priority -1")

    def real_time():
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        return got("real time")

    return tries(nice, real_time)
