"""Success: options of the data socket that make the grader block or fail."""

import os
import socket

from kit import tries


def attack(a):
    def keep():
        with socket.socket(fileno=3) as s:
            try:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\xff\0\0\0")
                s.send(b"G", socket.MSG_OOB)
            finally:
                s.detach()

    return tries(keep)


def after(a):
    return list(range(5000))
