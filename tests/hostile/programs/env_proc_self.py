"""Success: secrets in what /proc tells about the process itself."""

from kit import secrets_in, tries


def read(path):
    with open(path, "rb") as file:
        return secrets_in(file.read())


def attack(a):
    names = ["environ", "cmdline", "mountinfo", "maps", "status", "auxv", "comm"]
    return tries(*(lambda n=n: read(f"/proc/self/{n}") for n in names))
