"""Success: an exit status with a meaning to the zygote is believed."""

import os


def attack(a):
    os._exit(121)
