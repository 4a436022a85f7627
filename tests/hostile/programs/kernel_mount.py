"""Success: a mount."""

from kit import got, system_call, tries


def attack(a):
    def mount():
        system_call("mount", b"none", b".", b"tmpfs", 0, 0)
        return got("a tmpfs")

    def bind():
        system_call("mount", b"/", b".", 0, 4096 | 16384, 0)
        return got("a bind mount of everything")

    def remount():
        system_call("mount", 0, b"/", 0, 32 | 4096, 0)
        return got("the root is remounted")

    return tries(mount, bind, remount)
