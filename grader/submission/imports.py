"""Which modules files cannot do without, as far as the files say: for where some are not there."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping

from grader.submission.source import NotPython, parse

MAX_NAMES = 500
# What catches that a module is not there.
CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def imported_modules(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The modules that are imported where nothing is ready for their absence, each after its packages.

    Those of relative imports begin with a dot, however many there are.
    """
    names: dict[str, None] = {}
    for file, content in files.items():
        try:
            tree = parse(file, content)
            names |= dict.fromkeys(itertools.islice(_imported(tree), MAX_NAMES))
        except (NotPython, RecursionError):
            continue
    return tuple(itertools.islice(names, MAX_NAMES))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield from _with_packages(alias.name)
    elif isinstance(node, ast.ImportFrom):
        module = f"{'.' * (node.level > 0)}{node.module or ''}"
        yield from _with_packages(module)
        # `from package import module` looks like `from module import name`.
        yield from (f"{module.rstrip('.')}.{alias.name}" for alias in node.names)
    guarded = isinstance(node, ast.Try) and any(map(_catches, node.handlers))
    for child in ast.iter_child_nodes(node):
        if not (guarded and isinstance(node, ast.Try) and child in node.body):
            yield from _imported(child)


def _with_packages(path: str) -> Iterator[str]:
    parts = path.split(".")
    start = 2 if path.startswith(".") else 1
    yield from (
        ".".join(parts[:count]) for count in range(start, len(parts) + 1) if parts[count - 1]
    )


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(
        isinstance(node, ast.Name) and node.id in CATCHING for node in ast.walk(handler.type)
    )
