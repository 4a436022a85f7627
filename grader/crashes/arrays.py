"""Advice on shapes that do not fit, and on indices that are not there."""

from __future__ import annotations

import ast
import math
import re

from grader.crashes import kinds
from grader.crashes.shapes import Shape, broadcast, product
from grader.crashes.site import CONTAINERS, SYMBOLS, Site, joined, shown


def product_clash(site: Site, _match: re.Match[str]) -> str | None:
    """Operands of a matrix product whose inner sizes differ."""
    operation = site.operands()
    if operation is None:
        return None
    symbol, (left, right) = operation
    first, second = site.shape(left), site.shape(right)
    if first is None or second is None or product(first, second) is not None:
        return None
    both = f"{_operation(site, symbol, left, right)}: {_pair(symbol, first, second)}"
    if not first or not second:
        return f"{both}: a single number is multiplied with *"
    inner = (first[-1], second[-2 if len(second) > 1 else 0])
    if inner[0] != inner[1]:
        both += f": {inner[0]} and {inner[1]} must be equal"
    ways = [(f"`{ast.unparse(right)} @ {ast.unparse(left)}`", product(second, first))]
    if len(first) > 1:
        ways.append((_flipped(left), product(first[::-1], second)))
    if len(second) > 1:
        ways.append((_flipped(right), product(first, second[::-1])))
    if len(first) == len(second) == 1:
        turned = next(
            (e for e in (left, right) if isinstance(e, ast.Attribute) and e.attr == "T"), None
        )
        if turned is not None:
            both += f"; {ast.unparse(turned)} of a vector is the vector itself"
        plain = [
            e.value if e is turned and isinstance(e, ast.Attribute) else e for e in (left, right)
        ]
        both += f"; a matrix of all products is `np.outer({', '.join(map(ast.unparse, plain))})`"
    return joined(both, _only(ways), site.asked([left, right]))


def elementwise_clash(site: Site, match: re.Match[str]) -> str | None:
    """Operands of an elementwise operation that do not broadcast."""
    operation = site.operands()
    if operation is None:
        return None
    symbol, (left, right) = operation
    shapes = [_numbers(text) for text in match.groups() if text is not None]
    first, second = shapes if len(shapes) == 2 else (site.shape(left), site.shape(right))
    if first is None or second is None or broadcast(first, second) is not None:
        return None
    both = f"{_operation(site, symbol, left, right)}: {_pair(symbol, first, second)}"
    both += ": sizes must be equal, or 1, counted from the last axis"
    ways = [(_flipped(right), broadcast(first, second[::-1]))]
    if len(second) == 1:
        ways.append((f"`{ast.unparse(right)}[:, None]`", broadcast(first, (*second, 1))))
    if not isinstance(site.node, ast.AugAssign):
        if len(second) > 1 or isinstance(
            left, ast.Name
        ):  # nobody turns a whole product to add a vector
            ways.append((_flipped(left), broadcast(first[::-1], second)))
        if len(first) == 1:
            ways.append((f"`{ast.unparse(left)}[:, None]`", broadcast((*first, 1), second)))
    for node, shape, other in ((left, first, second), (right, second, first)):
        kept = _kept(node, shape, other)
        if kept is not None:
            both += f"; {kept} would keep its axis, with length 1"
            return joined(both, None, site.asked([left, right]))
    # What broadcasts to a shape that neither has runs as well, and is hardly what was meant.
    ways = [(way, shape) for way, shape in ways if shape in (first, second)]
    if symbol == "*" and product(first, second) is not None:
        both += "; * multiplies entry by entry, @ is the matrix product"
        ways.append((f"`{ast.unparse(left)} @ {ast.unparse(right)}`", product(first, second)))
    return joined(both, _only(ways), site.asked([left, right]))


def no_axis(site: Site, match: re.Match[str]) -> str | None:
    """An operand of @ that has no axis: a number, or nothing at all."""
    operation = site.operands()
    if operation is None:
        return None
    operand = operation[1][int(match[1])]
    named = site.named(operand)
    if named is not None and named.type_name == "NoneType":
        return kinds.none_at(site, operand)
    if site.shape(operand) == () or (named is not None and named.shape == ()):
        return f"{shown(operand)} is a single number: multiply with *, not with {operation[0]}"
    return "one of the two is a single number: multiply with *" if named is not None else None


