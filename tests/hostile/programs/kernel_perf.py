"""Success: performance counters, which tell what other processes do."""

import ctypes
import os

from kit import got, system_call, tries


def attack(a):
    def count(pid, exclude):
        attributes = (ctypes.c_uint64 * 16)()
        attributes[0] = 1 | (128 << 32)  # type software, size
        attributes[5] = exclude << 5
        return got(
            f"counter {system_call('perf_event_open', ctypes.byref(attributes), pid, -1, -1, 0)}"
        )

    return tries(
        lambda: count(0, 0b11),
        lambda: count(a["bystander_pid"], 0b11),
        lambda: count(os.getppid(), 0),
    )
