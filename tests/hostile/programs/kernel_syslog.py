"""Success: the kernel's messages."""

import ctypes

from kit import got, system_call, tries


def attack(a):
    room = ctypes.create_string_buffer(1000)
    return tries(
        lambda: got(f"{system_call('syslog', 3, room, 1000)} bytes of messages"),
        lambda: got(f"{system_call('syslog', 10, 0, 0)} bytes are there"),
    )
