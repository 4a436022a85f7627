"""Success: a key is pressed in the user's terminal, or a text appears there."""

import fcntl
import os
import termios

from kit import tries


def attack(a):
    def press(path):
        fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(fd, termios.TIOCSTI, b"x")

    def write(path):
        os.write(os.open(path, os.O_WRONLY | os.O_NOCTTY), b"hello")

    def own(fd):
        fcntl.ioctl(fd, termios.TIOCSTI, b"x")

    return tries(
        lambda: press(a["terminal"]),
        lambda: write(a["terminal"]),
        lambda: write("/dev/tty"),
        *(lambda fd=fd: own(fd) for fd in range(4)),
    )
