"""Success: files whose names break what removes them."""

import os

from kit import tries


def attack(a):
    def make():
        for name in (b"\xff\xfe", b"new\nline", b"-rf", b"\x1b[2J", b"a" * 255, "‮txt".encode()):
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT))
        os.mkfifo("pipe")

    return tries(make)
