"""Success: the C stack overflows."""

import re


def attack(a):
    thing = []
    for _ in range(10**5):
        thing = [thing]
    return repr(thing) + str(re.compile("(" * 500 + ")" * 500))