def grows(site: Site, match: re.Match[str]) -> str | None:
    """An operation in place whose result is larger."""
    node = site.node
    if not isinstance(node, ast.AugAssign):
        return None
    target, symbol = ast.unparse(node.target), site.operands()
    sign = symbol[0] if symbol else "+="
    return (
        f"`{target} {sign} …` keeps the shape of {target}, {match[1]}, and the result has {match[2]}; "
        f"`{target} = {target} {sign[:-1]} …` may take another"
    )


def room(site: Site, match: re.Match[str]) -> str | None:
    """A value of another shape than the place it is put in."""
    target = site.target
    where = f" in {shown(target)}" if target is not None else ""
    return f"there is room for shape {match[2]}{where}, and the value has {match[1]}"


def one_number(site: Site, _match: re.Match[str]) -> str | None:
    """An array or list that is put where one number is."""
    target = site.target
    if isinstance(target, ast.Subscript):
        return f"{shown(target)} is one number, and an array or list is put there"
    return None


def stacked(site: Site, _match: re.Match[str]) -> str | None:
    """Arrays that cannot be joined."""
    node = site.node
    if not isinstance(node, ast.Call) or not node.args:
        return None
    parts = node.args[0]
    if not isinstance(parts, ast.List | ast.Tuple):
        return None
    shapes = [(part, site.shape(part)) for part in parts.elts]
    if any(shape is None for _, shape in shapes):
        return None
    told = ", ".join(f"{ast.unparse(part)} {shape}" for part, shape in shapes)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    want = {
        "stack": "all shapes must be equal",
        "concatenate": "all axes but the joined one (axis=0 if none is given) must be equal",
        "cat": "all axes but the joined one (dim=0 if none is given) must be equal",
        "hstack": "it joins along axis 1 (of one-dimensional arrays 0); the others must be equal",
        "vstack": "it joins along axis 0; the others must be equal",
    }.get(name)
    return f"{told}: {want}" if want else told


def reshape(site: Site, match: re.Match[str]) -> str | None:
    """Another number of entries than the new shape takes."""
    count, shape = int(match[1]), _numbers(match[2])
    wanted = math.prod(shape)
    if site.node is not None and "-1" in ast.unparse(site.node):
        return f"{count} numbers do not fall into parts of {wanted}" if wanted else None
    return f"there are {count} numbers, and {shape} takes {wanted}" if wanted != count else None


def reshape_tensor(_site: Site, match: re.Match[str]) -> str | None:
    """The same for tensors."""
    count, shape = int(match[2]), _numbers(match[1])
    if "-" in match[1]:
        return None
    return f"there are {count} numbers, and {shape} takes {math.prod(shape)}"


def not_square(site: Site, _match: re.Match[str]) -> str | None:
    """The inverse of a matrix that is not square."""
    node = site.node
    argument = node.args[0] if isinstance(node, ast.Call) and node.args else None
    shape = None if argument is None else site.shape(argument)
    if argument is None or shape is None or (len(shape) > 1 and shape[-1] == shape[-2]):
        return None
    return f"{shown(argument)} is {shape}: only a square matrix has an inverse"


def letters(site: Site, _match: re.Match[str]) -> str | None:
    """A letter of einsum for two sizes."""
    node = site.node
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("einsum"):
        return "in einsum a letter stands for one size, and one stands for two here"
    return None


def beyond(site: Site, match: re.Match[str]) -> str | None:
    """An index beyond the end of an axis."""
    axis, size = int(match[2]), int(match[3])
    base = site.base
    of = f" of {shown(base)}" if base is not None else ""
    if size == 0:
        return f"axis {axis}{of} has size 0: there is nothing in it"
    return f"axis {axis}{of} has size {size}: its indices go from 0 to {size - 1}"


