"""Success: a program or a map in the kernel."""

import ctypes

from kit import got, system_call, tries


def attack(a):
    attributes = (ctypes.c_uint32 * 32)(2, 4, 4, 1)  # BPF_MAP_TYPE_ARRAY, key, value, entries
    return tries(
        lambda: got(f"map {system_call('bpf', 0, ctypes.byref(attributes), 128)}"),
        lambda: got(f"next {system_call('bpf', 11, ctypes.byref((ctypes.c_uint32 * 32)()), 128)}"),
    )
