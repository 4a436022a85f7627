"""A part of a submission: its files without what some functions do not need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Lines = tuple[int, int]
"""The first and the last line of a statement."""


@dataclass(frozen=True)
class Slice:
    """The files of a submission without what some functions do not need.

    Attributes:
        files: the files that change, with their new content.
        skipped: by file, the lines of what is left out and would have been executed.
        imports: by file, those of them that only import.
    """

    files: Mapping[str, bytes]
    skipped: Mapping[str, tuple[Lines, ...]]
    imports: Mapping[str, frozenset[int]]


WHOLE = Slice({}, {}, {})
