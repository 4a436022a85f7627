"""Success: a file in a folder that everybody may write to."""

import os

from kit import tries


def attack(a):
    def plant(folder):
        with open(os.path.join(folder, a["token"]), "w") as file:
            file.write("planted\n")

    folders = [a["temporary"], "/tmp", "/var/tmp", "/dev/shm", "/run", "/"]
    return tries(*(lambda f=f: plant(f) for f in folders))
