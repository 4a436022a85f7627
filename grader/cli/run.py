"""`grade PATH…`: grades submissions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from grader.cli.console import (
    EXIT_BELOW,
    EXIT_GRADER_FAILED,
    EXIT_PASSED,
    complain,
    one_thread,
    write,
)
from grader.cli.formats import FORMAT_OPTION, OUTPUT_OPTION, write_reports
from grader.cli.grading import Grading, Settings, grading_options
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@grading_options
@FORMAT_OPTION
@OUTPUT_OPTION
@click.option(
    "--receipt",
    "receipt_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what `grade replay` makes the report again from to this file: no answers.",
)
@click.option("--min-score", type=float, metavar="X", help="Exit with 0 from this many points on.")
@click.pass_obj
def run(
    spare: ZygoteProcess | None,
    /,
    paths: tuple[Path, ...],
    format_: str,
    output: Path | None,
    receipt_file: Path | None,
    min_score: float | None,
    **settings: Any,
) -> NoReturn:
    """Grade submissions: folders of .py files, or single files."""
    if receipt_file is not None and len(paths) > 1:
        raise UsageError(f"--receipt: expected one PATH, found {len(paths)}")
    one_thread()
    from grader.submission import read_submission

    reports: list[Report] = []
    codes: list[int] = []
    with Grading(Settings(**settings), spare) as grading:
        for path in paths:
            try:
                report = grading.grade(read_submission(path), figures=format_ == "html")
            except GraderError as error:
                complain(error)
                codes.append(error.exit_code)
                continue
            reports.append(report)
            codes.append(_exit_code(report, min_score))
        grading.sandbox.stop()  # it ends while the report is written
        several = len(paths) > 1
        if reports or several:
            write_reports(reports, format_, output, several=several)
        if receipt_file is not None and reports:
            from grader import receipt

            write(receipt.render(reports[0]), receipt_file, "--receipt")
    sys.exit(max(codes))


def _exit_code(report: Report, min_score: float | None) -> int:
    if report.grader_failed:
        return EXIT_GRADER_FAILED
    reached = min_score is not None and report.score >= min_score
    passed = report.passed and report.score == report.earned
    return EXIT_PASSED if passed or reached else EXIT_BELOW
