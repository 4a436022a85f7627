"""The expression that raised, found in the student's file, and what its operands were."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from grader.comparison import shape_text
from grader.crashes.shapes import PAIRWISE, PRODUCTS, Shape, shape_of
from grader.results import Named, StudentError
from grader.spec.expression import ExpressionError
from grader.spec.expression import shape_of as sizes_of
from grader.spec.model import Function, Input

MAX_SHOWN = 50  # characters of an expression in a sentence
MAX_FILE = 2**17  # characters of a file that is parsed for advice
MAX_SOURCE = 1000  # characters of an expression that is looked into
CONTAINERS = ("list", "tuple", "dict")
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Site:
    """Where and on what a student's code raised.

    Attributes:
        error: what the student's process says.
        text: the file that it came out of; "" if it is none that was handed in.
        function: the function that was called, if one was.
        sizes: sizes of the case; empty if they are not known.
    """

    error: StudentError
    text: str
    function: Function | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def tree(self) -> ast.Module | None:
        """The file, parsed; None if it cannot be, or would take long."""
        if len(self.text) > MAX_FILE:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # such as an invalid escape: the student's to see
                return ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @cached_property
    def node(self) -> ast.expr | ast.stmt | None:
        """The expression that raised, or the statement; None if it is not known, or long."""
        if self.tree is None or self.error.position is None:
            return None
        wanted = (self.error.line, *self.error.position)
        found = [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.expr | ast.stmt)
            and (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset) == wanted
        ]
        found.sort(key=lambda node: isinstance(node, ast.stmt))  # expressions first
        if not found or len(ast.get_source_segment(self.text, found[0]) or "") > MAX_SOURCE:
            return None
        return found[0]

    @cached_property
    def statement(self) -> ast.stmt | None:
        """The innermost statement that the error's line belongs to."""
        return self._around[-1] if self._around else None

    @cached_property
    def definition(self) -> FunctionNode | None:
        """The function of the student's that the line stands in."""
        return next((n for n in reversed(self._around) if isinstance(n, FunctionNode)), None)

    def named(self, node: ast.AST) -> Named | None:
        """What is known of a name in the line."""
        return self._values.get(_key(ast.unparse(node)))

    def shape(self, node: ast.expr) -> Shape | None:
        """The shape of an array or number; None if it is not known, or neither."""
        return shape_of(node, self._known)

    def operands(self) -> tuple[str, list[ast.expr]] | None:
        """What the expression that raised computes, such as "@" or "np.dot", of which two operands."""
        match self.node:
            case ast.BinOp(left=left, op=op, right=right):
                return SYMBOLS[type(op)], [left, right]
            case ast.AugAssign(target=target, op=op, value=value):
                return f"{SYMBOLS[type(op)]}=", [target, value]
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in SYMBOLS:
                return SYMBOLS[type(op)], [left, right]
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=module), attr=name), args=[a, b]
            ) if name in PAIRWISE | PRODUCTS and module in ("np", "numpy", "torch"):
                return f"{module}.{name}", [a, b]
            case ast.Call(func=ast.Attribute(value=value, attr=name), args=[other]) if (
                name in PRODUCTS
            ):
                return f".{name}", [value, other]
            case _:
                return None

    def asked(self, nodes: list[ast.expr]) -> str | None:
        """What the exercise says of arguments in *nodes*, such as "X is (d0, N): one sample a column"."""
        told = {}
        names = [name for node in nodes for name in ast.walk(node) if isinstance(name, ast.Name)]
        for name in names:
            value, named = self.input_of(name), self.named(name)
            if value is None or named is None or value.count is not None or not value.shape:
                continue
            try:
                as_asked = sizes_of(value.shape, self.sizes) == named.shape
            except ExpressionError:  # the sizes are not known
                continue
            if as_asked:
                alias = "" if name.id == value.name else f"the exercise's {value.name}, "
                meaning = f": {value.description}" if value.description else ""
                told[name.id] = f"{name.id} is {alias}{shape_text(value.shape)}{meaning}"
        return "; ".join(told.values()) or None

    def input_of(self, node: ast.expr) -> Input | None:
        """The argument of the exercise that a name stands for."""
        named = self.named(node)
        inputs = () if self.function is None else self.function.inputs
        if named is None or named.argument is None or not 0 <= named.argument < len(inputs):
            return None
        return inputs[named.argument]

    def origin(self, node: ast.expr) -> ast.expr:
        """What a name was set to, if the function sets it in one place; else *node* itself."""
        if not isinstance(node, ast.Name) or self.definition is None:
            return node
        stores = [
            item
            for item in ast.walk(self.definition)
            if isinstance(item, ast.Name) and item.id == node.id and isinstance(item.ctx, ast.Store)
        ]
        values = [
            item.value
            for item in ast.walk(self.definition)
            if isinstance(item, ast.Assign)
            and [target.id for target in item.targets if isinstance(target, ast.Name)] == [node.id]
        ]
        return values[0] if len(stores) == len(values) == 1 else node

    @property
    def base(self) -> ast.expr | None:
        """What is indexed by the expression that raised."""
        return self.node.value if isinstance(self.node, ast.Subscript) else None

    @property
    def text_index(self) -> ast.expr | None:
        """The text that the expression that raised indexes with; None if there is none."""
        if not isinstance(self.node, ast.Subscript):
            return None
        index = self.node.slice
        parts = index.elts if isinstance(index, ast.Tuple) else [index]
        return next((part for part in parts if self._is_text(part)), None)

    @property
    def target(self) -> ast.expr | None:
        """What the statement assigns to."""
        statement = self.statement
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            return statement.targets[0]
        return None

    def of_kind(self, kind: str) -> list[ast.expr]:
        """Names in the expression that stand for a value of a class."""
        nodes = [] if self.node is None else ast.walk(self.node)
        return [
            node
            for node in nodes
            if isinstance(node, ast.Name)
            and (named := self.named(node)) is not None
            and named.type_name == kind
        ]

    def defined(self, name: str) -> FunctionNode | None:
        """A function of the same file."""
        found = [] if self.tree is None else ast.walk(self.tree)
        return next((n for n in found if isinstance(n, FunctionNode) and n.name == name), None)

    def _is_text(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Constant):
            return isinstance(node.value, str)
        named = self.named(node)
        return named is not None and named.type_name == "str"

    @cached_property
    def _values(self) -> Mapping[str, Named]:
        return {_key(name): value for name, value in self.error.values.items()}

    def _known(self, node: ast.expr) -> Shape | None:
        named = self.named(node)
        if named is None or named.type_name in CONTAINERS:
            return None
        return () if named.type_name in ("int", "float", "bool") else named.shape

    @cached_property
    def _around(self) -> list[ast.stmt]:
        """The statements around the error's line, from the outside in."""
        line = self.error.line
        if self.tree is None or line is None:
            return []
        return [
            node
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
        ]


SYMBOLS: Mapping[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


def shown(node: ast.AST) -> str:
    """An expression as it stands in a sentence."""
    text = ast.unparse(node)
    return f"`{text}`" if len(text) <= MAX_SHOWN else f"`{text[: MAX_SHOWN - 1]}…`"


def joined(*parts: str | None) -> str:
    """The parts that there are, as one sentence."""
    return "; ".join(part for part in parts if part)


def _key(text: str) -> str:
    return text.replace('"', "'").replace(" ", "")
