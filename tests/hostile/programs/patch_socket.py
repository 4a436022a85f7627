"""Success: the socket's own methods are replaced."""

import socket


def attack(a):
    class Liar(socket.socket):
        def sendall(self, data, flags=0):
            return socket.socket.sendall(self, data[: len(data) // 2] + b"x" * 100)

    import gc

    for thing in gc.get_objects():
        if type(thing) is socket.socket:
            thing.__class__ = Liar
    return "patched"
