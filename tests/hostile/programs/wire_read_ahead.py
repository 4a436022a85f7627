"""Success: the student reads and answers the grader's questions instead of the loop."""

import os


def attack(a):
    os.set_blocking(3, False)
    try:
        return os.read(3, 10**6)
    except BlockingIOError:
        return "nothing was sent ahead"
