"""Success: a file outside, mapped into memory."""

import mmap
import os

import numpy as np
from kit import tries


def map_file(path):
    fd = os.open(path, os.O_RDONLY)
    return mmap.mmap(fd, 0, prot=mmap.PROT_READ)[:].decode()


def attack(a):
    return tries(
        lambda: map_file(a["secret_file"]),
        lambda: np.memmap(a["secret_file"], np.uint8, "r").tobytes().decode(),
    )
