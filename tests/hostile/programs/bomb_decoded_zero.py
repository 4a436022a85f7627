"""Success: an array of no elements in impossible dimensions breaks the decoder."""

import os
import struct


def attack(a):
    def frame(payload):
        return b"GR" + struct.pack("<I", len(payload)) + payload

    head = b"t" + struct.pack("<I", 3) + b"s" + struct.pack("<I", 8) + b"returned"
    shape = struct.pack("<32Q", 0, *[2**58] * 31)
    array = b"a" + bytes([11, 32]) + shape
    os.write(3, frame(head + array + b"t" + struct.pack("<I", 0)))
    os._exit(0)
