"""Runs the lines of a script of calls, in the student's process.

`spec.script` says what a line may be; the grader has checked them. Names of the lines are those of the arguments,
each mention of which is a copy; of what was assigned; and of the student's functions and classes.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import CodeType, ModuleType
from typing import Any

import numpy as np

MAX_DEPTH = 8  # of a value that is copied
MAX_KEYS = 10  # of a dict in a message


class MissingError(Exception):
    """Raised where a line uses what the student has not written; its text is the grader's."""


class Names(dict[str, Any]):
    """What the names of a script mean; those that are assigned are kept as in any dict."""

    def __init__(
        self,
        arguments: Mapping[str, Any],
        modules: Mapping[str, ModuleType],
        absent: Mapping[str, str],
        *,
        tensors: bool,
    ) -> None:
        """Prepare a run.

        Args:
            arguments: of the case.
            modules: where the student's functions and classes stand, by name.
            absent: what is to be said of those that are not there.
            tensors: whether arrays are passed as tensors.
        """
        super().__init__()
        self.arguments = arguments
        self.modules = modules
        self.absent = absent
        self.tensors = tensors
        self.copies: list[tuple[str, Any]] = []
        self.line = ""  # that is executed, or was the first to raise

    def __missing__(self, name: str) -> Any:
        if name in self.arguments:
            value = copied(self.arguments[name], tensors=self.tensors)
            self.copies.append((name, value))
            return value
        if name in self.absent:
            raise MissingError(self.absent[name])
        return getattr(self.modules[name], name)

    def arguments_after(self) -> tuple[Any, ...]:
        """The arguments, each as the first of its copies has become that was changed."""
        after = dict(self.arguments)
        for name, value in reversed(self.copies):
            given = copied(self.arguments[name], tensors=self.tensors)
            if not _same(value, given):
                after[name] = value
        return tuple(after.values())


def run(lines: Sequence[str], names: Names, outputs: Sequence[str], found: dict[str, Any]) -> None:
    """Execute the lines; *found* gets each output as it is when it has been assigned.

    If a line raises, those are left out that need what it would have assigned, or what it may have left half
    done: a name that it called something with.

    Raises:
        BaseException: whatever a line raised first, once the others are done.
    """
    first: BaseException | None = None
    lost: set[str] = set()
    for text in lines:
        line = _compiled(text)
        if not lost.isdisjoint(line.mentioned):
            lost.update(line.spoilt - names.arguments.keys())
            continue
        if first is None:
            names.line = text
        try:
            _execute(line, text, names)
        except BaseException as error:  # noqa: BLE001 - a student's code may raise anything
            first = first or error
            lost.update(line.spoilt - names.arguments.keys())
            continue
        for name in line.targets:
            if name in outputs:
                found[name] = copied(names[name])
    if first is not None:
        raise first


def _execute(line: _Line, text: str, names: Names) -> None:
    try:
        exec(line.code, {"__builtins__": {}}, names)  # noqa: S102 - what this process is for
    except KeyError as error:
        told = _missing_key(text, names)
        if told is None or error.__traceback__ is None or error.__traceback__.tb_next is None:
            raise
        if error.__traceback__.tb_next.tb_next is not None:  # raised in what the line calls
            raise
        raise LookupError(told) from error


def copied(value: Any, *, tensors: bool = False, depth: int = MAX_DEPTH) -> Any:
    """The value, in memory of its own as far as it is made of arrays, lists, tuples and dicts."""
    if isinstance(value, np.ndarray):
        return _tensor(value) if tensors else value.copy()
    if not depth:
        return value
    if type(value) in (list, tuple):
        return type(value)(copied(item, tensors=tensors, depth=depth - 1) for item in value)
    if type(value) is dict:
        return {key: copied(item, tensors=tensors, depth=depth - 1) for key, item in value.items()}
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().clone()
    return value


def _tensor(array: np.ndarray[Any, Any]) -> Any:
    torch = sys.modules.get("torch")
    if torch is None:  # a student who writes numpy gets arrays
        return array.copy()
    dtype = torch.float32 if array.dtype.kind == "f" else torch.int64
    return torch.tensor(array, dtype=dtype)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list):
        return isinstance(other, list) and all(map(_same, one, other)) and len(one) == len(other)
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=True))
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(one, torch.Tensor):
        return one.shape == other.shape and bool(torch.equal(one, other))
    return True


@dataclass(frozen=True)
class _Line:
    """A line as code.

    Attributes:
        targets: the names that it assigns to.
        mentioned: the names that it uses.
        spoilt: the names that cannot be used if it raises. What is called is the student's, and stays.
    """

    code: CodeType
    targets: tuple[str, ...]
    mentioned: frozenset[str]
    spoilt: frozenset[str]


@cache
def _compiled(text: str) -> _Line:
    tree = ast.parse(text)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    targets = tuple(node.id for node in names if isinstance(node.ctx, ast.Store))
    mentioned = frozenset(node.id for node in names) - set(targets)
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    functions = {node.id for node in called if isinstance(node, ast.Name)}
    assigns = any(
        isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)
        for node in ast.walk(tree)
    )
    touched = mentioned - functions if called or assigns else frozenset()
    return _Line(compile(tree, "<script>", "exec"), targets, mentioned, touched.union(targets))


def _missing_key(text: str, names: Names) -> str | None:
    """Which key of the line is not there, and which are; None if it is none of a plain dict's."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
            continue
        owner = _looked_up(node.value, names)
        key = node.slice.value
        if isinstance(owner, dict) and key not in owner:
            known = ", ".join(repr(item)[:40] for item in list(owner)[:MAX_KEYS]) or "none"
            return f"{ast.unparse(node.value)} has no key {key!r}; its keys: {known}"
    return None


def _looked_up(node: ast.expr, names: Names) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(_looked_up(node.value, names), node.attr, None)
    return None
