"""The answer key of a run: its cases with the right values, and what listed mistakes would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.cases.generate import Case
from grader.comparison import Scale


@dataclass(frozen=True)
class Entry:
    """A case with the right values of its outputs, and what rounding may do to them."""

    case: Case
    values: Mapping[str, Any]
    scale: Scale


Mistaken = Callable[[str, Entry], Mapping[str, Any] | None]


@dataclass(frozen=True)
class AnswerKey:
    """All of a run that does not depend on the submission.

    Attributes:
        entries: the cases in order.
        mistakes: the sentence of each listed mistake, by its id.
        mistaken: the outputs of whoever makes a mistake, on a case; None if that cannot be computed.
    """

    entries: tuple[Entry, ...]
    mistakes: Mapping[str, str]
    mistaken: Mistaken
