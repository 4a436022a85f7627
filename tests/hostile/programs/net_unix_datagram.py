"""Success: a datagram to an abstract unix socket, also from a pair that was there before."""

import socket

from kit import tries


def attack(a):
    name = b"\0" + a["unix_datagram"].encode()

    def plain():
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
            s.sendto(b"hello", name)

    def from_pair():
        left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        left.sendto(b"hello", name)

    return tries(plain, from_pair)
