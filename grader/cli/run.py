"""`grade PATH…`: grades submissions."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cache import cache_folder
from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named, problem_named
from grader.cli.console import (
    EXIT_BELOW,
    EXIT_GRADER_FAILED,
    EXIT_PASSED,
    one_thread,
    width,
    write,
)
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.classroom.discover import Found
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
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; of several submissions the folder for their results (grades/).",
)
@click.option(
    "--sandbox",
    "level",
    type=click.Choice(["strong", "medium", "basic"]),
    help="Refuse to run student code on less than this.",
)
@click.option("--min-score", type=float, metavar="X", help="Exit with 0 from this many points on.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time; else one a CPU."
)
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
    jobs: int | None,
) -> NoReturn:
    """Grade submissions: folders of .py files, or single files; several, or a folder of them, as a class."""
    one_thread()
    bank = bank_folder(problems_folder)
    found = _class_in(paths[0], bank, output) if len(paths) == 1 else None
    if found is not None or len(paths) > 1:
        from grader.cli.classroom import Options, grade_found, grade_paths

        if spare is not None:
            spare.stop()  # each worker has one of its own
        options = Options(
            bank=bank,
            homework=homework,
            only=only,
            seed=seed,
            student=student,
            cases=cases,
            level=level or "basic",
            min_score=min_score,
            jobs=jobs,
            figures=format_ == "html",
        )
        show = None
        if format_ != "terminal":
            show = partial(_render, format_=format_, several=True, to_terminal=output is None)
        if found is None:
            code = grade_paths(paths, options, output, show)
        else:
            code = grade_found(found, options, output, show)
        if spare is not None:
            spare.close()
        sys.exit(code)
    from grader.sandbox.host import Level, Sandbox
    from grader.submission import choose_homework, read_submission

    (path,) = paths
    if output is not None and output.is_dir():
        raise UsageError(f"--output {output}: expected a file, found a folder")
    with Sandbox(Level(level or "basic"), hidden=[bank, cache_folder()], spare=spare) as sandbox:
        submission = read_submission(path)
        # The student's process imports its numpy while this one imports ours.
        sandbox.start(submission.imports)
        from grader.grading import grade
        from grader.spec.load import asked_names, find_homeworks

        homeworks = find_homeworks(bank)
        if homework is None:
            named = {name: asked_names(path) for name, path in homeworks.items()}
            homework = choose_homework(submission, named)
        chosen = homework_named(bank, homework)
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
        sandbox.stop()  # it ends while the report is written
        write(_render([report], format_, several=False, to_terminal=output is None), output)
    sys.exit(_exit_code(report, min_score))


def _class_in(path: Path, bank: Path, output: Path | None) -> Found | None:
    """The submissions in a folder, if it is that of a class."""
    if not os.path.isdir(path):  # noqa: PTH112 - never raises
        return None
    from grader.classroom.discover import find_class

    return find_class(path, partial(_asked, bank), output or Path("grades"))


def _asked(bank: Path) -> set[str]:
    from grader.spec.load import asked_names, find_homeworks

    return {name for folder in find_homeworks(bank).values() for name in asked_names(folder)}


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
