"""Success: another program."""

import os

from kit import got, tries


def attack(a):
    def spawn(path):
        pid = os.posix_spawn(path, [path], {})
        os.waitpid(pid, 0)
        return got(f"ran {path}")

    return tries(lambda: spawn("/bin/true"), lambda: spawn("/usr/bin/true"))
