"""Success: a file outside, by the newer system calls."""

import ctypes
import os

from kit import system_call, tries


class How(ctypes.Structure):
    _fields_ = [("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64)]


def newer(path):
    fd = system_call("openat2", -100, path.encode(), ctypes.byref(How()), ctypes.sizeof(How))
    return os.read(fd, 4096)


def older(path):
    return os.read(system_call("openat", -100, path.encode(), 0, 0), 4096)


def attack(a):
    return tries(lambda: newer(a["secret_file"]), lambda: older(a["secret_file"]))
