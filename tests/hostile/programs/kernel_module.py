"""Success: code could be loaded into the kernel."""

from kit import privileged, tries


def attack(a):
    return tries(
        lambda: privileged("init_module", 0, 0, b""), lambda: privileged("finit_module", -1, b"", 0)
    )
