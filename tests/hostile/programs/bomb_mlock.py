"""Success: memory that the machine cannot move out."""

import ctypes
import mmap

from kit import got, system_call, tries


def attack(a):
    def lock():
        area = mmap.mmap(-1, 32 * 2**20)
        address = ctypes.addressof(ctypes.c_char.from_buffer(area))
        system_call("mlock", address, 32 * 2**20)
        return got("32 MiB locked")

    return tries(lock)
