"""Success: an error that lies about itself: class, text, place."""

import types


class Liar(Exception):
    def __str__(self):
        return 5

    @property
    def __traceback__(self):
        raise KeyboardInterrupt


def attack(a):
    Liar.__name__ = "MemoryError\x1b[31m"
    raise Liar
