"""Success: a full disk: 100 MiB that stay in the scratch folder."""

import os
import time

from kit import got, tries


def attack(a):
    def fill():
        total = 0
        chunk = b"x" * 2**20
        try:
            for number in range(20):
                fd = os.open(f"file{number}", os.O_WRONLY | os.O_CREAT, 0o600)
                for _ in range(5):
                    total += os.write(fd, chunk)
                os.close(fd)
        except OSError as error:
            raise OSError(f"after {total >> 20} MiB: {error}") from None
        time.sleep(0.5)  # who counts it may do so now and then
        return got(f"{total >> 20} MiB on disk")

    return tries(fill)
