"""Success: the process that forks students' processes is changed, and so is the next student's pi."""

import os
import struct

import numpy as np
from kit import got, tries


def poke(pid, address):
    # A fork has everything at the same address.
    fd = os.open(f"/proc/{pid}/mem", os.O_RDWR)
    if os.pread(fd, 8, address) != struct.pack("d", np.pi):
        raise OSError("not there")
    os.pwrite(fd, struct.pack("d", 3.0), address)
    return got("pi is 3 from now on")


def attack(a):
    return tries(lambda: poke(os.getppid(), id(np.pi) + 16))
