"""Success: an error text that steers the terminal."""

import sys


def attack(a):
    print("\x1b[2J\x1b]0;owned\x07")
    sys.stderr.write("\x1b[31mred\n")
    raise ValueError("\x1b[2J\x1b[H\x1b]52;c;aGVsbG8=\x07 passed: 100 / 100 \r\n\x9b31m")
