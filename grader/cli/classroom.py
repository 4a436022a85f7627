"""Grades many submissions: a progress bar, a table, and a folder of results."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
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
from grader.classroom.discover import GRADES, PAGE, Found, find_submissions
from grader.classroom.gradebook import Row, counting, grades_csv
from grader.classroom.grading import (
    Survey,
    Task,
    choose_for_class,
    close_sandboxes,
    fits_instead,
    grade_class,
    survey_all,
)
from grader.classroom.kept import Kept
from grader.classroom.workers import Workers, cpus, processes
from grader.cli.bank import asked_for, bank_folder, chosen_problems, homework_named
from grader.cli.console import (
    DEFAULT_OUTPUT,
    colored,
    complain,
    error_console,
    exit_code,
    width,
    write,
)
from grader.cli.grading import warn_of_useless_key
from grader.errors import UsageError, printable
from grader.files import write_whole
from grader.report.json import read
from grader.report.values import plural
from grader.results import Report
from grader.settings import Settings
from grader.spec.model import Homework

EXIT_INTERRUPTED = 130  # as shells have it: 128 and the number of the signal
UNUSABLE = UsageError.exit_code
MIN_WIDTH = 60  # of the table; what a narrower terminal breaks can still be read


Show = Callable[[list[Report]], None]
"""Writes all reports in one format."""


class Class:
    """Grades submissions together."""

    def __init__(
        self,
        settings: Settings,
        output: Path | None,
        show: Show | None,
        *,
        jobs: int | None,
        min_score: float | None,
    ) -> None:
        """Nothing is done yet.

        Args:
            settings: of the command.
            output: where to: the folder of results; with *show* a file.
            show: makes one text of all reports, which is all that is written then. Without it there is a
                table, and results are kept.
            jobs: how many submissions at a time; None for one a processor.
            min_score: points that are enough for exit code 0.
        """
        self._settings = settings
        self._bank = bank_folder(settings.problems_folder)
        self._output = output or DEFAULT_OUTPUT
        self._show = show
        self._jobs = jobs or cpus()
        self._min_score = min_score

    def grade_paths(self, paths: Sequence[Path]) -> int:
        """Grade several paths, each a submission; the exit code."""
        missing = [path for path in paths if not os.path.lexists(path)]
        for path in missing:
            complain(f"{path}: no such file or directory")
        there = [path for path in paths if os.path.lexists(path)]
        found = find_submissions(there, self._output)
        if found.entries:
            code = self.grade(found)
        else:
            code = UNUSABLE
            if self._show is not None:
                self._show([])
        return max(code, UNUSABLE) if missing else code

    def grade(self, found: Found) -> int:
        """Grade what was found; the exit code."""
        count = len(found.entries)
        told = f"{count} {plural('submission', count)}"
        if found.students < count:
            told += f" of {found.students} {plural('student', found.students)}"
        click.echo(printable(f"{told} {found.origin}".rstrip()), err=True)
        with contextlib.ExitStack() as stack:
            if self._show is None:
                folder = self._output
            else:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grade-")))
            kept = stack.enter_context(Kept(folder))
            rows: dict[int, Row] = {}
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends like Ctrl-C
            try:
                homework = self._fill(rows, found, kept)
            except KeyboardInterrupt:
                how = (
                    ""
                    if self._show
                    else f" and kept in {folder}; the same command goes on from there"
                )
                complain(f"stopped: {len(rows)} of {count} submissions are graded{how}")
                return EXIT_INTERRUPTED
            ordered = [rows[place] for place in range(count)]
            if self._show is None:
                _finish(ordered, homework, kept)
            else:
                self._show([read(kept.text(row.record.file)) for row in ordered])
        return max(map(self._exit_code, ordered))

    def _exit_code(self, row: Row) -> int:
        failed, passed, least = row.failed, row.passed, self._min_score
        return exit_code(failed=failed, passed=passed, score=row.score, min_score=least)

    def _fill(self, rows: dict[int, Row], found: Found, kept: Kept) -> Homework:
        """Grade; *rows* get filled by the place in the class. The homework that it was graded by."""
        named = asked_for(self._bank)
        start = partial(processes, at_end=close_sandboxes)
        jobs = min(self._jobs, len(found.entries))
        with Workers(start, jobs) as workers, _progress() as progress:
            surveys: dict[int, Survey] = {}
            asked = frozenset().union(*named.values())
            task = progress.add_task("reading", total=len(found.entries))
            for place, survey in survey_all(found.entries, asked, kept.scratch, workers):
                surveys[place] = survey
                progress.advance(task)
            every = [surveys[place] for place in range(len(found.entries))]
            name = self._settings.homework or choose_for_class(every, named)
            homework = homework_named(self._bank, name)
            warn_of_useless_key(self._settings, homework)
            entries = []
            for entry, survey in zip(found.entries, every, strict=True):
                other = fits_instead(survey, homework.id, named)
                note = f"nothing of {homework.id}, but of {other}" if other else ""
                if other:
                    complain(f"{entry.path}: {note}; grade it with --homework {other}")
                entries.append(replace(entry, note="; ".join(filter(None, [entry.note, note]))))
            problems = chosen_problems(homework, self._settings.only)
            # A student's code must not see what the others handed in, nor what came of it.
            hidden = [self._bank, cache_folder(), kept.folder, *_places(found)]
            work = Task.of(homework, problems, self._settings, hidden, kept.scratch)
            progress.reset(task, description="grading", total=len(found.entries))
            progress.advance(
                task, 0
            )  # the speed is measured from here on, not from the first result
            for place, row in grade_class(entries, every, homework, work, kept, workers):
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
    title = f"{homework.title}  ({homework.id})"
    shown = table.render(counted, title, width=max(width(), MIN_WIDTH), color=colored())

    def report_of(row: Row) -> Report:
        return read(kept.text(row.record.file))

    write_whole(kept.folder / GRADES, grades_csv(counted, problems))
    write_whole(kept.folder / PAGE, page.render(homework, counted, report_of))
    write(
        f"{shown}\n{kept.folder / GRADES}\n{kept.folder / PAGE}\n{kept.reports}/ {len(rows)} reports\n",
        None,
    )
