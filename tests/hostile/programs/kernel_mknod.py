"""Success: a device file of the student's own."""

import os
import stat

from kit import got, tries


def attack(a):
    def make(kind, major, minor):
        os.mknod("device", kind | 0o600, os.makedev(major, minor))
        try:
            os.close(os.open("device", os.O_RDONLY))
            return got(f"device {major}:{minor}")
        finally:
            os.unlink("device")

    return tries(lambda: make(stat.S_IFCHR, 1, 5), lambda: make(stat.S_IFCHR, 1, 1))
