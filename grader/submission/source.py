"""The text of a Python file, in the encoding that it names, and why it cannot be parsed if it cannot."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings

# How Python's parser puts what only Python 2 took.
OF_PYTHON_2 = (
    "Missing parentheses in call to 'print'",
    "Missing parentheses in call to 'exec'",
    "multiple exception types must be parenthesized",
)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotPython(Exception):
    """A file cannot be parsed; the message says why, with file and line."""


def parse(file: str, content: bytes) -> ast.Module:
    """The syntax tree of a file.

    Raises:
        NotPython: if there is none.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as an invalid escape: the student's to see
            return ast.parse(content, file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotPython(_reason(file, content, error)) from None


def encoding_of(content: bytes) -> str:
    """The encoding that a file names, as Python finds it.

    Raises:
        SyntaxError: if it names none that there is.
    """
    lines = io.BytesIO(unix_lines(content[: 2**12]))
    return tokenize.detect_encoding(lines.readline)[0]


def text_of(content: bytes) -> str:
    """A file as text without a byte-order mark; what its encoding does not have becomes U+FFFD."""
    try:
        return content.decode(encoding_of(content), "replace")
    except (SyntaxError, LookupError, ValueError):  # none, or one that is not for text
        return content.decode("utf-8", "replace").removeprefix("\ufeff")


def unix_lines(content: bytes) -> bytes:
    """*content* with line ends as Python sees them."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def definitions_in(content: bytes) -> list[tuple[str, int]]:
    """Names and lines of what look like functions and classes, in a file that cannot be parsed."""
    if content.startswith(UTF_16):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = unix_lines(content.removeprefix(codecs.BOM_UTF8))
    return [
        (match[1].decode("ascii"), content.count(b"\n", 0, match.start()) + 1)
        for match in re.finditer(
            rb"^(?:def|class)[ \t]+([A-Za-z_][A-Za-z0-9_]*)", content, re.MULTILINE
        )
    ]


def _reason(file: str, content: bytes, error: Exception) -> str:
    if content.startswith(UTF_16):
        return f"{file}: it is saved as UTF-16; save it as UTF-8"
    line = _line_not_utf8(content)
    if line is not None:
        return (
            f"{file}:{line}: this is not UTF-8; save the file as UTF-8, or name its encoding in its "
            "first line, such as # -*- coding: latin-1 -*-"
        )
    if isinstance(error, SyntaxError):
        said = str(error.msg)
        if said.startswith(OF_PYTHON_2):
            said += "; this is Python 2, and Python 3 runs it"
        return f"{file}:{error.lineno}: {said}" if error.lineno else f"{file}: {said}"
    return f"{file}: {str(error) or 'nested too deeply'}"


def _line_not_utf8(content: bytes) -> int | None:
    """The first line that is not UTF-8, of a file that should be: it names no other encoding."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        head = b"\n".join(unix_lines(content[: 2**12]).split(b"\n")[:2])
        named = re.search(rb"^[ \t\f]*#.*?coding[:=]", head, re.MULTILINE)
        return None if named else unix_lines(content[: error.start]).count(b"\n") + 1
    return None
