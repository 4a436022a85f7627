"""Success: threads without end."""

import threading

from kit import got


def attack(a):
    threading.stack_size(64 * 1024)
    wait = threading.Event()
    started = []
    try:
        for _ in range(1500):
            thread = threading.Thread(target=wait.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        pass
    wait.set()
    count = len(started)
    return got(f"{count} threads") if count >= 1000 else f"{count} threads"
