"""Where functions stand, and what files import: found with `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.submission.notebooks import module_of
from grader.submission.source import NotPython, definitions_in, parse

SLOW_IN_TORCH = ("optim", "func")  # parts of torch whose first use imports far more
MAY_BE_CALLED = ast.Lambda | ast.Name | ast.Call | ast.Attribute | ast.IfExp | ast.Subscript


@dataclass(frozen=True)
class FunctionSite:
    """Where a function or class stands.

    Attributes:
        name: its name.
        file: the file, relative to the submission; `hw.ipynb[3]` is the third code cell of a notebook.
        line: the line of its `def` or `class`.
        is_stub: whether its body, or that of each of its methods, is empty or only raises NotImplementedError.
        broken: why the file cannot be parsed, if it cannot.
        of_python_2: what only Python 2 takes of it, if that is why.
    """

    name: str
    file: str
    line: int
    is_stub: bool = False
    broken: str | None = None
    of_python_2: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be called, as far as the file says."""
        return not self.is_stub and self.broken is None

    @property
    def module(self) -> str:
        """The file or notebook that is loaded for it."""
        return module_of(self.file)

    @property
    def stem(self) -> str:
        """The name of the problem that the file is named after, if it is."""
        return stem(self.file)


def stem(file: str) -> str:
    """The name of the problem that a file is named after, if it is."""
    return PurePosixPath(file).stem.replace("_", "-")


def read_file(file: str, content: bytes) -> tuple[list[FunctionSite], set[str], str | None]:
    """The functions of a file, what it imports, and why it does not parse if it does not."""
    try:
        tree = parse(file, content)
        try:
            sites = list(_sites(file, tree.body))
        except RecursionError:
            raise NotPython(f"{file}: nested too deeply") from None
    except NotPython as error:
        reason = str(error)
        found = definitions_in(content)
        return (
            [
                FunctionSite(name, file, line, broken=reason, of_python_2=error.of_python_2)
                for name, line in found
            ],
            set(),
            reason,
        )
    return sites, _imports(tree), None


def _imports(tree: ast.Module) -> set[str]:
    imports: set[str] = set()
    slow = {f"torch.{name}" for name in SLOW_IN_TORCH}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports.add(node.module.partition(".")[0])
            imports |= {f"torch.{a.name}" for a in node.names if a.name in SLOW_IN_TORCH}
            imports |= {n for n in slow if f"{node.module}.".startswith(f"{n}.")}
        elif isinstance(node, ast.Attribute) and node.attr in SLOW_IN_TORCH:
            imports.add(f"torch.{node.attr}")
    return imports


def _sites(file: str, body: list[ast.stmt]) -> Iterator[FunctionSite]:
    """Functions that exist once the module has run, also inside `if`, `try` and `with`."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield FunctionSite(node.name, file, node.lineno, is_stub=_is_stub(node.body))
        elif isinstance(node, ast.ClassDef):
            yield FunctionSite(node.name, file, node.lineno, is_stub=_is_empty(node))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for name, value in _assigned(node):
                if isinstance(value, MAY_BE_CALLED):
                    yield FunctionSite(name, file, node.lineno)
        elif isinstance(node, ast.ImportFrom):  # under its own name it stands where it comes from
            for alias in node.names:
                if alias.asname is not None and alias.asname != alias.name:
                    yield FunctionSite(alias.asname, file, node.lineno)
        elif isinstance(node, ast.If | ast.Try | ast.With) and not _is_main_block(node):
            for block in ("body", "orelse", "finalbody"):
                yield from _sites(file, getattr(node, block, []))
            for handler in getattr(node, "handlers", []):
                yield from _sites(file, handler.body)


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[str, ast.expr | None]]:
    """Names and what is assigned to them; of `f, g = make()` the call, to each."""
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple | ast.List):
            values: list[ast.expr | None] = [node.value] * len(target.elts)
            if isinstance(node.value, ast.Tuple | ast.List):
                values = [*node.value.elts]
            for item, value in zip(
                target.elts, values, strict=False
            ):  # `f, *rest = ...` is no match
                if isinstance(item, ast.Name):
                    yield item.id, value


def _is_main_block(node: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`, which does not run when a file is imported."""
    test = node.test if isinstance(node, ast.If) else None
    names = [test.left, *test.comparators] if isinstance(test, ast.Compare) else []
    return any(isinstance(name, ast.Name) and name.id == "__name__" for name in names)


def _is_empty(node: ast.ClassDef) -> bool:
    """Whether nothing of a class is written: it inherits nothing, and each of its methods is a stub."""
    own = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
    other = [item for item in node.body if item not in own]
    inherits = any(not isinstance(b, ast.Name) or b.id != "object" for b in node.bases)
    return not inherits and _is_stub(other) and all(_is_stub(item.body) for item in own)


def _is_stub(body: list[ast.stmt]) -> bool:
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Raise) and _names_not_implemented(node.exc))
        for node in body
    )


def _names_not_implemented(node: ast.expr | None) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    return isinstance(target, ast.Name) and target.id == "NotImplementedError"
