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
Follow = Callable[[str, Mapping[str, Any], Entry], Any]


def _nothing_earlier(_output: str) -> frozenset[str]:
    return frozenset()


def _no_following(_output: str, _own: Mapping[str, Any], _entry: Entry) -> Any:
    return None


@dataclass(frozen=True)
class AnswerKey:
    """All of a run that does not depend on the submission.

    Attributes:
        entries: the cases in order.
        mistakes: the sentence of each listed mistake, by its id.
        mistaken: the outputs of whoever makes a mistake, on a case; None if that cannot be computed.
        earlier: the outputs that an output is computed from.
        follow: an output computed from a student's own earlier outputs; None if that cannot be.
    """

    entries: tuple[Entry, ...]
    mistakes: Mapping[str, str]
    mistaken: Mistaken
    earlier: Callable[[str], frozenset[str]] = _nothing_earlier
    follow: Follow = _no_following
