"""Success: the grader blocks on writing to one that does not read."""

import os
import socket
import time


def attack(a):
    socket.socket(fileno=3).shutdown(socket.SHUT_RD)
    return "deaf"


def after(a):
    return "heard"
