"""Success: threads that do not end keep the process."""

import os
import threading
import time


def attack(a):
    for _ in range(3):
        threading.Thread(target=time.sleep, args=(600,)).start()
    raise SystemExit(0)
