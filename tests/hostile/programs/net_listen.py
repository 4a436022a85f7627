"""Success: an open door: a socket that others can connect to."""

import socket

from kit import got, tries


def attack(a):
    def listen(family, address):
        with socket.socket(family) as s:
            s.bind(address)
            s.listen()
            return got(f"listening as {address}")

    return tries(
        lambda: listen(socket.AF_INET, ("127.0.0.1", 0)),
        lambda: listen(socket.AF_UNIX, b"\0" + a["token"].encode()),
        lambda: listen(socket.AF_UNIX, "door.sock"),
    )
