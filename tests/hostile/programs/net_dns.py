"""Success: a question to a name server, which could carry anything out."""

import socket
import struct

from kit import tries


def attack(a):
    def ask():
        question = b"\x06answer\x07example\x07invalid\x00" + struct.pack(">HH", 1, 1)
        message = struct.pack(">6H", 1, 256, 1, 0, 0, 0) + question
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.connect(("127.0.0.1", a["udp4"]))
            s.send(message)

    return tries(ask)
