"""Success: folders that cannot be removed for want of permission."""

import os

from kit import tries


def attack(a):
    def lock():
        os.makedirs("locked/inner/deep")
        with open("locked/inner/deep/file", "w") as file:
            file.write("x")
        os.symlink(a["secret_file"], "locked/inner/deep/link")
        os.chmod("locked/inner/deep", 0)
        os.chmod("locked/inner", 0)
        os.chmod("locked", 0)

    return tries(lock)
