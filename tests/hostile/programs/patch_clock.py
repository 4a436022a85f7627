"""Success: the grader's clock believes that no time went by."""

import time


def attack(a):
    start = time.monotonic()
    while time.monotonic() < start + 0.2:
        pass
    time.monotonic = time.perf_counter = time.time = lambda: 0.0
    return "in no time"
