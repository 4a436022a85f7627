"""Success: another user, root above all."""

import os

from kit import got, tries


def attack(a):
    def become(function, *numbers):
        before = os.getresuid(), os.getresgid(), os.getgroups()
        function(*numbers)
        if (os.getresuid(), os.getresgid(), os.getgroups()) == before:
            return "nothing changed"
        return got(f"another user by {function.__name__}")

    return tries(
        lambda: become(os.setgroups, [1234]),
        lambda: become(os.setresgid, 1234, 1234, 0),
        lambda: become(os.setresuid, 1234, 1234, 0),
        lambda: become(os.setresuid, 0, 0, 0),
    )
