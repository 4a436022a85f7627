"""`grade replay`: makes a report again from its receipt."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cache import cache_folder
from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named
from grader.cli.console import (
    DEFAULT_OUTPUT,
    EXIT_BELOW,
    EXIT_GRADER_FAILED,
    EXIT_PASSED,
    complain,
    one_thread,
)
from grader.cli.formats import FORMAT_OPTION, OUTPUT_OPTION, write_reports
from grader.cli.grading import KEY_OPTION, SANDBOX_OPTION
from grader.errors import UsageError
from grader.files import read_text

if TYPE_CHECKING:
    from grader.receipt import Kept
    from grader.sandbox.launcher import ZygoteProcess
    from grader.seeding import CourseKey
    from grader.submission import Submission

MAX_BYTES = 32 * 2**20  # more than any report has


@click.command()
@click.argument("receipt", type=click.Path(path_type=Path))
@click.option(
    "--submission",
    "submission_path",
    type=click.Path(path_type=Path),
    help="The submission, if it does not lie where it was graded.",
)
@PROBLEMS_OPTION
@KEY_OPTION
@SANDBOX_OPTION
@FORMAT_OPTION
@OUTPUT_OPTION
@click.pass_obj
def replay(
    spare: ZygoteProcess | None,
    /,
    receipt: Path,
    submission_path: Path | None,
    problems_folder: Path | None,
    key: CourseKey | None,
    level: str,
    format_: str,
    output: Path | None,
) -> NoReturn:
    """Make a report again from RECEIPT: a receipt, or a report as JSON.

    Says on the error stream what has changed since, and whether the report is the same. Exit code 0 it is,
    1 it is not, 2 it cannot be made again (such as for another submission: nothing is graded), 3 the
    grader failed.
    """
    one_thread()
    from grader.receipt import read
    from grader.replay import replay as make_again
    from grader.sandbox.host import Level, Sandbox

    try:
        kept = read(read_text(receipt, MAX_BYTES))
    except ValueError as error:
        raise UsageError(f"{receipt}: {error}") from None
    folder = bank_folder(problems_folder)
    homework = homework_named(folder, kept.origin.homework)
    path = submission_path or Path(kept.origin.submission.name)
    if submission_path is None and not path.exists():
        raise UsageError(f"{path}: there is no such submission here; name it with --submission")
    hidden = [folder, cache_folder()]
    with Sandbox(Level(level), hidden=hidden, spare=spare) as sandbox:
        done = make_again(kept, _read(path, kept), homework, sandbox, key)
    write_reports([done.report], format_, output, several=False)
    for sentence in done.origins:
        complain(sentence)
    if kept.altered:
        complain("the report was altered after it was made: its receipt was made for another one")
    for where in done.differing:
        complain(f"comes out another way: {where}")
    if done.differing and not done.origins and not kept.altered:
        complain(
            "all that it was made from is the same: either the submission hangs on chance or on time, or "
            "the grader is at fault, please report it then"
        )
    if done.report.grader_failed:
        sys.exit(EXIT_GRADER_FAILED)
    if done.differing:
        sys.exit(EXIT_BELOW)
    complain("the report is the same")
    sys.exit(EXIT_PASSED)


def _read(path: Path, kept: Kept) -> Submission:
    """The submission that was graded, which may be several files of a download, the first of them *path*."""
    from grader.submission import read_submission

    submission = read_submission(path)
    if submission.digest == kept.origin.submission.digest or not path.is_file():
        return submission
    from grader.classroom.discover import find_all, read_entry

    for entry in find_all(path.parent, DEFAULT_OUTPUT).entries:
        if entry.path == path and entry.files:
            with tempfile.TemporaryDirectory(prefix="grade-") as scratch:
                return read_entry(entry, Path(scratch))
    return submission
