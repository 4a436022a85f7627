"""What all commands that grade have in common: their options, and how one submission is graded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from grader.cache import cache_folder
from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named, problem_named

if TYPE_CHECKING:
    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.spec.model import Homework, Problem
    from grader.submission import Submission

Command = TypeVar("Command", bound=Callable[..., Any])

SANDBOX_OPTION = click.option(
    "--sandbox",
    "level",
    type=click.Choice(["strong", "medium", "basic"]),
    help="Refuse to run student code on less than this.",
)
OPTIONS = (
    click.option("--homework", metavar="ID", help="The homework; else the one that fits best."),
    click.option("--only", metavar="PROBLEM", multiple=True, help="Grade only this problem."),
    PROBLEMS_OPTION,
    click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all cases."),
    click.option(
        "--student", metavar="KEY", default="", help="Key that gives a student their own cases."
    ),
    click.option("--cases", type=click.IntRange(1, 10_000), help="Random cases of each problem."),
    SANDBOX_OPTION,
)


def grading_options(command: Command) -> Command:
    """Give *command* the options that `Settings` is made of."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Settings:
    """What to grade, and how, as it was typed."""

    homework: str | None
    only: tuple[str, ...]
    problems_folder: Path | None
    seed: int
    student: str
    cases: int | None
    level: str | None


class Grading:
    """Grades one submission after the other with the same settings, in the same sandbox."""

    def __init__(self, settings: Settings, spare: ZygoteProcess | None) -> None:
        """Nothing is read and started until it is needed.

        Args:
            settings: of the command line.
            spare: a process for students' code that was started ahead.

        Raises:
            UsageError: if there are no problems.
        """
        from grader.sandbox.host import Level, Sandbox

        self._settings = settings
        self._folder = bank_folder(settings.problems_folder)
        self._asked: dict[str, set[str]] = {}
        self._homeworks: dict[str, Homework] = {}
        hidden = [self._folder, cache_folder()]
        self.sandbox = Sandbox(Level(settings.level or "basic"), hidden=hidden, spare=spare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sandbox.close()

    def grade(self, submission: Submission, *, figures: bool = False) -> Report:
        """The report on *submission*.

        Raises:
            GraderError: if it cannot be graded.
        """
        # The student's process imports its numpy while this one imports ours.
        self.sandbox.start(submission.imports)
        from grader.grading import grade

        settings = self._settings
        homework = self._homework(submission)
        return grade(
            submission,
            homework,
            self.sandbox,
            seed=settings.seed,
            student=settings.student,
            cases=settings.cases,
            problems=self._only(homework),
            figures=figures,
        )

    def _homework(self, submission: Submission) -> Homework:
        name = self._settings.homework or self._fitting(submission)
        if name not in self._homeworks:
            self._homeworks[name] = homework_named(self._folder, name)
        return self._homeworks[name]

    def _fitting(self, submission: Submission) -> str:
        from grader.spec.load import asked_names, find_homeworks
        from grader.submission import choose_homework

        if not self._asked:
            found = find_homeworks(self._folder)
            self._asked = {name: asked_names(path) for name, path in found.items()}
        return choose_homework(submission, self._asked)

    def _only(self, homework: Homework) -> list[Problem] | None:
        names = self._settings.only
        return list(dict.fromkeys(problem_named([homework], name) for name in names)) or None
