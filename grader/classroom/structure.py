"""The structure of a submission's code: what stays the same when a copy is disguised.

Names that the student chose, numbers, strings, comments, white space, docstrings, annotations, imports and
prints are gone; names from outside (`np.maximum`, `range`) stay, since renaming those would change what the
code does. Each function is a sequence of its own, so that their order says nothing.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MAX_BYTES = 2**18  # of all files; more was not written by hand
MAX_TOKENS = 20_000
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
NAME, NUMBER, TEXT = "name", "number", "text"
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Token:
    """A node of the syntax tree, and where it stands."""

    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Structure:
    """The code of a submission.

    Attributes:
        blocks: the tokens of each function, and of what stands outside of functions.
        left_out: what was not looked at, one sentence each.
    """

    blocks: tuple[tuple[Token, ...], ...]
    left_out: tuple[str, ...] = ()


def structure(files: Mapping[str, bytes]) -> Structure:
    """The structure of Python files, by name; what cannot be parsed is left out, function by function."""
    left_out: list[str] = []
    trees: list[tuple[str, ast.Module]] = []
    size = 0
    for file, content in sorted(files.items()):
        size += len(content)
        if size > MAX_BYTES:
            left_out.append(f"{file}: more than {MAX_BYTES:,} bytes of code are not compared")
            break
        found, broken = _parsed(content)
        trees += ((file, tree) for tree in found)
        if broken:
            left_out.append(f"{file}: line {broken[0]} and what belongs to it cannot be parsed")
    names = _Names.of([tree for _, tree in trees], {PurePosixPath(file).stem for file in files})
    blocks: list[tuple[Token, ...]] = []
    total = 0
    for file, tree in trees:
        for block in _blocks(file, tree, names):
            total += len(block)
            if total > MAX_TOKENS:
                left_out.append(f"{file}: more than {MAX_TOKENS:,} parts are not compared")
                return Structure(tuple(blocks), tuple(left_out))
            blocks.append(tuple(block))
    return Structure(tuple(blocks), tuple(left_out))


def _parsed(content: bytes) -> tuple[list[ast.Module], list[int]]:
    """The trees of a file, and the lines where something begins that cannot be parsed."""
    try:
        return [_parse(content)], []
    except UNREADABLE:
        pass
    # A statement at the top begins at a line that begins with no space: one by one then.
    lines = content.decode("utf-8", "replace").splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if re.match(r"(async +def |def |class |@)", line)]
    trees, broken = [], []
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        try:
            tree = _parse("".join(lines[start:end]).encode())
        except UNREADABLE:
            broken.append(start + 1)
        else:
            trees.append(ast.increment_lineno(tree, start))
    return trees, broken


def _parse(content: bytes) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(content)


@dataclass
class _Names:
    """What names mean in a submission.

    Attributes:
        own: variables, parameters, functions and classes.
        attributes: attributes that the student's own objects and modules have.
        imported: what an imported name stands for: a module, or something of a module.
    """

    own: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    imported: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, trees: list[ast.Module], modules: set[str]) -> _Names:
        names = cls()
        for node in (node for tree in trees for node in ast.walk(tree)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.own.add(node.id)
            elif isinstance(node, ast.arg):
                names.own.add(node.arg)
            elif isinstance(node, FUNCTIONS | ast.ClassDef):
                names.own.add(node.name)
                names.attributes.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.attributes.add(node.attr)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    root = alias.name.partition(".")[0]
                    meant = alias.name if alias.asname else root
                    names.imported[alias.asname or root] = (NAME if root in modules else meant,)
            elif isinstance(node, ast.ImportFrom):
                root = (node.module or "").partition(".")[0]
                for alias in node.names:
                    own = bool(node.level) or root in modules
                    meant_ = (NAME,) if own else (f".{alias.name}", node.module or "")
                    names.imported[alias.asname or alias.name] = meant_
        return names

    def is_outside(self, node: ast.expr) -> bool:
        """Whether this is an imported module that is not the student's."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and self.imported.get(node.id, (NAME,)) != (NAME,)

    def tokens(self, name: str) -> tuple[str, ...]:
        if name in self.imported:
            return self.imported[name]
        return (NAME,) if name in self.own else (name,)


def _blocks(file: str, tree: ast.Module, names: _Names) -> Iterator[list[Token]]:
    """Tokens in the order of the tree, which is walked without recursion: it may be deep."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        root = waiting.pop()
        block: list[Token] = []
        line = getattr(root, "lineno", 1)
        stack: list[ast.AST] = [root]
        while stack:
            node = stack.pop()
            line = getattr(node, "lineno", line)
            if isinstance(node, FUNCTIONS) and node is not root:
                waiting.append(node)
                continue
            if isinstance(node, ast.Module | ast.ClassDef):
                waiting += _children(node)
                continue
            block += (Token(text, file, line) for text in _texts(node, names))
            stack += reversed(_children(node))
        if block:
            yield block


def _texts(node: ast.AST, names: _Names) -> tuple[str, ...]:
    match node:
        case ast.Name(id=name):
            return names.tokens(name)
        case ast.Attribute(value=value, attr=attribute):
            own = attribute in names.attributes and not names.is_outside(value)
            return (f".{NAME if own else attribute}",)
        case ast.keyword(arg=str(argument)):
            return (f"{NAME if argument in names.own else argument}=",)
        case ast.arg():
            return (NAME,)
        case ast.Constant(value=bool() | None as value):
            return (str(value),)
        case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
            return (TEXT,)
        case ast.Constant():
            return (NUMBER,)
        case ast.AugAssign():  # `a += b` is `a = a + b`
            return ("Assign",)
        case ast.Module() | ast.expr_context() | ast.arguments():
            return ()
    return (type(node).__name__,)


def _children(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.JoinedStr():
            return []
        case ast.AugAssign(target=target, op=op, value=value):
            return [target, ast.copy_location(ast.BinOp(target, op, value), node)]
        case ast.AnnAssign(target=target, value=value):
            return [target, value] if value else []
        case ast.arg():
            return []
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            parts: list[ast.AST] = [*node.decorator_list, node.args, *node.body]
        case _:
            parts = list(ast.iter_child_nodes(node))
    return [part for part in parts if not _says_nothing(part)]


def _says_nothing(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Expr(value=ast.Constant() | ast.Call(func=ast.Name(id="print"))):
            return True
    return False
