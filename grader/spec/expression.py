"""Arithmetic on the sizes of a case: `n + 1`, `n * k`, `n // 2`, `2**(n + 1)`, `d[i - 1]`.

Specs use it wherever a size may stand; how a random output is distributed may also name inputs that are
single numbers. A family of dimensions such as `d[0]`, `d[1]`, … is looked up by
the value of its index; inside an item of a list, `i` is the item's number, from 1.
"""

from __future__ import annotations

import ast
import contextlib
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

MAX_LENGTH = 100
MAX_VALUE = 10**9
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}


class ExpressionError(ValueError):
    """Not arithmetic on sizes, a name that is no size, or a result out of bounds."""


def evaluate(expression: str, sizes: Mapping[str, float]) -> float:
    """The value of *expression*; whole if everything in it is.

    Args:
        expression: sums, differences, products, quotients and powers of numbers and names of sizes.
        sizes: size of each symbolic dimension; members of a family as "d[0]", "d[1]", ….

    Raises:
        ExpressionError: if it is no such thing, or names no size.
    """
    try:
        value = _value(_parse(expression), sizes)
    except (ArithmeticError, TypeError) as error:
        raise ExpressionError(f"{expression}: {error}") from None
    if isinstance(value, complex) or not abs(value) <= MAX_VALUE:
        raise ExpressionError(f"{expression}: {value} is out of bounds")
    return value


def names(expression: str, *, indexed: bool | None = None) -> set[str]:
    """The names in *expression*, of a family without its index.

    Args:
        expression: arithmetic on sizes.
        indexed: only those that have an index, or that have none; all if left out.

    Raises:
        ExpressionError: if it is no arithmetic on sizes.
    """
    nodes = list(ast.walk(_parse(expression)))
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    families = {
        node.value.id
        for node in nodes
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)
    }
    return found if indexed is None else families if indexed else found - families


def members(expression: str, sizes: Mapping[str, int]) -> set[str]:
    """The sizes that *expression* looks up, as *sizes* calls them.

    Raises:
        ExpressionError: if an index cannot be computed.
    """
    nodes = ast.walk(_parse(expression))
    found = {
        _member(node.value.id, node.slice, sizes)
        for node in nodes
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)
    }
    return found | names(expression, indexed=False)


@lru_cache(maxsize=1024)
def _parse(expression: str) -> ast.expr:
    if len(expression) > MAX_LENGTH:
        raise ExpressionError(f"an expression of more than {MAX_LENGTH} characters")
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"{expression!r} is no arithmetic on sizes") from None
    for node in ast.walk(tree):
        allowed = ast.BinOp | ast.UnaryOp | ast.Name | ast.Subscript | ast.Constant
        if isinstance(node, ast.operator):
            known = type(node) in OPERATORS
        elif isinstance(node, ast.Subscript):
            known = isinstance(node.value, ast.Name)
        elif isinstance(node, ast.Constant):
            known = type(node.value) in (int, float)
        else:
            known = isinstance(node, allowed | ast.USub | ast.Load)
        if not known:
            raise ExpressionError(f"{expression!r} is no arithmetic on sizes")
    return tree


def _value(node: ast.AST, sizes: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name):
            return _look_up(name, sizes)
        case ast.Subscript(value=ast.Name(id=name), slice=index):
            return _look_up(_member(name, index, sizes), sizes)
        case ast.UnaryOp(operand=operand):
            return -_value(operand, sizes)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _value(left, sizes), _value(right, sizes)
            if isinstance(op, ast.Pow) and not (abs(first) <= 1000 and abs(second) <= 64):
                raise ExpressionError(f"{first}**{second} is out of bounds")
            return OPERATORS[type(op)](first, second)
        case _:
            raise ExpressionError(f"{ast.unparse(node)} is no arithmetic on sizes")


def _member(family: str, index: ast.expr, sizes: Mapping[str, float]) -> str:
    return f"{family}[{whole(ast.unparse(index), sizes)}]"


def _look_up(name: str, sizes: Mapping[str, float]) -> float:
    if name not in sizes:
        raise ExpressionError(f"{name!r} is no size; there are {', '.join(sizes) or 'none'}")
    return sizes[name]


def whole(expression: str | int, sizes: Mapping[str, float]) -> int:
    """The value of *expression*, which must be a whole number.

    Raises:
        ExpressionError: if it is not.
    """
    value = evaluate(expression, sizes) if isinstance(expression, str) else expression
    if value != int(value):
        raise ExpressionError(f"{expression}: {value} is no whole number")
    return int(value)


def shape_of(shape: tuple[str | int, ...], sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape that *shape* stands for.

    Raises:
        ExpressionError: if an axis has no length.
    """
    lengths = tuple(whole(size, sizes) for size in shape)
    if any(length < 0 for length in lengths):
        raise ExpressionError(f"{shape}: a length below 0")
    return lengths


def item_sizes(count: str, sizes: Mapping[str, int]) -> list[dict[str, int]]:
    """For each item of a list of *count* items, the sizes with its number `i`, from 1.

    Raises:
        ExpressionError: if there can be no such list.
    """
    number = whole(count, sizes)
    if number < 0:
        raise ExpressionError(f"{count}: a list of {number} items")
    return [{**sizes, "i": index} for index in range(1, number + 1)]


def bind(expression: str | int, length: int, sizes: dict[str, int]) -> None:
    """Set the size that *expression* names to *length*, unless it is known already.

    Sums and products name nothing, nor does a member of a family whose index is not known yet.
    """
    if isinstance(expression, int):
        return
    match _parse(expression):
        case ast.Name(id=name):
            sizes.setdefault(name, length)
        case ast.Subscript(value=ast.Name(id=name), slice=index):
            with contextlib.suppress(ExpressionError):
                sizes.setdefault(_member(name, index, sizes), length)
        case _:
            pass
