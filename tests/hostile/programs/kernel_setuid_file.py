"""Success: a set-user-id program outside the scratch folder."""

import os

from kit import tries


def attack(a):
    def make(folder):
        path = os.path.join(folder, f"program-{a['token']}")
        with open(path, "w") as file:
            file.write("#!/bin/false\n")
        os.chmod(path, 0o6755)

    return tries(lambda: make(a["temporary"]), lambda: make("/var/tmp"))
