"""Success: a full disk: 200 MiB in the scratch folder."""

import os

from kit import got, tries


def attack(a):
    def fill():
        total = 0
        chunk = b"x" * 2**20
        try:
            for number in range(40):
                fd = os.open(f"file{number}", os.O_WRONLY | os.O_CREAT, 0o600)
                for _ in range(5):
                    total += os.write(fd, chunk)
                os.close(fd)
        except OSError as error:
            raise OSError(f"after {total >> 20} MiB: {error}") from None
        return got(f"{total >> 20} MiB on disk")

    return tries(fill)
