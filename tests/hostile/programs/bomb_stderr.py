"""Success: the grader drowns in text on the other stream, past Python's own."""

import os


def attack(a):
    while True:
        os.write(2, b"x" * 10**5)
