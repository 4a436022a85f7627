"""Success: a shell command."""

import subprocess
import sys

from kit import got, tries


def attack(a):
    def run(*command, **options):
        return got(subprocess.run(command, capture_output=True, timeout=0.8, **options).stdout)

    return tries(
        lambda: run("/bin/echo", "hello"),
        lambda: run("/bin/echo", "hello", start_new_session=True),
        lambda: run(sys.executable, "-V"),
    )
