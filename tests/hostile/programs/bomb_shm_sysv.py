"""Success: shared memory that stays when the process has gone."""

import ctypes

from kit import got, libc, system_call, tries


def attack(a):
    def leave():
        identifier = system_call("shmget", a["ipc_key"], 4096, 0o1666)
        libc.shmat.restype = ctypes.c_void_p
        address = libc.shmat(identifier, None, 0)
        if address not in (None, ctypes.c_void_p(-1).value):
            ctypes.memmove(address, b"for the next", 12)
        return "left"

    return tries(leave)
