"""Success: builtins that lie, to the loop and to whoever comes next."""

import builtins


def attack(a):
    builtins.isinstance = lambda *_: True
    builtins.len = lambda _: 0
    builtins.type = lambda *_: int
    return "patched"


def after(a):
    return "again"
