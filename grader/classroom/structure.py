"""The structure of a submission's code: what stays the same when a copy is disguised.

Names that the student chose, numbers, strings, comments, white space, docstrings, annotations, imports and
prints are gone; names from outside (`np.maximum`, `range`) stay, since renaming those would change what the
code does. Each function is a sequence of its own, so that their order says nothing.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import EllipsisType

MAX_BYTES = 2**17  # of all files; more was not written by hand
MAX_NODES = 20_000
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
NAME, NUMBER, TEXT = "name", "number", "text"
SINGLE = bool | None | EllipsisType  # the constants that stay as they are
SILENT = {ast.Load, ast.Store, ast.Del}
FUNCTIONS = {ast.FunctionDef, ast.AsyncFunctionDef}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
NAMELESS = (ast.Import, ast.ImportFrom, ast.arguments)
BODIES = {ast.Module, ast.ClassDef}  # each statement of them is a block of its own
LEAVES = {ast.Import, ast.ImportFrom, ast.Name, ast.Constant, ast.arg, ast.JoinedStr}
ANNOTATIONS = {"returns", "annotation"}
CALLED = {
    ast.arg: (NAME,),
    ast.JoinedStr: (TEXT,),
    ast.AugAssign: ("Assign",),
    ast.AnnAssign: ("Assign",),
}


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
            left_out.append(f"{file}: what begins at line {broken[0]} cannot be parsed")
    nodes = [(file, block) for file, tree in trees for block in _blocks(tree)]
    names = _Names.of((node for _, block in nodes for node in block), files)
    blocks: list[tuple[Token, ...]] = []
    total = 0
    for file, block in nodes:
        total += len(block)
        if total > MAX_NODES:
            left_out.append(
                f"{file}: more than {MAX_NODES:,} parts of expressions are not compared"
            )
            break
        blocks.append(tuple(_tokens(file, block, names)))
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
    def of(cls, nodes: Iterable[ast.AST], files: Iterable[str]) -> _Names:
        names = cls()
        modules = {PurePosixPath(file).stem for file in files}
        for node in nodes:
            if isinstance(node, ast.Name):
                if isinstance(node.ctx, ast.Store):
                    names.own.add(node.id)
            elif isinstance(node, ast.arg):
                names.own.add(node.arg)
            elif isinstance(node, ast.Attribute):
                if isinstance(node.ctx, ast.Store):
                    names.attributes.add(node.attr)
            elif isinstance(node, DEFINITIONS):
                names.own.add(node.name)
                names.attributes.add(node.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    root = alias.name.partition(".")[0]
                    meant = alias.name if alias.asname else root
                    names.imported[alias.asname or root] = (NAME if root in modules else meant,)
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                own = node.level > 0 or module.partition(".")[0] in modules
                for alias in node.names:
                    names.imported[alias.asname or alias.name] = (
                        (NAME,) if own else (f".{alias.name}", module)
                    )
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


def _blocks(tree: ast.Module) -> Iterator[list[ast.AST]]:
    """The nodes of each block in the order of the tree, which is walked without recursion: it may be deep."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        root = waiting.pop()
        block: list[ast.AST] = []
        stack = [root]
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind in FUNCTIONS and node is not root:
                waiting.append(node)
            elif kind in BODIES:
                waiting += _children(node)
                if kind is ast.ClassDef:
                    block.append(node)
            else:
                block.append(node)
                if kind not in LEAVES:
                    stack += reversed(_children(node))
        if block:
            yield block


def _children(node: ast.AST) -> list[ast.AST]:
    """The nodes below one, without those that say nothing."""
    if isinstance(node, ast.AugAssign):  # `a += b` is `a = a + b`
        whole = ast.BinOp(node.target, node.op, node.value)
        return [node.target, ast.copy_location(whole, node)]
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += (part for part in value if part is not None and not _says_nothing(part))
        elif isinstance(value, ast.AST) and name not in ANNOTATIONS and type(value) not in SILENT:
            found.append(value)
    return found


def _says_nothing(node: ast.AST) -> bool:
    if not isinstance(node, ast.Expr):
        return isinstance(node, ast.Pass)
    value = node.value
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "print"
    return isinstance(value, ast.Constant)


def _tokens(file: str, block: list[ast.AST], names: _Names) -> Iterator[Token]:
    line = 1
    for node in block:
        line = getattr(node, "lineno", line)
        for text in _texts(node, names):
            yield Token(text, file, line)


def _texts(node: ast.AST, names: _Names) -> tuple[str, ...]:
    """What a node is called in the sequence of tokens."""
    if isinstance(node, ast.Name):
        return names.tokens(node.id)
    if isinstance(node, ast.Attribute):
        own = node.attr in names.attributes and not names.is_outside(node.value)
        return (f".{NAME if own else node.attr}",)
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str | bytes):
            return (TEXT,)
        return (str(node.value) if isinstance(node.value, SINGLE) else NUMBER,)
    if isinstance(node, ast.keyword) and node.arg is not None:
        return (f"{NAME if node.arg in names.own else node.arg}=",)
    if isinstance(node, NAMELESS):
        return ()
    return CALLED.get(type(node), (type(node).__name__,))
