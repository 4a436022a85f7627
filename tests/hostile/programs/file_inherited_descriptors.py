"""Success: an open file, socket or pipe that is the grader's or the zygote's."""

import os
import stat

from kit import got


def attack(a):
    found = []
    for fd in range(4, 1024):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        found.append(got(f"descriptor {fd} of type {stat.S_IFMT(mode):o}"))
    # One of the four that everybody has must not be more than it should be.
    for fd, allowed in [(0, "r"), (1, "w"), (2, "w")]:
        try:
            data = os.read(fd, 100) if allowed == "w" else b""
        except OSError:
            continue
        if data:
            found.append(got(f"{data!r} from descriptor {fd}"))
    return found
