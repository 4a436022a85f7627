"""Success: thousands of files."""

import os

from kit import got, tries


def attack(a):
    def fill():
        count = 0
        try:
            for number in range(3000):
                os.close(os.open(f"f{number}", os.O_WRONLY | os.O_CREAT, 0o600))
                count += 1
        except OSError as error:
            raise OSError(f"after {count}: {error}") from None
        return got(f"{count} files")

    return tries(fill)
