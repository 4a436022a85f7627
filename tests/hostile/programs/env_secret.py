"""Success: the grader's environment."""

import ctypes
import os

from kit import libc, secrets_in, tries


def pointers():
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    found, i = [], 0
    while environ[i]:
        found.append(environ[i].decode())
        i += 1
    return found


def attack(a):
    return tries(lambda: list(os.environ.items()), pointers, lambda: os.getenv(a["variable"]))
