"""Notebooks: their code cells as Python, line by line; whatever only IPython understands becomes harmless."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import Any

from grader.submission.source import text_of, unix_lines

MAX_PARTS = 4_000_000  # lists, mappings and their items: each takes memory
MAX_CELLS = 2_000
MAX_CODE = 2**20  # characters of all cells: a long one takes far more memory when it is parsed
PART = re.compile(r"(.*\.ipynb)\[\d+\]", re.DOTALL)

# Cell magics that run the rest of the cell as Python where its names are seen afterwards.
PYTHON_CELL_MAGICS = ("time", "capture", "prun")
# What IPython takes at the beginning of a statement, and Python never.
SPECIAL = re.compile(
    r"""[ \t]*(?:
        [%!?] |                                     # magic, shell, help
        (?:pip3?|conda)[ \t]+(?:install|uninstall|list|show)\b
    )""",
    re.VERBOSE,
)
HELP = re.compile(r"[ \t]*[\w.%\[\]'\"*]+\?{1,2}[ \t]*(?:#.*)?$", re.ASCII)
ASSIGNED = re.compile(r"([\w.,\[\]'\" \t]+=[ \t]*)[%!].*", re.DOTALL)
TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?(?:"""|\Z)|\'\'\'(?:\\.|[^\\])*?(?:\'\'\'|\Z)'''
    r"""|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(?P<comment>\#[^\n]*)"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<line>\n)|(?P<other>\\.|[^"'\#()\[\]{}\n\\]+|\\)""",
    re.DOTALL,
)
MAGIC_LINE = re.compile(rb"^[ \t]*[%!]", re.MULTILINE)
COOKIE = re.compile(r"^([ \t\f]*#.*?coding)[:=]", re.ASCII)


class NotANotebook(Exception):
    """A file is no notebook that can be used; the message says why."""


def module_of(file: str) -> str:
    """The notebook that a file such as `hw.ipynb[3]` is a cell of; of any other file itself."""
    match = PART.fullmatch(file)
    return match[1] if match else file


def cell_number(part: str) -> int:
    """The number of the code cell that a file such as `hw.ipynb[3]` is."""
    return int(part.rpartition("[")[2].removesuffix("]"))


def part_name(notebook: str, number: int) -> str:
    """What the code cell of this *number*, counted from 1, is called."""
    return f"{notebook}[{number}]"


def code_cells(content: bytes) -> dict[int, bytes]:
    """The code cells of a notebook that have any code, by number: Python as UTF-8, with the lines of the cell.

    Raises:
        NotANotebook: if it is none, or not of Python.
    """
    if sum(content.count(sign) for sign in (b"[", b"{", b",")) > MAX_PARTS:
        raise NotANotebook(
            f"it has more than {MAX_PARTS:,} parts; clear the outputs of its cells and save it again"
        )
    import json  # most submissions have no notebook

    try:
        notebook = json.loads(content)
    except (ValueError, RecursionError):
        raise NotANotebook("it is no notebook: expected JSON") from None
    language = _language(notebook)
    if language is not None and not language.lower().startswith(("python", "ipython")):
        raise NotANotebook(f"it is a notebook of {language[:30]}, not of Python")
    cells = list(_cells(notebook))
    if len(cells) > MAX_CELLS:
        raise NotANotebook(f"it has {len(cells):,} code cells, at most {MAX_CELLS:,} are read")
    length = sum(map(len, cells))
    if length > MAX_CODE:
        raise NotANotebook(f"its code has {length:,} characters, at most {MAX_CODE:,} are read")
    codes = ((number, as_python(text)) for number, text in enumerate(cells, 1))
    return {number: _utf8(code) for number, code in codes if code.strip()}


def _cells(notebook: Any) -> Iterator[str]:
    """The text of each code cell, of versions 1 to 4 of the format.

    Raises:
        NotANotebook: if it is of another form.
    """
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict):  # before version 4
        sheets = notebook.get("worksheets")
        sheets = sheets if isinstance(sheets, list) else [{}]
        found = [sheet.get("cells") if isinstance(sheet, dict) else None for sheet in sheets]
        cells = [cell for item in found if isinstance(item, list) for cell in item]
        if None in found:
            cells = None
    if not isinstance(cells, list):
        raise NotANotebook("it is no notebook: expected a list of cells")
    for cell in cells:
        if not isinstance(cell, dict):
            raise NotANotebook("it is no notebook: expected each cell to be a mapping")
        if cell.get("cell_type") != "code":
            continue
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise NotANotebook("it is no notebook: expected the code of a cell to be text")
        yield source


def _language(notebook: Any) -> str | None:
    """The language that a notebook says it is of, if it does."""
    metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
    if not isinstance(metadata, dict):
        return None
    for item, key in (("language_info", "name"), ("kernelspec", "language")):
        found = metadata.get(item)
        named = found.get(key) if isinstance(found, dict) else None
        if isinstance(named, str) and named:
            return named
    return None


def as_python(text: str) -> str:
    """A cell without what only IPython understands, with as many lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    magic = re.match(r"(?:[ \t]*\n)*%%(\w*)[^\n]*", text)
    if magic:
        if magic[1] not in PYTHON_CELL_MAGICS:
            return "\n" * text.count("\n")
        text = "\n" * text.count("\n", 0, magic.end()) + text[magic.end() :]
    return text if _parses(text) else "".join(_statements(text))


def without_magics(content: bytes) -> bytes | None:
    """A file that was copied out of a notebook, without what only IPython understands, as UTF-8.

    None if there is nothing of that in it, or it is no Python without it either.
    """
    content = unix_lines(content)
    if not MAGIC_LINE.search(content):
        return None
    text = text_of(content)
    if _parses(text):
        return None
    python = as_python(text)
    return _utf8(python) if _parses(python) else None


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _statements(text: str) -> Iterator[str]:
    """The pieces of a cell; of a line that begins a statement only what is Python."""
    place = depth = 0
    begins = True
    while place < len(text):
        if begins and depth == 0:
            line = _line(text, place)
            replaced = _replaced(line)
            if replaced is not None:
                yield replaced
                place += len(line)
                begins = False  # what follows is the end of the line
                continue
        match = TOKEN.match(text, place)
        assert match is not None  # noqa: S101 - every character is in one of the groups
        depth = max(0, depth + (match.lastgroup == "open") - (match.lastgroup == "close"))
        begins = match.lastgroup == "line"
        yield match[0]
        place = match.end()


def _line(text: str, place: int) -> str:
    """The line from *place* on, with those that a backslash continues it on."""
    end = text.find("\n", place)
    while end > place and text[end - 1] == "\\":
        end = text.find("\n", end + 1)
    return text[place:] if end < 0 else text[place:end]


def _replaced(line: str) -> str | None:
    """Harmless Python in the place of a line that is none; None if it may be Python."""
    rest = "\n" * line.count("\n")
    if SPECIAL.match(line) or HELP.match(line):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        # A block may have nothing else in it; a line of its own must not stand before `from __future__`.
        return (f"{indent}pass" if indent else "") + rest
    assigned = ASSIGNED.fullmatch(line)
    return f"{assigned[1]}0{rest}" if assigned else None


def _utf8(code: str) -> bytes:
    """The bytes of a cell; a line in it that names another encoding is only a comment."""
    lines = code.split("\n", 2)
    lines[:2] = [COOKIE.sub(r"\1 ", line) for line in lines[:2]]
    # JSON can name halves of characters, which no encoding has.
    return "\n".join(lines).encode("utf-8", "backslashreplace")
