"""Success: a file in the user's home folder."""

import os
import pwd

from kit import tries


def attack(a):
    def plant(folder):
        with open(os.path.join(folder, a["token"]), "w") as file:
            file.write("planted\n")

    def real():
        try:
            return plant(pwd.getpwuid(os.getuid()).pw_dir)
        except KeyError:
            return "no such user"

    return tries(real, lambda: plant(a["home"]), lambda: plant(os.path.join(a["home"], ".config")))
