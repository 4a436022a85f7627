"""Success: another program in the place of this one."""

import os

from kit import got, tries


def attack(a):
    # The new program writes to the data socket what the harness takes for a claim.
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", got("another program answers"), ())))
    with open("answer", "wb") as file:
        file.write(answer)
    return tries(lambda: os.execve("/bin/sh", ["sh", "-c", "cat answer >&3"], {"PATH": "/bin"}))
