"""Success: hundreds of processes."""

import os
import time

from kit import got, tries


def attack(a):
    def bomb():
        for count in range(200):  # bounded: nothing here may endanger the machine
            if os.fork() == 0:
                time.sleep(5)
                os._exit(0)
        return got("200 processes")

    return tries(bomb)
