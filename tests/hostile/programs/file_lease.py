"""Success: a lease or a lock on a file that is not the student's, for which the owner has to wait."""

import fcntl
import os

from kit import got, tries


def attack(a):
    def lease(path):
        fd = os.open(path, os.O_RDONLY)
        fcntl.fcntl(fd, 1024, fcntl.F_RDLCK)  # F_SETLEASE
        return got(f"a lease on {os.path.basename(path)}")

    def notice(path):
        fcntl.fcntl(os.open(path, os.O_RDONLY), 1026, 0x8000003F)  # F_NOTIFY
        return got(f"notices about {os.path.basename(path)}")

    return tries(
        lambda: lease(os.__file__),
        lambda: lease(a["secret_file"]),
        lambda: notice(os.path.dirname(os.__file__)),
    )
