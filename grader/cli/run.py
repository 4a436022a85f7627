"""`grade PATH…`: grades submissions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cache import cache_folder
from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named, problem_named
from grader.cli.console import (
    EXIT_BELOW,
    EXIT_GRADER_FAILED,
    EXIT_PASSED,
    complain,
    one_thread,
)
from grader.cli.formats import FORMATS, HELP, write_reports
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.seeding import CourseKey
    from grader.spec.model import Homework, Problem


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--homework", metavar="ID", help="The homework; else the one that fits best.")
@click.option("--only", metavar="PROBLEM", multiple=True, help="Grade only this problem.")
@PROBLEMS_OPTION
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all cases.")
@click.option(
    "--student",
    metavar="KEY",
    default="",
    help="Key that gives a student their own cases; with --key their own hidden ones.",
)
@click.option(
    "--key",
    metavar="SECRET",
    envvar="GRADER_KEY",
    help="Key of the course, for the hidden cases of the homework. Rather set the variable GRADER_KEY: "
    "others on this machine can read command lines.",
)
@click.option(
    "--submitted", metavar="TIME", help="When it was handed in, such as 2026-03-01T23:59+01:00."
)
@click.option("--attempt", type=click.IntRange(min=1), help="Which attempt of the student's it is.")
@click.option("--cases", type=click.IntRange(1, 10_000), help="Random cases of each problem.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="terminal",
    help=HELP,
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
@click.option(
    "--sandbox",
    "level",
    type=click.Choice(["strong", "medium", "basic"]),
    help="Refuse to run student code on less than this.",
)
@click.option("--min-score", type=float, metavar="X", help="Exit with 0 from this many points on.")
@click.pass_obj
def run(
    spare: ZygoteProcess | None,
    paths: tuple[Path, ...],
    homework: str | None,
    only: tuple[str, ...],
    problems_folder: Path | None,
    seed: int,
    student: str,
    key: str | None,
    submitted: str | None,
    attempt: int | None,
    cases: int | None,
    format_: str,
    output: Path | None,
    level: str | None,
    min_score: float | None,
) -> NoReturn:
    """Grade submissions: folders of .py files, or single files."""
    one_thread()
    from grader.sandbox.host import Level, Sandbox
    from grader.submission import choose_homework, read_submission

    secret, time = _secret(key), _time(submitted)
    folder = bank_folder(problems_folder)
    unhidden: set[str] = set()
    reports: list[Report] = []
    codes: list[int] = []
    with Sandbox(Level(level or "basic"), hidden=[folder, cache_folder()], spare=spare) as sandbox:
        for path in paths:
            try:
                submission = read_submission(path)
                # The student's process imports its numpy while this one imports ours.
                sandbox.start(submission.imports)
                from grader.grading import grade
                from grader.spec.load import asked_names, find_homeworks

                homeworks = find_homeworks(folder)
                if homework is None:
                    named = {name: asked_names(path) for name, path in homeworks.items()}
                    chosen = homework_named(folder, choose_homework(submission, named))
                else:
                    chosen = homework_named(folder, homework)
                report = grade(
                    submission,
                    chosen,
                    sandbox,
                    seed=seed,
                    student=student,
                    cases=cases,
                    problems=_only(chosen, only),
                    figures=format_ == "html",
                    key=secret,
                    submitted=time,
                    attempt=attempt,
                )
                if secret is not None and not chosen.hidden_cases and chosen.id not in unhidden:
                    complain(f"--key: {chosen.id} has no hidden cases, so the key adds none")
                    unhidden.add(chosen.id)
            except GraderError as error:
                complain(error)
                codes.append(error.exit_code)
                continue
            reports.append(report)
            codes.append(_exit_code(report, min_score))
        sandbox.stop()  # it ends while the report is written
        several = len(paths) > 1
        if reports or several:
            write_reports(reports, format_, output, several=several)
    sys.exit(max(codes))


def _secret(key: str | None) -> CourseKey | None:
    if key is None:
        return None
    from grader.seeding import CourseKey  # loads numpy

    return CourseKey(key)


def _time(text: str | None) -> datetime | None:
    from grader.spec.moment import moment

    try:
        return None if text is None else moment(text)
    except ValueError as error:
        raise UsageError(f"--submitted: expected {error}, found {text!r}") from None


def _only(homework: Homework, names: tuple[str, ...]) -> list[Problem] | None:
    return list(dict.fromkeys(problem_named([homework], name) for name in names)) or None


def _exit_code(report: Report, min_score: float | None) -> int:
    if report.grader_failed:
        return EXIT_GRADER_FAILED
    reached = min_score is not None and report.score >= min_score
    passed = report.passed and report.score == report.earned
    return EXIT_PASSED if passed or reached else EXIT_BELOW
