"""Success: a folder, link, pipe or socket outside, made in other ways than by opening a file."""

import os
import socket

from kit import tries


def attack(a):
    path = os.path.join(a["temporary"], a["token"])
    return tries(
        lambda: os.mkdir(path + "-folder"),
        lambda: os.symlink("nowhere", path + "-link"),
        lambda: os.mkfifo(path + "-pipe"),
        lambda: os.rename("kit.py", path + "-moved"),
        lambda: os.link("attack.py", path + "-linked"),
        lambda: socket.socket(socket.AF_UNIX).bind(path + "-socket"),
    )
