"""`grade` within this process: what it writes and how it ends, without a start of Python and of torch."""

import contextlib
import gc
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from grader.cli import main


def grade(
    *words: object, folder: Path, both: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `grade`.

    Args:
        words: its arguments.
        folder: where it is run.
        both: whether errors go where the output goes, as at a terminal.
        environment: set for it, beside the variables of this process.
    """
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    errors = output if both else io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    thresholds = gc.get_threshold()
    try:
        with (
            contextlib.chdir(folder),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(errors),
            mock.patch.dict(os.environ, environment),
            mock.patch.object(sys, "argv", ["grade", *map(str, words)]),
            mock.patch.object(os, "_exit", sys.exit),  # with which a command ends
        ):
            main()
    except SystemExit as done:
        code = done.code
    finally:
        gc.set_threshold(*thresholds)
    return subprocess.CompletedProcess(
        words,
        code,
        output.buffer.getvalue().decode(),
        "" if both else errors.buffer.getvalue().decode(),
    )
