"""Success: descriptors that the grader is sent fill its table."""

import os
import socket

from kit import tries


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", "with descriptors", ())))

    def send():
        s = socket.socket(fileno=3)
        try:
            for byte in answer:
                socket.send_fds(s, [bytes([byte])], [0] * 20)
        finally:
            s.detach()
        os._exit(0)

    return tries(send)
