"""Success: an answer byte by byte keeps the grader waiting for ever."""

import os
import time


def attack(a):
    os.write(3, b"GR\xff\xff\x0f\x00")
    while True:
        os.write(3, b"N")
        time.sleep(0.01)
