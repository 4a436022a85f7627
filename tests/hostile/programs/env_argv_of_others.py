"""Success: the command line of another process, which may hold a secret."""

import os

from kit import secrets_in, tries


def read(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as file:
        return secrets_in(file.read())


def attack(a):
    return tries(*(lambda p=p: read(p) for p in (os.getppid(), a["grader_pid"], a["bystander_pid"])))
