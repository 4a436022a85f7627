"""Success: a TCP connection over IPv6."""

import socket

from kit import tries


def attack(a):
    def connect():
        with socket.socket(socket.AF_INET6) as s:
            s.settimeout(0.3)
            s.connect(("::1", a["tcp6"]))

    return tries(connect)
