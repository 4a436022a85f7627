"""Success: a datagram to this machine."""

import socket

from kit import tries


def attack(a):
    def send(family, address):
        with socket.socket(family, socket.SOCK_DGRAM) as s:
            s.sendto(b"hello", address)

    return tries(
        lambda: send(socket.AF_INET, ("127.0.0.1", a["udp4"])),
        lambda: send(socket.AF_INET6, ("::1", a["udp6"])),
    )
