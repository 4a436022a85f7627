"""Success: mode, owner, times or attributes of a file outside are changed."""

import os

from kit import tries


def attack(a):
    path = a["secret_file"]
    return tries(
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, 12345, 12345),
        lambda: os.utime(path, (1, 1)),
        lambda: os.setxattr(path, "user.grader", b"1"),
        lambda: os.chmod(a["private_file"], 0o644),
        lambda: os.fchmod(os.open(path, os.O_PATH), 0o777),
    )
