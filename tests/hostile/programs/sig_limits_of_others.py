"""Success: the limits of another process are read or changed."""

import ctypes

from kit import got, system_call, tries


def attack(a):
    room = (ctypes.c_uint64 * 2)()
    return tries(
        lambda: got(system_call("prlimit64", a["bystander_pid"], 7, 0, ctypes.byref(room))),
        lambda: got(system_call("prlimit64", a["grader_pid"], 7, 0, ctypes.byref(room))),
    )
