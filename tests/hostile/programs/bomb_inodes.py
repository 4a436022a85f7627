"""Success: thousands of files that stay."""

import os
import time

from kit import got, tries


def attack(a):
    def fill():
        count = 0
        try:
            for number in range(5000):
                os.symlink("nowhere", str(number))
                count += 1
        except OSError as error:
            raise OSError(f"after {count}: {error}") from None
        time.sleep(0.5)
        return got(f"{count} files")

    return tries(fill)
