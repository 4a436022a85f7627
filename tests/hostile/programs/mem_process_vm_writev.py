"""Success: memory of a process beside is changed."""

import ctypes

from kit import system_call, tries


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def write(pid, address):
    buffer = ctypes.create_string_buffer(b"overwritten")
    here = Vector(ctypes.addressof(buffer), 11)
    there = Vector(address, 11)
    return system_call("process_vm_writev", pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)


def attack(a):
    return tries(lambda: write(a["bystander_pid"], a["bystander_address"]))
