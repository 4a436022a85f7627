"""Success: a message queue that stays when the process has gone."""

import ctypes

from kit import libc, system_call, tries


def attack(a):
    return tries(lambda: system_call("mq_open", a["token"].encode(), 0o102, 0o666, 0))
