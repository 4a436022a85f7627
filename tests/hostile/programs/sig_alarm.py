"""Success: none wanted: a timer of the own process ends it, and that is told as it is."""

import signal
import time


def attack(a):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    time.sleep(5)
