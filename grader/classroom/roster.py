"""Finds a student's line in a list of an LMS: by the surest thing that both know, and never by a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.classroom.gradebook import Row


@dataclass(frozen=True)
class Way:
    """A way to tell whose line it is.

    Attributes:
        of_row: the keys that a row of the class has for it.
        of_line: the keys of a line of the list.
    """

    of_row: Callable[[Row], Iterable[str]]
    of_line: Callable[[int], Iterable[str]]


def match(rows: Sequence[Row], lines: Sequence[int], ways: Sequence[Way]) -> dict[int, Row]:
    """The row of each line that has one.

    Ways come in the order in which they are trusted. Where two rows or two lines have the same key, neither
    is matched by it.
    """
    found: dict[int, Row] = {}
    left = list(rows)
    for way in ways:
        by_key = _unique(
            (key, line) for line in lines if line not in found for key in way.of_line(line)
        )
        owners = _unique((key, place) for place, row in enumerate(left) for key in way.of_row(row))
        hits: dict[int, set[int]] = {}
        for key, place in owners.items():
            if key in by_key:
                hits.setdefault(place, set()).add(by_key[key])
        claimed = [line for lines_of in hits.values() for line in lines_of]
        for place, lines_of in hits.items():
            (line, *more) = lines_of
            if not more and claimed.count(line) == 1:
                found[line] = left[place]
        matched = {row.record.file for row in found.values()}
        left = [row for row in left if row.record.file not in matched]
    return found


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The keys that stand for one thing alone."""
    seen: dict[str, set[int]] = {}
    for key, value in pairs:
        if key:
            seen.setdefault(key, set()).add(value)
    return {key: next(iter(values)) for key, values in seen.items() if len(values) == 1}


def names_of(text: str) -> list[str]:
    """A person's name in the forms that lists and downloads have it: "Doe, Jane", "Jane Doe", "doejane"."""
    last, comma, first = text.partition(",")
    forms = [f"{last} {first}", f"{first} {last}"] if comma else [text]
    return [_letters(form) for form in forms]


def _letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]", "", text)


def either_order(text: str) -> list[str]:
    """The forms of a name of two words or more, with the last word first too."""
    words = text.split()
    turned = [_letters(" ".join([*words[-1:], *words[:-1]]))] if len(words) > 1 else []
    return list(dict.fromkeys([*names_of(text), *turned]))
