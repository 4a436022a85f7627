"""Success: the data socket is the student's own object."""

import gc


class Liar:
    def __init__(self, socket):
        self.socket = socket

    def sendall(self, data):
        self.socket.sendall(data[: len(data) // 2] + b"x" * 100)

    def recv_into(self, view):
        return self.socket.recv_into(view)


def attack(a):
    for thing in gc.get_objects():
        if type(thing).__name__ == "_Server":
            thing.data = Liar(thing.data)
    return "patched"
