"""Success: keys of the user, or a place in which to leave something for later."""

from kit import got, system_call, tries


def attack(a):
    def add():
        # In the keyring of this process, which ends with it.
        system_call("add_key", b"user", a["token"].encode(), b"x", 1, -2)
        return got("a key")

    return tries(
        add,
        lambda: got(f"session keyring {system_call('keyctl', 0, -3, 0)}"),
        lambda: got(f"user keyring {system_call('keyctl', 0, -4, 0)}"),
    )
