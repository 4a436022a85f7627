"""Success: the memory of another process is pushed out."""

import ctypes

from kit import got, system_call, tries


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attack(a):
    def advise():
        fd = system_call("pidfd_open", a["bystander_pid"], 0)
        vector = Vector(a["bystander_address"] & ~0xFFF, 4096)
        system_call("process_madvise", fd, ctypes.byref(vector), 1, 20, 0)
        return got("advice on a process beside")

    return tries(advise)
