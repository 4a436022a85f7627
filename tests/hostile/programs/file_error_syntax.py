"""Success: a line of the reference, quoted in a SyntaxError that names it."""

import os


class Crooked(SyntaxError):
    pass


def attack(a):
    os.symlink(a["reference"], "mine.py")
    raise Crooked("look", (os.path.abspath("mine.py"), 1, 1, None))
