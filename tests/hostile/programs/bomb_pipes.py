"""Success: more memory than the limit, in the kernel's buffers of pipes."""

import fcntl
import os

from kit import got, tries


def attack(a):
    def fill():
        total = 0
        try:
            for _ in range(200):
                _, write = os.pipe()
                try:
                    fcntl.fcntl(write, 1031, 2**20)  # F_SETPIPE_SZ
                except OSError:
                    pass
                os.set_blocking(write, False)
                total += os.write(write, b"x" * 2**20)
        except OSError as error:
            if total < 64 * 2**20:
                raise OSError(f"after {total >> 10} KiB: {error}") from None
        return got(f"{total >> 20} MiB in pipes")

    return tries(fill)
