"""Success: privileges can be gained by running a set-user-id program."""

from kit import got, system_call, tries


def attack(a):
    def state():
        return "kept" if system_call("prctl", 39, 0, 0, 0, 0) == 1 else got("they can be gained")

    def clear():
        system_call("prctl", 38, 0, 0, 0, 0)
        return got("cleared")

    return tries(state, clear)
