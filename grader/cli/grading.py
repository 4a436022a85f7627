"""What all commands that grade have in common: their options, and how one submission is graded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from grader.cache import cache_folder
from grader.cli.bank import PROBLEMS_OPTION, asked_for, bank_folder, chosen_problems, homework_named
from grader.cli.console import complain
from grader.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.seeding import CourseKey
    from grader.settings import Settings
    from grader.spec.model import Homework
    from grader.submission import Submission

Command = TypeVar("Command", bound=Callable[..., Any])


def _time(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    from grader.spec.moment import moment

    try:
        return None if text is None else moment(text)
    except ValueError as error:
        raise UsageError(f"--submitted: expected {error}, found {text!r}") from None


def _key(_context: click.Context, _option: click.Parameter, text: str | None) -> CourseKey | None:
    if text is None:
        return None
    from grader.seeding import CourseKey  # loads numpy

    return CourseKey(text)


KEY_OPTION = click.option(
    "--key",
    metavar="SECRET",
    callback=_key,
    envvar="GRADER_KEY",
    help="Key of the course, for the hidden cases of the homework. Rather set the variable GRADER_KEY: "
    "others on this machine can read command lines.",
)
SANDBOX_OPTION = click.option(
    "--sandbox",
    "level",
    type=click.Choice(["strong", "medium", "basic"]),
    default="basic",
    help="Refuse to run student code on less than this.",
)
OPTIONS = (
    click.option("--homework", metavar="ID", help="The homework; else the one that fits best."),
    click.option("--only", metavar="PROBLEM", multiple=True, help="Grade only this problem."),
    PROBLEMS_OPTION,
    click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all cases."),
    click.option(
        "--student",
        metavar="KEY",
        default="",
        help="Key that gives a student their own cases; with --key their own hidden ones.",
    ),
    KEY_OPTION,
    click.option(
        "--submitted",
        metavar="TIME",
        callback=_time,
        help="When it was handed in, such as 2026-03-01T23:59+01:00.",
    ),
    click.option(
        "--attempt", type=click.IntRange(min=1), help="Which attempt of the student's it is."
    ),
    click.option("--cases", type=click.IntRange(1, 10_000), help="Random cases of each problem."),
    SANDBOX_OPTION,
)


def grading_options(command: Command) -> Command:
    """Give *command* the options that `Settings` is made of."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def warn_of_useless_key(settings: Settings, homework: Homework) -> None:
    """Say so if there is a key of the course, and the homework has nothing for it."""
    if settings.key is not None and not homework.hidden_cases:
        complain(f"--key: {homework.id} has no hidden cases, so the key adds none")


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
        self.sandbox = Sandbox(Level(settings.level), hidden=hidden, spare=spare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sandbox.close()

    def grade(self, submission: Submission) -> Report:
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
            problems=chosen_problems(homework, settings.only),
            figures=settings.figures,
            key=settings.key,
            submitted=settings.submitted,
            attempt=settings.attempt,
        )

    def _homework(self, submission: Submission) -> Homework:
        name = self._settings.homework or self._fitting(submission)
        if name not in self._homeworks:
            self._homeworks[name] = homework_named(self._folder, name)
            warn_of_useless_key(self._settings, self._homeworks[name])
        return self._homeworks[name]

    def _fitting(self, submission: Submission) -> str:
        from grader.submission import choose_homework

        self._asked = self._asked or asked_for(self._folder)
        return choose_homework(submission, self._asked)
