"""Success: the data socket is closed and the grader waits."""

import os
import time


def attack(a):
    os.close(3)
    time.sleep(3)
