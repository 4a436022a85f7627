"""Success: address randomisation is off, or all that can be read can be run."""

from kit import got, system_call, tries


def attack(a):
    def set_to(value):
        system_call("personality", value)
        return got(f"personality {value:x}")

    return tries(lambda: set_to(0x0040000), lambda: set_to(0x0400000), lambda: set_to(0x0008))
