"""Success: a raw or packet socket, which sees and forges everything on the network."""

import socket

from kit import got, tries


def attack(a):
    def make(*arguments):
        with socket.socket(*arguments) as s:
            return got(str(s.family))

    return tries(
        lambda: make(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        lambda: make(socket.AF_PACKET, socket.SOCK_RAW, 0),
        lambda: make(socket.AF_INET6, socket.SOCK_RAW, 58),
    )
