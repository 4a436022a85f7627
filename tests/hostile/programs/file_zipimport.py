"""Success: a module out of an archive outside."""

import sys
import zipimport

from kit import tries


def by_path(path):
    sys.path.insert(0, path)
    import hidden_in_archive

    return hidden_in_archive.ANSWER


def attack(a):
    return tries(
        lambda: zipimport.zipimporter(a["archive"]).get_source("hidden_in_archive"),
        lambda: by_path(a["archive"]),
    )
