"""Success: the accounts of this machine."""

from kit import got, tries


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return got(f"{path} has {len(file.readlines())} lines")


def attack(a):
    return tries(lambda: read("/etc/passwd"), lambda: read("/etc/group"))
