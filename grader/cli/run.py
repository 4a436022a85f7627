"""`grade PATH…`: grades submissions."""

from __future__ import annotations

import os
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from grader.cli.bank import asked_for, bank_folder
from grader.cli.console import DEFAULT_OUTPUT, exit_code, one_thread, write
from grader.cli.formats import FORMAT_OPTION, write_reports
from grader.cli.grading import Grading, grading_options
from grader.errors import UsageError
from grader.settings import Settings

if TYPE_CHECKING:
    from grader.classroom.discover import Found
    from grader.sandbox.launcher import ZygoteProcess
    from grader.submission import Submission


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@grading_options
@FORMAT_OPTION
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; of several submissions the folder for their results (grades/).",
)
@click.option(
    "--receipt",
    "receipt_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what `grade replay` makes the report again from to this file: no answers.",
)
@click.option(
    "--single", is_flag=True, help="PATH is one submission, also where it looks like a class."
)
@click.option("--min-score", type=float, metavar="X", help="Exit with 0 from this many points on.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time; else one a CPU."
)
@click.pass_obj
def run(
    spare: ZygoteProcess | None,
    /,
    paths: tuple[Path, ...],
    format_: str,
    output: Path | None,
    receipt_file: Path | None,
    single: bool,
    min_score: float | None,
    jobs: int | None,
    **given: Any,
) -> NoReturn:
    """Grade a submission: a folder, a file, a notebook or an archive; several, or a folder of them, as a class."""
    one_thread()
    settings = Settings(**given, figures=format_ == "html")
    bank = bank_folder(settings.problems_folder)
    if single and len(paths) > 1:
        raise UsageError(f"--single: expected one path, found {len(paths)}")
    guessed = len(paths) == 1 and not single
    found = _class_in(paths[0], bank, output) if guessed else None
    if found is not None or len(paths) > 1:
        for option, value in (("--receipt", receipt_file), ("--attempt", settings.attempt)):
            if value is not None:
                told = f"{option}: expected one submission, found a class"
                raise UsageError(told if found is None else f"{told}; if it is one, add --single")
        from grader.cli.classroom import Class

        if spare is not None:
            spare.close()  # each worker has one of its own
        show = None
        if format_ != "terminal":
            show = partial(write_reports, format_=format_, output=output, several=True)
        graded = Class(settings, output, show, jobs=jobs, min_score=min_score)
        sys.exit(graded.grade_paths(paths) if found is None else graded.grade(found))
    if output is not None and output.is_dir():
        raise UsageError(f"--output {output}: expected a file, found a folder")
    from grader.submission import read_submission

    with Grading(settings, spare) as grading:
        submission = read_submission(paths[0])
        if not single:
            _refuse_class(paths[0], submission)
        report = grading.grade(submission)
        grading.sandbox.stop()  # it ends while the report is written
        write_reports([report], format_, output, several=False)
        if receipt_file is not None:
            from grader import receipt

            write(receipt.render(report), receipt_file, "--receipt")
    failed, passed = report.grader_failed, report.passed
    sys.exit(exit_code(failed=failed, passed=passed, score=report.score, min_score=min_score))


def _class_in(path: Path, bank: Path, output: Path | None) -> Found | None:
    """The submissions in a folder, if it is that of a class."""
    if not os.path.isdir(path):  # noqa: PTH112 - never raises
        return None
    from grader.classroom.discover import find_class

    @cache
    def asked() -> set[str]:
        return set().union(*asked_for(bank).values())

    return find_class(path, asked, output or DEFAULT_OUTPUT)


def _refuse_class(path: Path, submission: Submission) -> None:
    """Say what to do with an archive of a whole download, which would be graded as the work of one student."""
    if os.path.isdir(path) or path.suffix in (".py", ".ipynb"):  # noqa: PTH112 - never raises
        return
    from grader.classroom.discover import students_in

    count = students_in(submission)
    if count > 1:
        raise UsageError(
            f"{path}: expected one submission, found a download with those of {count} students; unpack it "
            "and grade the folder"
        )
