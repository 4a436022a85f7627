"""Success: a module or a start-up file where every interpreter looks."""

import os

from kit import tries


def attack(a):
    def plant(folder, suffix):
        with open(os.path.join(folder, a["token"] + suffix), "w") as file:
            file.write("# planted\n")

    return tries(
        lambda: plant(a["site_packages"], ".py"),
        lambda: plant(a["site_packages"], ".pth.txt"),
        lambda: plant(os.path.dirname(os.__file__), ".py"),
    )
