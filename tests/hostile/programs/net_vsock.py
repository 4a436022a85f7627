"""Success: a socket to the machine that this virtual machine runs on."""

import socket

from kit import got, tries


def attack(a):
    def make():
        with socket.socket(40, socket.SOCK_STREAM):  # never connected to anything
            return got("a vsock socket")

    return tries(make)
