"""Success: the environment of the processes above, or beside."""

import os

from kit import got, secrets_in, tries


def read(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        data = file.read()
    # Only how much: it is a real environment.
    return secrets_in(data) + [got(f"{len(data)} bytes of environment")] if data else []


def attack(a):
    pids = [os.getppid(), a["grader_pid"], a["bystander_pid"]]
    return tries(*(lambda pid=pid: read(pid) for pid in pids))
