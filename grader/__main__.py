"""The program `grade`, also `python -m grader`."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

from grader.errors import SandboxFailure
from grader.sandbox.launcher import ZygoteProcess

GARBAGE = (
    50_000  # objects before a collection: while modules are imported there is nothing to collect
)


def main() -> NoReturn:
    """Run the command line.

    Before anything else is imported, the process for the student's code starts: it takes longest.
    """
    gc.set_threshold(GARBAGE)
    spare = None
    if any(word == "run" or os.path.exists(word) for word in sys.argv[1:2]):  # noqa: PTH110 - never raises
        with contextlib.suppress(SandboxFailure, OSError):  # to fail when needed, with a message
            spare = ZygoteProcess()
    from grader.cli import main

    main(spare)


if __name__ == "__main__":
    main()
