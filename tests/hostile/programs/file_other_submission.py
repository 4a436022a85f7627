"""Success: the file that another student handed in."""

import glob
import os

from kit import secrets_in, tries


def look(folder):
    found = []
    for path in glob.glob(os.path.join(folder, "**", "*.py"), recursive=True):
        with open(path, "rb") as file:
            found += secrets_in(file.read())
    return found


def attack(a):
    here = os.getcwd()
    return tries(
        lambda: look(os.path.dirname(here)),
        lambda: look(os.path.dirname(os.path.dirname(here))),
        lambda: look(a["temporary"]),
        lambda: look(a["victim_folder"]) if a["victim_folder"] != here else [],
    )
