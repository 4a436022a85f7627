"""Success: a file outside, by the C library."""

import ctypes

from kit import libc, tries


def stdio(path):
    libc.fopen.restype = ctypes.c_void_p
    file = libc.fopen(path.encode(), b"r")
    if not file:
        raise OSError("fopen")
    buffer = ctypes.create_string_buffer(4096)
    libc.fread(buffer, 1, 4095, ctypes.c_void_p(file))
    return buffer.value


def plain(path):
    fd = libc.open(path.encode(), 0)
    if fd < 0:
        raise OSError("open")
    buffer = ctypes.create_string_buffer(4096)
    libc.read(fd, buffer, 4095)
    return buffer.value


def attack(a):
    return tries(lambda: stdio(a["secret_file"]), lambda: plain(a["secret_file"]))
