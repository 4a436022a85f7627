"""Success: a TCP connection to this machine."""

import socket

from kit import tries


def attack(a):
    def connect():
        with socket.create_connection(("127.0.0.1", a["tcp4"]), 0.3) as s:
            s.sendall(b"hello")

    return tries(connect)
