"""What an exception says of itself in plain values: where in the student's files, and on what it happened.

Runs in the student's process, which may say anything; the grader reads it as such.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import itertools
import linecache
import os
import re
import traceback
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import TracebackType
from typing import Any

from grader.sandbox.derivation import AutogradNotAllowed
from grader.sandbox.scripted import MissingError
from grader.sandbox.stand_ins import NOT_HERE, PACKAGE, NotHere, is_empty

MAX_ERROR_TEXT = 500
MAX_NAMED = 40  # names of one expression
MAX_NAME = 100  # characters
MAX_LINES = 10  # of one expression

# Libraries that start processes or open sockets, which the sandbox refuses.
NEED_WHAT_IS_REFUSED = ("subprocess", "multiprocessing", "asyncio", "socket", "torch._inductor")

# A name with what follows it that can be looked up: `X`, `X.T`, `Ws[0]`, `cache["Z1"]`, `self.W`.
NAMED = re.compile(r"""[^\W\d]\w*(?:\.[^\W\d]\w*|\[(?:[^\W\d]\w*|-?\d+|"[^"\]]*"|'[^'\]]*')\])*""")
# What a file with relative imports is put into here, and nobody has heard of.
OURS = re.compile(rf"{PACKAGE}\w*\.(?:above\.)*")
EVERYTHING = re.compile(r"^\s*from +([\w.]+) +import +\*", re.MULTILINE)
PART = re.compile(r"\.(\w+)|\[(.*?)\]")


def describe(error: BaseException, folder: str, arguments: Sequence[Any]) -> dict[str, Any]:
    """The error in plain values, with the innermost frame of the student's own files.

    Args:
        error: what was raised.
        folder: where the student's files lie.
        arguments: what the function was called with.

    Returns:
        `type` and `message`; `through`, a library that needs what is refused, "autograd", "stand-in" or
        "missing"; where it came through a file of the student's, `file`, `line`, `source` (the text of the
        line), `position` (last line, first and last column of the expression, as `ast` counts)
        and `values`: for each name in it, (type, shape or length, number of the argument that it is).
    """
    if isinstance(error, MemoryError):
        traceback.clear_frames(error.__traceback__)  # their locals are what fills the memory
    try:
        message = OURS.sub("", str(error))[:MAX_ERROR_TEXT]
    except Exception:  # noqa: BLE001 - a student's __str__ may raise anything
        message = ""
    # numpy raises a MemoryError of its own, stand-ins one of theirs; the grader must know them for what they are.
    kinds = (MemoryError, ModuleNotFoundError)
    kind = next((kind for kind in kinds if isinstance(error, kind)), type(error))
    described: dict[str, Any] = {"type": kind.__name__[:100], "message": message}
    if isinstance(error, AutogradNotAllowed):
        described["through"] = "autograd"
    elif isinstance(error, NotHere):
        described["through"] = "stand-in"
    elif isinstance(error, MissingError):
        described["through"] = "missing"
    innermost: TracebackType | None = None
    trace = error.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        for library in NEED_WHAT_IS_REFUSED:
            if name == library or name.startswith(f"{library}."):
                described["through"] = library
        if trace.tb_frame.f_code.co_filename.startswith(folder):
            innermost = trace
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and str(error.filename).startswith(folder) and error.lineno:
        described |= _place(str(error.filename), error.lineno, folder)
    elif innermost is not None:
        frame = innermost.tb_frame
        described |= _from_elsewhere(error, frame.f_code.co_filename)
        described |= _place(frame.f_code.co_filename, innermost.tb_lineno, folder)
        positions = frame.f_code.co_positions()
        match next(itertools.islice(positions, innermost.tb_lasti // 2, None), None):
            case (int(first), int(last), int(start), int(end)):
                described["position"] = (last, start, end)
                lines = range(first, min(last, first + MAX_LINES) + 1)
                file = frame.f_code.co_filename
                text = "".join(linecache.getline(file, line) for line in lines)
                known = {**frame.f_globals, **frame.f_locals}
                described["values"] = _values(text, known, arguments)
            case _:
                pass
    return described


def _from_elsewhere(error: BaseException, file: str) -> dict[str, str]:
    """What is said of a name that stands nowhere else in a file which imports everything from an empty module."""
    if not isinstance(error, NameError) or isinstance(error, UnboundLocalError):
        return {}
    name = error.name
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME:  # a student's code may set it
        return {}
    text = "".join(linecache.getlines(file))
    modules = [module for module in EVERYTHING.findall(text) if is_empty(module)]
    if not modules or get_close_matches(name, {*_named_in(text), *dir(builtins)}, cutoff=0.75):
        return {}  # a slip of the student's
    message = NOT_HERE.format(name, modules[0][:MAX_NAME])
    return {"type": "ModuleNotFoundError", "message": message, "through": "stand-in"}


def _named_in(text: str) -> set[str]:
    """What a file gives names to, anywhere, and its texts, which keys of dicts are among."""
    found: set[str] = set()
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.alias(name=name):
                    found.add(name)
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    found.add(name)
                case ast.Constant(value=str(name)) | ast.keyword(arg=str(name)):
                    found.add(name[:MAX_NAME])
                case _:
                    pass
    return found


def _place(file: str, line: int, folder: str) -> dict[str, Any]:
    source = linecache.getline(file, line).strip()[:MAX_ERROR_TEXT]
    return {"file": os.path.relpath(file, folder), "line": line, "source": source}


def _values(
    text: str, known: Mapping[str, Any], arguments: Sequence[Any]
) -> dict[str, tuple[str, tuple[int, ...] | None, int | None]]:
    """Type, shape and number as an argument of everything in *text* that has a name."""
    told: dict[str, tuple[str, tuple[int, ...] | None, int | None]] = {}
    for match in NAMED.finditer(text):
        name = re.match(r"\w+", match[0])
        if name is None or name[0] not in known:
            continue
        value, end = known[name[0]], name.end()
        parts = [(end, value)]
        with contextlib.suppress(Exception):  # a student's class may do anything
            for part in PART.finditer(match[0], end):
                value = _part(value, part, known)
                parts.append((part.end(), value))
        for end, value in parts:
            with contextlib.suppress(Exception):
                if len(told) < MAX_NAMED and match[0][:end] not in told:
                    told[match[0][:end]] = _told(value, arguments)
    return told


def _part(value: Any, part: re.Match[str], known: Mapping[str, Any]) -> Any:
    """An attribute, or an item of a container; nothing that a student wrote is asked for it."""
    if part[1] is not None:
        return getattr(value, part[1])
    if type(value) not in (list, tuple, dict):
        raise LookupError
    key = part[2]
    if key[0] in "\"'":
        return value[key[1:-1]]
    return value[int(key) if key.lstrip("-").isdigit() else known[key]]


def _told(value: Any, arguments: Sequence[Any]) -> tuple[str, tuple[int, ...] | None, int | None]:
    kind = type(value).__name__[:100]
    if type(value) in (list, tuple, dict):
        shape: Any = (len(value),)
    else:
        shape = getattr(value, "shape", None)
        shape = tuple(shape) if shape is not None else None
    if shape is None or not all(type(size) is int for size in shape):
        return kind, None, None
    number = next((i for i, item in enumerate(arguments) if item is value), None)
    return kind, shape, number
