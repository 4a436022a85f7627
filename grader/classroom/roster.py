"""Finds a student's line in a list of an LMS: by the surest thing that both know, and never by a guess."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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

    Ways come in the order in which they are trusted. Where a row could be two lines, or a line two rows, none of
    them is matched.
    """
    found: dict[int, Row] = {}
    left = list(rows)
    for way in ways:
        by_key: dict[str, set[int]] = {}
        for line in lines:
            for key in way.of_line(line) if line not in found else ():
                by_key.setdefault(key, set()).add(line)
        meant = [
            {line for key in way.of_row(row) if key for line in by_key.get(key, ())} for row in left
        ]
        wanted = Counter(line for places in meant for line in places)
        still = []
        for row, places in zip(left, meant, strict=True):
            if len(places) == 1 and wanted[next(iter(places))] == 1:
                found[next(iter(places))] = row
            else:
                still.append(row)
        left = still
    return found


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
