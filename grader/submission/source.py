"""The text of a Python file, in the encoding that it names, and why it cannot be parsed if it cannot."""

from __future__ import annotations

import ast
import codecs
import io
import re
import sys
import tokenize
import warnings

# How Python's parser puts what only Python 2 took, what stands on that line, and what to call it.
OF_PYTHON_2 = (
    ("Missing parentheses in call to 'print'", r"", "print without parentheses"),
    ("Missing parentheses in call to 'exec'", r"", "exec without parentheses"),
    ("multiple exception types must be parenthesized", r"", "`except E, e`"),
    ("leading zeros in decimal integer literals", r"\b0[0-7]+\b", "octal numbers without 0o"),
    ("invalid decimal literal", r"\b\d+[lL]\b", "numbers that end in L"),
    ("Function parameters cannot be parenthesized", r"", "tuples as parameters"),
    ("Lambda expression parameters cannot be parenthesized", r"", "tuples as parameters"),
    ("invalid syntax", r"^\s*raise\s+[\w.]+\s*,", "`raise E, message`"),
    ("invalid syntax", r"`[^`]+`", "backticks"),
    ("invalid syntax", r"<>", "<> for !="),
    ("invalid syntax", r"\b[uU][rR]['\"]", "ur'' before text"),
)
# What nobody writes in Python 3: tells whether a file with mixed tabs, which Python 2 took, is of Python 2.
MARKS_OF_PYTHON_2 = re.compile(
    r"^[ \t]*print[ \t]+[\w\"'%]|^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:"
    r"|\bxrange\(|\braw_input\(|\.iteritems\(|\.has_key\(",
    re.MULTILINE,
)
PYTHON_2 = "The code is Python 2"
MOVED_IN_PYTHON_3 = {
    "ConfigParser": "configparser",
    "cPickle": "pickle",
    "cStringIO": "io",
    "Queue": "queue",
    "StringIO": "io",
    "urllib2": "urllib.request",
}
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotPython(Exception):
    """A file cannot be parsed; the message says why, with file and line.

    Attributes:
        of_python_2: what of it only Python 2 takes, if that is why.
    """

    def __init__(self, message: str, of_python_2: str | None = None) -> None:
        super().__init__(message)
        self.of_python_2 = of_python_2


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
        raise _not_python(file, content, error) from None


def of_python_2(said: str, line: str, text: str = "") -> str | None:
    """What only Python 2 takes, where Python *said* that a *line* of a *text* is no Python; None if nothing is."""
    for message, pattern, what in OF_PYTHON_2:
        if said.startswith(message) and re.search(pattern, line):
            return what
    if said.startswith("inconsistent use of tabs") and MARKS_OF_PYTHON_2.search(text):
        return "tabs mixed with spaces, beside other marks of it"
    return None


def python_version() -> str:
    """The Python that grades, such as 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


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


def _not_python(file: str, content: bytes, error: Exception) -> NotPython:
    if not isinstance(error, SyntaxError) or not error.lineno or content.startswith(UTF_16):
        return NotPython(_reason(file, content, error))
    text = text_of(unix_lines(content))
    line = "".join(text.split("\n")[error.lineno - 1 : error.lineno])
    what = of_python_2(str(error.msg), line, text)
    if what is None or _line_not_utf8(content) is not None:
        return NotPython(_reason(file, content, error))
    told = f"this is Python 2 ({what}); the grader runs Python {python_version()}. Convert it"
    told += f": 2to3 -w {file}" if file.endswith(".py") else ""
    return NotPython(f"{file}:{error.lineno}: {told}", what)


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
        return f"{file}:{error.lineno}: {error.msg}" if error.lineno else f"{file}: {error.msg}"
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
