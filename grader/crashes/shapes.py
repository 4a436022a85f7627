"""Which shapes fit together, and what shape an expression has."""

from __future__ import annotations

import ast
from collections.abc import Callable

Shape = tuple[int, ...]
Known = Callable[[ast.expr], Shape | None]
"""The shape of a named value, if it is known."""

# Functions of numpy and torch that keep the shape of their first argument, or broadcast two.
ELEMENTWISE = frozenset(
    {
        "abs",
        "array",
        "asarray",
        "ceil",
        "copy",
        "cos",
        "cosh",
        "exp",
        "expm1",
        "floor",
        "log",
        "log1p",
        "log2",
        "log10",
        "negative",
        "ones_like",
        "relu",
        "rint",
        "round",
        "sigmoid",
        "sign",
        "sin",
        "sinh",
        "sqrt",
        "square",
        "tan",
        "tanh",
        "zeros_like",
    }
)
PAIRWISE = frozenset(
    {
        "add",
        "divide",
        "equal",
        "greater",
        "greater_equal",
        "less",
        "less_equal",
        "logaddexp",
        "maximum",
        "minimum",
        "multiply",
        "not_equal",
        "power",
        "subtract",
    }
)
PRODUCTS = frozenset({"dot", "matmul", "mm"})
METHODS_THAT_KEEP = frozenset({"astype", "clone", "copy", "detach", "exp", "numpy", "round"})


def broadcast(first: Shape, second: Shape) -> Shape | None:
    """The shape of an elementwise operation; None if the two do not fit."""
    length = max(len(first), len(second))
    pairs = zip(_filled(first, length), _filled(second, length), strict=True)
    sizes = []
    for a, b in pairs:
        if a != b and 1 not in (a, b):
            return None
        sizes.append(b if a == 1 else a)
    return tuple(sizes)


def product(first: Shape, second: Shape) -> Shape | None:
    """The shape of `first @ second`; None if the two do not fit."""
    if not first or not second or first[-1] != second[-2 if len(second) > 1 else 0]:
        return None
    stack = broadcast(first[:-2], second[:-2])
    return None if stack is None else (*stack, *first[-2:-1], *second[-1:] * (len(second) > 1))


def shape_of(node: ast.expr, known: Known) -> Shape | None:
    """The shape of an expression, from those of its names; None if it does not follow from them."""
    told = known(node)
    if told is not None:
        return told
    match node:
        case ast.Constant(value=int() | float()):
            return ()
        case ast.Attribute(value=value, attr="T"):
            inner = shape_of(value, known)
            return None if inner is None else inner[::-1]
        case ast.UnaryOp(operand=operand, op=ast.USub() | ast.UAdd()):
            return shape_of(operand, known)
        case ast.BinOp(left=left, op=op, right=right):
            return _pair(left, right, product if isinstance(op, ast.MatMult) else broadcast, known)
        case ast.Compare(left=left, comparators=[right]):
            return _pair(left, right, broadcast, known)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy" | "torch"), attr=name)):
            return _call(name, node.args, known)
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in METHODS_THAT_KEEP:
            return shape_of(value, known)
        case _:
            return None


def _call(name: str, arguments: list[ast.expr], known: Known) -> Shape | None:
    if name in ELEMENTWISE and len(arguments) == 1:
        return shape_of(arguments[0], known)
    if len(arguments) == 2 and (name in PAIRWISE or name in PRODUCTS):
        left, right = arguments
        return _pair(left, right, product if name in PRODUCTS else broadcast, known)
    return None


def _pair(
    left: ast.expr,
    right: ast.expr,
    fit: Callable[[Shape, Shape], Shape | None],
    known: Known,
) -> Shape | None:
    first, second = shape_of(left, known), shape_of(right, known)
    return None if first is None or second is None else fit(first, second)


def _filled(shape: Shape, length: int) -> Shape:
    return (1,) * (length - len(shape)) + shape
