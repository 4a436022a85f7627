"""Success: half the data socket is closed and the grader waits."""

import socket
import time


def attack(a):
    socket.socket(fileno=3).shutdown(socket.SHUT_WR)
    time.sleep(3)
