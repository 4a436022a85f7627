"""What a command says of grading, once for all submissions that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from grader.seeding import CourseKey


@dataclass(frozen=True)
class Settings:
    """What is graded, and how.

    Attributes:
        homework: its id; None for the one that fits best.
        only: the problems, by the full id or the last part of it; empty for all.
        problems_folder: where the homeworks lie; None for where they usually do.
        seed, student, cases, figures, key, submitted, attempt: as of `grading.grade`.
        level: the weakest level of the sandbox to run code on.
    """

    homework: str | None = None
    only: tuple[str, ...] = ()
    problems_folder: Path | None = None
    seed: int = 0
    student: str = ""
    key: CourseKey | None = None
    submitted: datetime | None = None
    attempt: int | None = None
    cases: int | None = None
    figures: bool = False
    level: str = "basic"
