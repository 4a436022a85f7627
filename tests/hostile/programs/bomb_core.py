"""Success: a core file with everything in it."""

import ctypes


def attack(a):
    ctypes.string_at(0)
