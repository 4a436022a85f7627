"""Success: a TCP connection without connect(), by the first data sent."""

import socket

from kit import tries


def attack(a):
    def send():
        with socket.socket() as s:
            s.settimeout(0.3)
            s.sendto(b"hello", 0x20000000, ("127.0.0.1", a["tcp4"]))  # MSG_FASTOPEN

    return tries(send)
