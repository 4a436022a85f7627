"""Success: a process in namespaces of its own, in which it has every right."""

from kit import got, libc, system_call, tries


def attack(a):
    def clone(flags):
        pid = system_call("clone", flags | 17, 0, 0, 0, 0)
        if pid == 0:
            libc._exit(0)
        return got(f"cloned with {flags:x}")

    return tries(
        lambda: clone(0x10000000),  # CLONE_NEWUSER
        lambda: clone(0x10000000 | 0x00020000 | 0x20000000),  # NEWNS, NEWPID
    )
