"""Success: the filter of system calls is replaced by one that lets all through."""

import ctypes
import socket

from kit import got, system_call, tries


class Filter(ctypes.Structure):
    _fields_ = [("count", ctypes.c_ushort), ("program", ctypes.c_void_p)]


def attack(a):
    allow = (ctypes.c_uint64 * 1)(0x06 | (0x7FFF0000 << 32))  # return ALLOW
    program = Filter(1, ctypes.addressof(allow))

    def more():
        system_call("prctl", 38, 1, 0, 0, 0)
        system_call("seccomp", 1, 0, ctypes.byref(program))
        return "installed"

    def after():
        socket.socket().close()
        return got("a socket")

    return tries(more, lambda: system_call("prctl", 22, 0, 0, 0, 0), after)
