"""Success: the same, past the encoder's own limit."""

import os
import struct


def attack(a):
    count = 7 * 2**20
    payload = b"l" + struct.pack("<I", count) + b"N" * count
    frame = b"GR" + struct.pack("<I", len(payload)) + payload
    view = memoryview(frame)
    while view:
        view = view[os.write(3, view) :]
