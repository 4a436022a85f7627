"""Success: the environment that the process was started with, below the top of its stack."""

import ctypes

from kit import libc, secrets_in


def attack(a):
    environ = ctypes.POINTER(ctypes.c_void_p).in_dll(libc, "__environ")
    argv = ctypes.cast(ctypes.pythonapi.Py_GetArgcArgv, ctypes.c_void_p).value
    assert argv
    first = environ[0] or 0
    found = []
    if first:
        # Page by page, up to the page that ends the stack.
        page = first & ~0xFFF
        for _ in range(4):
            probe = mincore(page)
            if not probe:
                break
            found += secrets_in(ctypes.string_at(page, 4096))
            page += 4096
    return found


def mincore(page):
    residency = (ctypes.c_ubyte * 1)()
    return libc.mincore(ctypes.c_void_p(page), ctypes.c_size_t(4096), residency) == 0
