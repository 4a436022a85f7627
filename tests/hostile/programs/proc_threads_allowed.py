"""Success: none wanted: threads are allowed, and this shows that they leave nothing behind."""

import threading


def attack(a):
    threads = [threading.Thread(target=sum, args=([1, 2],)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return "threads work"
