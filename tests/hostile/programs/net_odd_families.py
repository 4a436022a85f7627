"""Success: a socket of a seldom used family, whose code in the kernel is seldom looked at."""

import socket

from kit import got, tries


def attack(a):
    # unix pairs aside: ALG, CAN, BLUETOOTH, TIPC, RDS, KCM, XDP, SMC, VSOCK by another type.
    def make(family, kind):
        with socket.socket(family, kind):
            return got(f"family {family}")

    pairs = [(38, 5), (29, 3), (31, 3), (30, 1), (21, 5), (41, 2), (44, 3), (43, 1), (4, 2)]
    return tries(*(lambda p=p: make(*p) for p in pairs))
