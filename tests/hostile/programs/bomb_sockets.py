"""Success: more memory than the limit, in the kernel's buffers of sockets."""

import socket

from kit import got, tries


def attack(a):
    def fill():
        kept, total = [], 0
        try:
            for _ in range(200):
                left, right = socket.socketpair()
                kept.append((left, right))
                left.setblocking(False)
                left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * 2**20)
                total += left.send(b"x" * 2**20)
        except OSError as error:
            if total < 64 * 2**20:
                raise OSError(f"after {total >> 10} KiB: {error}") from None
        return got(f"{total >> 20} MiB in sockets")

    return tries(fill)
