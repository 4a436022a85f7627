"""Success: more processor time than the limit, by many threads that each use some."""

import threading

import numpy as np


def attack(a):
    def spin():
        x = np.ones((300, 300))
        while True:
            x = x @ x * 0

    for _ in range(8):
        threading.Thread(target=spin, daemon=True).start()
    spin()
