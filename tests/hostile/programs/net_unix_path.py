"""Success: a connection to a unix socket that is a file."""

import os
import socket

from kit import tries


def attack(a):
    def connect(path):
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(path)

    def through_link():
        os.symlink(a["unix_path"], "door")
        connect("door")

    return tries(lambda: connect(a["unix_path"]), through_link)
