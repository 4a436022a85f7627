"""Success: a thread of one call works on during the next."""

import threading

numbers = []


def attack(a):
    def work():
        while True:
            numbers.append(1)
            if len(numbers) > 10**6:
                numbers.clear()

    threading.Thread(target=work, daemon=True).start()
    return 1


def after(a):
    return len(numbers) > 0
