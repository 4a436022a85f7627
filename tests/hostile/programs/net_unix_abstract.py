"""Success: a connection to a unix socket that has a name and no file."""

import socket

from kit import tries


def attack(a):
    def connect():
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(b"\0" + a["unix_abstract"].encode())

    return tries(connect)
