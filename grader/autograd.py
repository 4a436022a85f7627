"""Whether the source of an answer differentiates automatically, for exercises that ask for the formula.

Only what is certain counts: a name that an import binds to such a function, in the answer itself or in what it
uses of its file. What a source cannot tell, such as whose `backward` is called, shows while it runs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

DERIVATIVES = ("grad", "value_and_grad", "vjp", "jvp", "jacfwd", "jacrev", "hessian", "linearize")
DIFFERENTIATE = (
    "torch.autograd.backward",
    "torch.autograd.forward_ad",
    "torch.autograd.functional",
    "torch.autograd.grad",
    "torch.autograd.variable",  # holds the engine that is kept from going backwards
    *(
        f"{library}.{name}"
        for library in ("torch.func", "functorch", "jax")
        for name in DERIVATIVES
    ),
    "tensorflow.GradientTape",
    *(f"autograd.{name}" for name in ("elementwise_grad", "jacobian", *DERIVATIVES)),
)


def automatic_derivative(parts: Mapping[str, bytes], function: str) -> tuple[str, int, str] | None:
    """The first place where *function* differentiates automatically: file, line, and what is used there.

    Args:
        parts: a file that parses, or the cells of a notebook, by name.
        function: a function of it, by the name that it has there.
    """
    trees = [ast.parse(content) for content in parts.values()]
    imported = {name: path for tree in trees for name, path in _imported(tree)}
    order = {id(node): number for number, tree in enumerate(trees) for node in tree.body}
    found = [
        (order[id(definition)], node.lineno, path)
        for definition in _used_by([node for tree in trees for node in tree.body], function)
        for node, path in _paths(definition, imported)
        if any(f"{path}.".startswith(f"{name}.") for name in DIFFERENTIATE)
    ]
    if not found:
        return None
    number, line, path = min(found, key=lambda place: (*place[:2], -len(place[2])))
    return list(parts)[number], line, path


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that imports bind, each with the path that it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _used_by(body: Sequence[ast.stmt], function: str) -> Iterator[ast.stmt]:
    """The statements of a module that define *function*, and what these name in turn."""
    definitions: dict[str, list[ast.stmt]] = {}
    for statement in body:
        for name in _bound(statement):
            definitions.setdefault(name, []).append(statement)
    seen: set[str] = set()
    left = [function]
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        for statement in definitions.get(name, []):
            yield statement
            left += (node.id for node in ast.walk(statement) if isinstance(node, ast.Name))


def _bound(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _paths(statement: ast.stmt, imported: Mapping[str, str]) -> Iterator[tuple[ast.expr, str]]:
    """Names and chains of attributes that start at an import, such as `torch.autograd.grad`."""
    # What the statement binds itself is not what an import of the same name bound.
    own = {node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)}
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
    for node in ast.walk(statement):
        chain: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            chain.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in imported and inner.id not in own:
            assert isinstance(node, ast.expr)  # noqa: S101 - for the type checker
            yield node, ".".join([imported[inner.id], *reversed(chain)])