def beyond_list(site: Site, _match: re.Match[str]) -> str | None:
    """An index beyond the end of a list or tuple."""
    base = site.base
    named = None if base is None else site.named(base)
    if base is None or named is None or named.shape is None or named.type_name not in CONTAINERS:
        return None
    (length,) = named.shape
    if length == 0:
        return f"{shown(base)} is empty"
    items = "item" if length == 1 else "items"
    return f"{shown(base)} has {length} {items}: its indices go from 0 to {length - 1}"


def too_many_indices(site: Site, match: re.Match[str]) -> str | None:
    """More indices than axes."""
    base = site.base
    if base is None:
        return None
    shape = site.shape(base)
    axes = int(match[1])
    if axes == 0 or shape == ():
        return f"{shown(base)} is a single number: it has no items"
    told = f" of shape {shape}" if shape is not None and len(shape) == axes else ""
    many = "one axis" if axes == 1 else f"{axes} axes"
    return joined(
        f"{shown(base)}{told} has {many}, so at most {axes} ind{_ices(axes)}",
        None,
        site.asked([base]),
    )


def scalar_index(site: Site, _match: re.Match[str]) -> str | None:
    """An index of a number."""
    base = site.base
    return f"{shown(base)} is a single number: it has no items" if base is not None else None


def bad_index(site: Site, _match: re.Match[str]) -> str | None:
    """An index that is no whole number."""
    node = site.node
    if not isinstance(node, ast.Subscript):
        return None
    text = site.text_index
    if text is not None:
        of = site.shape(node.value)
        told = f" of shape {of}" if of is not None else ""
        return f"{shown(node.value)} is an array{told}, no dict: it has no key {shown(text)}"
    return "an index is a whole number: // divides into whole numbers, int(…) makes one of a float"


def bad_mask(site: Site, match: re.Match[str]) -> str | None:
    """A mask of another length than its axis."""
    base = site.base
    of = f" of {shown(base)}" if base is not None else ""
    return f"the mask has {match[3]} entries along axis {match[1]}{of}, which has {match[2]}"


def no_such_axis(_site: Site, match: re.Match[str]) -> str | None:
    """An axis that an array does not have."""
    axes = int(match[2])
    if axes == 0:
        return "a single number has no axes"
    return (
        "the array has one axis, 0" if axes == 1 else f"the array has {axes} axes, 0 to {axes - 1}"
    )


def _operation(site: Site, symbol: str, left: ast.expr, right: ast.expr) -> str:
    if isinstance(site.node, ast.expr):
        return shown(site.node)
    return f"`{ast.unparse(left)} {symbol} {ast.unparse(right)}`"


def _pair(symbol: str, first: Shape, second: Shape) -> str:
    signs = [sign for sign in (symbol, symbol[:-1]) if sign in SYMBOLS.values()]  # `@`, or of `@=`
    return f"{first} {signs[0] if signs else 'and'} {second}"


def _kept(node: ast.expr, shape: Shape, other: Shape) -> str | None:
    """A sum, mean or maximum along an axis that would fit if it kept that axis; None if it is none."""
    if not isinstance(node, ast.Call):
        return None
    match [word.value for word in node.keywords if word.arg == "axis"]:
        case [ast.Constant(value=int(axis))] if 0 <= axis <= len(shape):
            place = axis
        case [ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))]:
            place = len(shape)
        case _:
            return None
    if broadcast((*shape[:place], 1, *shape[place:]), other) is None:
        return None
    words = [*node.keywords, ast.keyword("keepdims", ast.Constant(True))]
    return shown(ast.Call(node.func, node.args, words))


def _flipped(node: ast.expr) -> str:
    """The transpose of an expression, as it would be written."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return shown(node.value)
    return shown(ast.Attribute(node, "T"))


def _only(ways: list[tuple[str, Shape | None]]) -> str | None:
    """The one way in which shapes would fit; None if there are more, or none."""
    fitting = [way for way, shape in ways if shape is not None]
    if len(fitting) != 1:
        return None
    return f"the shapes would fit with {fitting[0]}"


def _numbers(text: str) -> Shape:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _ices(count: int) -> str:
    return "ex" if count == 1 else "ices"
