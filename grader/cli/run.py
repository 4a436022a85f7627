"""`grade PATH…`: grades submissions."""

from __future__ import annotations

import os
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
    width,
    write,
)
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.spec.model import Homework, Problem


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--homework", metavar="ID", help="The homework; else the one that fits best.")
@click.option("--only", metavar="PROBLEM", multiple=True, help="Grade only this problem.")
@PROBLEMS_OPTION
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all cases.")
@click.option(
    "--student", metavar="KEY", default="", help="Key that gives a student their own cases."
)
@click.option("--cases", type=click.IntRange(1, 10_000), help="Random cases of each problem.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json", "html"]),
    default="terminal",
    help="terminal (the default), json, or html: one file with pictures.",
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
    cases: int | None,
    format_: str,
    output: Path | None,
    level: str | None,
    min_score: float | None,
) -> NoReturn:
    """Grade submissions: folders of .py files and notebooks, single files, zip or tar archives."""
    one_thread()
    from grader.sandbox.host import Level, Sandbox
    from grader.submission import choose_homework, read_submission

    folder = bank_folder(problems_folder)
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
                )
            except GraderError as error:
                complain(error)
                codes.append(error.exit_code)
                continue
            reports.append(report)
            codes.append(_exit_code(report, min_score))
        sandbox.stop()  # it ends while the report is written
        several = len(paths) > 1
        if reports or several:
            write(_render(reports, format_, several=several, to_terminal=output is None), output)
    sys.exit(max(codes))


def _only(homework: Homework, names: tuple[str, ...]) -> list[Problem] | None:
    return list(dict.fromkeys(problem_named([homework], name) for name in names)) or None


def _render(reports: list[Report], format_: str, *, several: bool, to_terminal: bool) -> str:
    if format_ == "json":
        from grader.report.json import document, dump

        documents = [document(report) for report in reports]
        return dump(documents if several else documents[0]) + "\n"
    if format_ == "html":
        from grader.report import html

        return html.render(reports)
    from grader.report import terminal

    color = to_terminal and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return "\n".join(terminal.render(report, width=width(), color=color) for report in reports)


def _exit_code(report: Report, min_score: float | None) -> int:
    if report.grader_failed:
        return EXIT_GRADER_FAILED
    reached = min_score is not None and report.score >= min_score
    return EXIT_PASSED if report.passed or reached else EXIT_BELOW
