"""Success: signals to itself without end."""

import signal
import time


def attack(a):
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
    while True:
        time.sleep(0.01)
