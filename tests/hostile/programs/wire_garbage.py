"""Success: bytes that are no frame break the grader."""

import os


def attack(a):
    os.write(3, os.urandom(65536))
    os._exit(0)
