"""A table of comma-separated values of which one changes cells, and every other byte stays."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from grader.errors import UsageError
from grader.files import read_text

BOM = "\ufeff"
MAX_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Filled:
    """A file for a gradebook.

    Attributes:
        text: the file.
        filled: how many grades are in it.
        remarks: what the teacher should know, a sentence each.
    """

    text: str
    filled: int
    remarks: tuple[str, ...]


@dataclass
class Sheet:
    """Lines of fields as they stand in the file, quotes and all, and how each line ends."""

    lines: list[list[str]]
    ends: list[str]
    delimiter: str
    bom: bool

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a file; whether commas or semicolons separate is seen from its first line.

        Raises:
            UsageError: if it cannot be read, or is no such table.
        """
        text = read_text(file, MAX_BYTES)
        bom = text.startswith(BOM)
        text = text.removeprefix(BOM)
        first = Counter(re.sub(r'"[^"]*"', "", text.split("\n", 1)[0]))
        delimiter = max(",;\t", key=lambda sign: first[sign])
        lines, ends = _split(text, delimiter)
        if not lines:
            raise UsageError(f"{file}: expected a first line with names of columns, found nothing")
        return cls(lines, ends, delimiter, bom)

    def write(self) -> str:
        """The text of the file."""
        body = (
            self.delimiter.join(line) + end for line, end in zip(self.lines, self.ends, strict=True)
        )
        return BOM * self.bom + "".join(body)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [plain(field).strip() for field in self.lines[0]]

    def value(self, line: int, column: int | None) -> str:
        """What a cell says; "" where there is none."""
        if column is None or column >= len(self.lines[line]):
            return ""
        return plain(self.lines[line][column]).strip()

    def put(self, line: int, column: int, text: str) -> None:
        """Change a cell."""
        fields = self.lines[line]
        fields += [""] * (column + 1 - len(fields))
        needs_quotes = any(sign in text for sign in (self.delimiter, '"', "\n", "\r"))
        fields[column] = '"' + text.replace('"', '""') + '"' if needs_quotes else text


def plain(field: str) -> str:
    """The text of a field, without the quotes that it is written in."""
    text = field.strip(" ")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return field


def _split(text: str, delimiter: str) -> tuple[list[list[str]], list[str]]:
    """Lines of fields; what stands between quotes neither separates nor ends."""
    lines: list[list[str]] = []
    ends: list[str] = []
    pieces = re.split(rf'("(?:[^"]|"")*"|{re.escape(delimiter)}|\r\n|\n|\r)', text)
    fields = [""]
    for piece in pieces:
        if piece == delimiter:
            fields.append("")
        elif piece in ("\r\n", "\n", "\r"):
            lines.append(fields)
            ends.append(piece)
            fields = [""]
        else:
            fields[-1] += piece
    if fields != [""]:
        lines.append(fields)
        ends.append("")
    return lines, ends
