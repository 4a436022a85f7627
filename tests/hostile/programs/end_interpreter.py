"""Success: a broken interpreter answers all the same."""

import ctypes
import sys


def attack(a):
    ctypes.pythonapi.Py_FinalizeEx()
    return "after the end"
