"""Success: a forged error with lies in every field."""

import os


def attack(a):
    from grader.sandbox import wire

    error = {"type": "MemoryError", "message": "\x1b[2J" * 10**5, "file": a["reference"]}
    error |= {"line": 2, "source": ["not", "text"], "extra": {"more": 1}}
    os.write(3, wire.frame(wire.encode(("raised", error))))
    os._exit(0)
