"""Success: the data socket, the only one there is, is connected to something else."""

import socket

from kit import tries


def attack(a):
    name = b"\0" + a["unix_abstract"].encode()

    def reconnect():
        with socket.socket(fileno=3) as s:
            try:
                s.connect(name)
            finally:
                s.detach()

    def datagram():
        with socket.socket(fileno=3) as s:
            try:
                s.sendto(b"", b"\0" + a["unix_datagram"].encode())
            finally:
                s.detach()

    return tries(reconnect, datagram)
