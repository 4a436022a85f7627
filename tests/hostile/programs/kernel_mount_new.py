"""Success: a file system, by the newer calls."""

from kit import got, system_call, tries


def attack(a):
    return tries(
        lambda: got(f"fsopen {system_call('fsopen', b'tmpfs', 0)}"),
        lambda: got(f"fsopen {system_call('fsopen', b'proc', 0)}"),
        lambda: got(f"open_tree {system_call('open_tree', -100, b'.', 1)}"),
    )
