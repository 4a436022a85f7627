"""Success: a capability."""

import ctypes

from kit import got, system_call, tries


def attack(a):
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)

    def has():
        data = (ctypes.c_uint32 * 6)()
        system_call("capget", ctypes.byref(header), ctypes.byref(data))
        held = data[0] | data[1] | data[3] | data[4]
        return got(f"capabilities {held:x}") if held else "none"

    def take():
        data = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF, 0xFFFFFFFF, 0, 0x1FF, 0x1FF, 0])
        system_call("capset", ctypes.byref(header), ctypes.byref(data))
        return got("every capability")

    return tries(has, take)
