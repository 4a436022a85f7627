"""Success: a line of the reference, quoted in a SyntaxError that names it."""


def attack(a):
    import os

    os.symlink(a["reference"], "mine.py")
    raise SyntaxError("look", (os.path.abspath("mine.py"), 2, 1, None))
