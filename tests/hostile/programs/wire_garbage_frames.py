"""Success: a well-formed frame with malformed content breaks the grader."""

import os
import random
import struct


def attack(a):
    payload = bytes(random.Random(1).choices(b"NTFifcsbltdao\x00\x01\xff", k=5000))
    os.write(3, b"GR" + struct.pack("<I", len(payload)) + payload)
    os._exit(0)
