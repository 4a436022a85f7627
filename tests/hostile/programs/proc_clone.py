"""Success: a second process by clone(), also one that is a child of the zygote."""

import os

from kit import got, libc, system_call, tries

SIGCHLD, CLONE_PARENT = 17, 0x8000


def clone(flags):
    pid = system_call("clone", flags, 0, 0, 0, 0)
    if pid == 0:
        libc._exit(0)
    return got(f"cloned with {flags:x}")


def attack(a):
    return tries(lambda: clone(SIGCHLD), lambda: clone(SIGCHLD | CLONE_PARENT), lambda: clone(0))
