"""Success: half an answer keeps the grader waiting, or is taken for a whole one."""

import os
import struct


def attack(a):
    os.write(3, b"GR" + struct.pack("<I", 1000) + b"N" * 999)
    os._exit(0)
