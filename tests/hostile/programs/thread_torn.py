"""Success: two threads write answers into each other."""

import os
import threading


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", b"x" * 10**5, ())))

    def write():
        for start in range(0, len(answer), 1000):
            os.write(3, answer[start : start + 1000])

    for _ in range(4):
        threading.Thread(target=write, daemon=True).start()
    return b"y" * 10**6


def after(a):
    return 1
