"""Success: print() goes where answers go."""

import os


def attack(a):
    os.dup2(3, 1)
    os.dup2(3, 2)
    print("GR" + "\x05\x00\x00\x00" + "hello", flush=True)
    return "printed"
