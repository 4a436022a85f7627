"""Success: a line of the reference, in the source line of an error that claims to be there."""

import os


def attack(a):
    os.symlink(a["reference"], "mine.py")
    exec(compile("raise ValueError('at this line')", os.path.abspath("mine.py"), "exec"))
