"""What a student reads of an exception: what it was, their own line, and one line of advice."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping

from grader.results import Outcome, StudentError
from grader.spec.model import Function
from grader.submission.source import text_of

MAX_MESSAGE = 200  # characters of an exception's own text

Files = Mapping[str, bytes]
"""The files that were handed in."""


def failure_sentence(
    function: Function, outcome: Outcome, files: Files, sizes: Mapping[str, int] | None = None
) -> str:
    """What stopped a call of *function*; *sizes* are those of the case."""
    error = outcome.error
    if error is None or error.type_name is None:
        return f"{function.name}: {error}"
    if error.through == "missing" and error.file is None:
        return error.message
    if function.script is not None and error.file is None:
        advice = _missing_self(error, files)
        return "\n".join([_of_the_call(error), *(f"    {t}" for t in (error.source, advice) if t)])
    if error.type_name == "TypeError" and error.file is None and "argument" in error.message:
        call = f"{function.name}({', '.join(item.name for item in function.inputs)})"
        return f"{error}; the exercise calls {call}"
    return error_sentence(error, files, function, sizes)


UNPACKED = (
    (
        r"too many values to unpack \(expected (\d+)\)",
        "more than {0} values came back, expected {0}",
    ),
    (r"not enough values to unpack \(expected (\d+), got (\d+)\)", "{1} came back, expected {0}"),
    (r"cannot unpack non-iterable NoneType", "None came back: is the return statement missing?"),
    (r"cannot unpack non-iterable ([\w.]+)", "one value came back, of type {0}, expected several"),
    (r"iteration over a 0-d (\w+)", "one value came back, a 0-d {0}, expected several"),
)


def _of_the_call(error: StudentError) -> str:
    """What a line of a script raised, in which nothing of the student's is to blame but what it gave."""
    if error.type_name in ("TypeError", "ValueError"):
        for pattern, told in UNPACKED:
            match = re.match(pattern, error.message)
            if match is not None:
                return told.format(*match.groups())
        if "argument" in error.message:
            return f"{error}; the exercise calls it so:"
    if error.type_name == "LookupError":
        return error.message
    return str(error)


def _missing_self(error: StudentError, files: Files) -> str | None:
    """The advice on a method without self that a script calls."""
    from grader.crashes.names import TOO_MANY, without_self
    from grader.crashes.site import Site

    match = re.match(TOO_MANY, error.message)
    if match is None:
        return None
    found = (without_self(Site(error, text_of(content)), match) for content in files.values())
    return next(filter(None, found), None)


def error_sentence(
    error: StudentError,
    files: Files,
    function: Function | None = None,
    sizes: Mapping[str, int] | None = None,
) -> str:
    """An exception of the student's code, the line it came from, and advice where there is some: a line each."""
    # Imported here: code that raises nothing does not wait for it.
    from grader.crashes import environment
    from grader.crashes.advice import THROUGH, advice
    from grader.crashes.site import Site

    text = text_of(files.get(error.file or "", b""))
    told = THROUGH.get(error.through or "")
    if told is None:
        # An expression may be nested deeper than Python's own functions on trees can go.
        with contextlib.suppress(RecursionError):
            site = Site(error, text, function, sizes or {})
            _, told = environment.advice(site) or ("", advice(site))
    # Where a library lies on this machine is nobody's business.
    head = " ".join(re.sub(r" \(/[^)]*\)$", "", str(error)).split())
    if len(head) > MAX_MESSAGE:
        head = f"{head[: MAX_MESSAGE - 1]}…"
    return "\n".join([head, *(f"    {line}" for line in (error.source, told) if line)])
