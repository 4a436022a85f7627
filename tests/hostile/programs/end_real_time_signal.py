"""Success: a signal without a name breaks who looks up its name."""

import os


def attack(a):
    os.kill(os.getpid(), 40)
    os._exit(7)
