"""Success: a socket to the kernel, which knows the interfaces of this machine."""

import socket

from kit import got, tries


def attack(a):
    def names():
        return got(f"interfaces: {len(socket.if_nameindex())}")

    def make(protocol):
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol) as s:
            s.bind((0, 0))
            return got(f"netlink {protocol}")

    return tries(names, lambda: make(0), lambda: make(9), lambda: make(15))
