"""What commands write to: the terminal, or a file."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UsageError, printable

if TYPE_CHECKING:
    from rich.console import Console

EXIT_PASSED = 0  #: What was asked for is so: every problem passed, or `--min-score` is reached.
EXIT_BELOW = 1  #: It was graded, or checked, and that is not so.
EXIT_GRADER_FAILED = 3  #: The grader itself failed. That costs no points; please report it.
# 2 comes with the error: unusable
DEFAULT_OUTPUT = Path("grades")  # for the results of a class
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def exit_code(*, failed: bool, passed: bool, score: float, min_score: float | None) -> int:
    """The exit code of grading: what came of a submission, or *min_score* points, which are enough as well."""
    if failed:
        return EXIT_GRADER_FAILED
    return EXIT_PASSED if passed or (min_score is not None and score >= min_score) else EXIT_BELOW


def one_thread() -> None:
    """Keep numpy to one thread: cases are small, and a second would only cost its start."""
    for name in THREADS:
        os.environ.setdefault(name, "1")


def complain(message: object) -> None:
    """Write one sentence to the error stream."""
    # GitHub's runner takes `##[` for a command wherever it stands, and the name of a file may have it.
    sentence = printable(str(message)).replace("##[", "# #[")
    click.echo(f"grade: {sentence}", err=True)


def write(text: str | bytes, output: Path | None, option: str = "--output") -> None:
    """Write *text* to a file, else to the terminal; UsageError if it cannot be written."""
    if output is None:
        click.echo(text, nl=False, color=True)
        return
    try:
        output.write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise UsageError(f"{option} {output}: cannot be written: {error.strerror}") from None


def append(text: str, file: Path) -> None:
    """Write *text* at the end of a file; UsageError if it cannot be written."""
    try:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def colored(output: Path | None = None) -> bool:
    """Whether what is written there may have colours: to a terminal, unless the user wants none."""
    return output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def error_console() -> Console:
    """The error stream, for progress."""
    from rich.console import Console

    return Console(stderr=True)
