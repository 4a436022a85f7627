"""Success: the reference is gone."""

import os
import shutil

from kit import tries


def attack(a):
    return tries(
        lambda: os.unlink(a["reference"]),
        lambda: shutil.rmtree(os.path.dirname(a["reference"])),
        lambda: os.replace(a["secret_file"], a["reference"]),
    )
