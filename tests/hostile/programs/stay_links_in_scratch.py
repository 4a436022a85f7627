"""Success: links in the own folder have what they point to removed, or its mode changed."""

import os

from kit import tries


def attack(a):
    def link():
        os.mkdir("sub")
        os.symlink(a["secret_file"], "sub/file")
        os.symlink(a["problems"], "sub/folder")
        os.chmod("sub", 0o500)
        os.symlink(a["problems"], "folder")

    return tries(link)
