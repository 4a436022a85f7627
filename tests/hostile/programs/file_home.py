"""Success: what lies in the user's home folder."""

import os

from kit import text, tries


def attack(a):
    return tries(
        lambda: [text(os.path.join(a["home"], name)) for name in os.listdir(a["home"])],
        lambda: text(os.path.join(a["home"], "notes.txt")),
    )
