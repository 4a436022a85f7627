"""Grades many submissions: a progress bar, a table, and a folder of results."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from grader.cache import cache_folder
from grader.classroom import page, table
from grader.classroom.discover import Found, find_submissions
from grader.classroom.gradebook import Row, counting, grades_csv
from grader.classroom.grading import (
    Settings,
    Survey,
    choose_for_class,
    close_sandboxes,
    fits_instead,
    grade_class,
    survey_all,
)
from grader.classroom.kept import Kept, write_whole
from grader.classroom.workers import Workers, cpus, processes
from grader.cli.bank import homework_named, problem_named
from grader.cli.console import (
    DEFAULT_OUTPUT,
    EXIT_BELOW,
    EXIT_GRADER_FAILED,
    EXIT_PASSED,
    complain,
    error_console,
    width,
    write,
)
from grader.cli.grading import Settings as Command
from grader.cli.grading import course_key
from grader.errors import UsageError, printable
from grader.report.json import read
from grader.report.values import plural
from grader.results import Report
from grader.spec.load import asked_names, find_homeworks
from grader.spec.model import Homework

GRADES, PAGE = "grades.csv", "misconceptions.html"
EXIT_INTERRUPTED = 130  # as shells have it: 128 and the number of the signal
UNUSABLE = UsageError.exit_code
MIN_WIDTH = 60  # of the table; what a narrower terminal breaks can still be read


@dataclass(frozen=True)
class Options:
    """What the command says; see `grade run --help`."""

    bank: Path
    command: Command
    min_score: float | None
    jobs: int | None
    figures: bool


Show = Callable[[list[Report]], None]
"""Writes all reports in one format."""


def grade_paths(
    paths: Sequence[Path], options: Options, output: Path | None, show: Show | None
) -> int:
    """Grade several paths, each a submission; the exit code. The rest is as of `grade_found`."""
    missing = [path for path in paths if not os.path.lexists(path)]
    for path in missing:
        complain(f"{path}: no such file or directory")
    there = [path for path in paths if os.path.lexists(path)]
    found = find_submissions(there, output or DEFAULT_OUTPUT)
    if found.entries:
        code = grade_found(found, options, output, show)
    else:
        code = UNUSABLE
        if show is not None:
            show([])
    return max(code, UNUSABLE) if missing else code


def grade_found(found: Found, options: Options, output: Path | None, show: Show | None) -> int:
    """Grade a class; the exit code.

    Args:
        found: the submissions.
        options: how to grade them.
        output: where to: the folder of results; with *show* a file.
        show: makes one text of all reports, which is all that is written then. Without it there is a table,
            and results are kept.
    """
    count = len(found.entries)
    told = f"{count} {plural('submission', count)}"
    if found.students < count:
        told += f" of {found.students} {plural('student', found.students)}"
    click.echo(printable(f"{told} {found.origin}".rstrip()), err=True)
    with contextlib.ExitStack() as stack:
        if show is None:
            folder = output or DEFAULT_OUTPUT
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grade-")))
        kept = stack.enter_context(Kept(folder))
        rows: dict[int, Row] = {}
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends like Ctrl-C
        try:
            homework = _grade(found, options, kept, rows)
        except KeyboardInterrupt:
            how = "" if show else f" and kept in {folder}; the same command goes on from there"
            complain(f"stopped: {len(rows)} of {count} submissions are graded{how}")
            return EXIT_INTERRUPTED
        ordered = [rows[place] for place in range(count)]
        if show is None:
            _finish(ordered, homework, kept)
        else:
            show([read(kept.text(row.record.file)) for row in ordered])
    return max(_exit_code(row, options.min_score) for row in ordered)


def _grade(found: Found, options: Options, kept: Kept, rows: dict[int, Row]) -> Homework:
    """Fill *rows*, by the place of the submission in the class; the homework that it was graded by."""
    jobs = min(options.jobs or cpus(), len(found.entries))
    homeworks = find_homeworks(options.bank)
    named = {name: asked_names(path) for name, path in homeworks.items()}
    start = partial(processes, at_end=close_sandboxes)
    with Workers(start, jobs) as workers, _progress() as progress:
        surveys: dict[int, Survey] = {}
        asked = frozenset(name for names in named.values() for name in names)
        task = progress.add_task("reading", total=len(found.entries))
        for place, survey in survey_all(found.entries, asked, kept.scratch, workers):
            surveys[place] = survey
            progress.advance(task)
        every = [surveys[place] for place in range(len(found.entries))]
        homework = homework_named(
            options.bank, options.command.homework or choose_for_class(every, named)
        )
        entries = []
        for entry, survey in zip(found.entries, every, strict=True):
            other = fits_instead(survey, homework.id, named)
            note = f"nothing of {homework.id}, but of {other}" if other else ""
            if other:
                complain(f"{entry.path}: {note}; grade it with --homework {other}")
            entries.append(replace(entry, note="; ".join(filter(None, [entry.note, note]))))
        if options.command.key is not None and not homework.hidden_cases:
            complain(f"--key: {homework.id} has no hidden cases, so the key adds none")
        only = {problem_named([homework], name).id for name in options.command.only}
        settings = Settings(
            homework=homework.folder,
            digest=homework.digest,
            problems=tuple(p.id for p in homework.problems if p.id in only or not only),
            policy=homework.policy,
            seed=options.command.seed,
            student=options.command.student,
            course_key=course_key(options.command.key),
            submitted=options.command.submitted,
            cases=options.command.cases,
            figures=options.figures,
            level=options.command.level or "basic",
            # A student's code must not see what the others handed in, nor what came of it.
            hidden=tuple(map(str, [options.bank, cache_folder(), kept.folder, *_places(found)])),
            scratch=kept.scratch,
        )
        progress.reset(task, description="grading", total=len(found.entries))
        progress.advance(
            task, 0
        )  # the speed is measured from here on, and not from the first result
        for place, row in grade_class(entries, every, homework, settings, kept, workers):
            rows[place] = row
            progress.advance(task)
    return homework


def _places(found: Found) -> list[Path]:
    return [path for entry in found.entries for path in [entry.path, *(p for _, p in entry.files)]]


def _progress() -> Progress:
    console = error_console()
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _finish(rows: Sequence[Row], homework: Homework, kept: Kept) -> None:
    """Write what the class adds up to, and say where everything is."""
    counted = counting(rows)
    problems = [mark.problem for mark in counted[0].marks]
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    title = f"{homework.title}  ({homework.id})"
    shown = table.render(counted, title, width=max(width(), MIN_WIDTH), color=color)

    def report_of(row: Row) -> Report:
        return read(kept.text(row.record.file))

    write_whole(kept.folder / GRADES, grades_csv(counted, problems))
    write_whole(kept.folder / PAGE, page.render(homework, counted, report_of))
    reports = kept.path("…").parent
    write(
        f"{shown}\n{kept.folder / GRADES}\n{kept.folder / PAGE}\n{reports}/ {len(rows)} reports\n",
        None,
    )


def _exit_code(row: Row, min_score: float | None) -> int:
    if row.failed:
        return EXIT_GRADER_FAILED
    reached = min_score is not None and row.score >= min_score
    return EXIT_PASSED if row.passed or reached else EXIT_BELOW
