"""Success: a program of the student's own, made executable in the scratch folder."""

import os

from kit import got, system_call, tries


def attack(a):
    from grader.sandbox import wire

    answer = wire.frame(wire.encode(("returned", got("a script answers"), ())))
    with open("answer", "wb") as file:
        file.write(answer)
    with open("script", "w") as file:
        file.write("#!/bin/sh\n/bin/cat answer >&3\n")
    os.chmod("script", 0o700)
    return tries(lambda: system_call("execveat", -100, b"script", 0, 0, 0))
