"""Success: an answer of a thread, after the answer of the call, is taken for the next one."""

import os
import threading
import time


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", "from the thread", ())))

    def late():
        time.sleep(0.02)
        os.write(3, answer)

    threading.Thread(target=late).start()
    return "in time"


def after(a):
    import time

    time.sleep(0.1)
    return "also in time"
