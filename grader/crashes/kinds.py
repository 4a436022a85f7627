"""Advice on things of another kind than the code takes them for: None, lists, numbers, tensors."""

from __future__ import annotations

import ast
import builtins
import re

import numpy as np

from grader.crashes.site import CONTAINERS, Site, joined, shown

IN_PLACE = frozenset({"append", "extend", "fill", "insert", "reverse", "shuffle", "sort", "update"})


def none(site: Site, _match: re.Match[str]) -> str | None:
    """What is None, and why, if the line tells."""
    match site.node:
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            candidates = [value]
        case ast.Call(func=ast.Attribute(value=value) as function, args=arguments):
            candidates = [value, function, *arguments]
        case ast.Call(func=function, args=arguments):
            candidates = [function, *arguments]
        case ast.UnaryOp(operand=operand):
            candidates = [operand]
        case _:
            operation = site.operands()
            candidates = operation[1] if operation else []
            if isinstance(site.statement, ast.Assign) and not operation:
                candidates = [site.statement.value]
    known = [
        node
        for node in candidates
        if (named := site.named(node)) is not None and named.type_name == "NoneType"
    ]
    if known:
        return none_at(site, known[0])
    unknown = [n for n in candidates if site.named(n) is None and site.shape(n) is None]
    return none_at(site, unknown[0]) if [type(n) for n in unknown] == [ast.Call] else None


def none_at(site: Site, node: ast.expr) -> str:
    """That *node* is None, and where that comes from."""
    origin = site.origin(node)
    match origin:
        case ast.Call(func=ast.Name(id=name)):
            told = f"{shown(origin)} returned None"
            definition = site.defined(name)
            if definition is None:
                return told
            returns = [item for item in ast.walk(definition) if isinstance(item, ast.Return)]
            if not any(item.value is not None for item in returns):
                return f"{told}: {name} has no return with a value"
            return f"{told}: {name} ends on some way without a return"
        case ast.Call(func=ast.Attribute(attr=name)) if name in IN_PLACE:
            return f"{shown(origin)} works in place and returns None"
        case ast.Call():
            return f"{shown(origin)} returned None"
        case _:
            return f"{shown(node)} is None"


def of_list(site: Site, _match: re.Match[str]) -> str | None:
    """A list where an array belongs."""
    match site.node:
        case ast.Attribute(value=value, attr=name) if hasattr(np.ndarray, name):
            candidates = [value]
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if hasattr(np.ndarray, name):
            candidates = [value]
        case _:
            operation = site.operands()
            candidates = operation[1] if operation else []
    lists = [
        node
        for node in candidates
        if isinstance(node, ast.List)
        or ((named := site.named(node)) is not None and named.type_name == "list")
    ]
    if not lists:
        return None
    node = lists[0]
    asked = site.input_of(node)
    if asked is not None and asked.count is not None:
        return f"{shown(node)} is a list, as the exercise gives it: work on its items"
    return f"{shown(node)} is a list, which knows no arithmetic of arrays: np.array({ast.unparse(node)}) makes one"


def to_number(site: Site, _match: re.Match[str]) -> str | None:
    """An array where one number belongs."""
    node = site.node
    if not isinstance(node, ast.Call) or not node.args:
        return "a single number is needed here, and there is an array"
    match node.func:
        case ast.Attribute(value=ast.Name(id="math"), attr=name) if hasattr(np, name):
            return f"math.{name} takes one number; np.{name} takes arrays"
        case _:
            shape = site.shape(node.args[0])
            told = f" has shape {shape}" if shape else " is an array"
            return f"{shown(node.args[0])}{told}, and {shown(node.func)} takes one number"


def ambiguous(site: Site, _match: re.Match[str]) -> str:
    """An array as a condition."""
    match site.node:
        case ast.Call(func=ast.Name(id="max" | "min" as name), args=[one]):
            return f"{name} compares whole rows; {ast.unparse(one)}.{name}() compares all entries"
        case ast.Call(func=ast.Name(id="max" | "min" as name)):
            return f"{name} compares whole arrays; np.{name}imum does it entry by entry"
        case ast.BoolOp(op=op):
            word, symbol = ("and", "&") if isinstance(op, ast.And) else ("or", "|")
            return f"`{word}` takes one truth value each; `(…) {symbol} (…)` works entry by entry"
        case _:
            pass
    return (
        "a condition needs one truth value, and an array has one for each entry: np.where(…) chooses "
        "entry by entry, .all() and .any() make one of them"
    )


def integers(site: Site, _match: re.Match[str]) -> str | None:
    """Fractions put into an array of integers."""
    node = site.node
    if not isinstance(node, ast.AugAssign):
        return None
    target, sign = ast.unparse(node.target), (site.operands() or ("+=",))[0]
    return (
        f"{shown(node.target)} holds whole numbers, and {sign} keeps it so: "
        f"`{target} = {target} {sign[:-1]} …` makes a new array"
    )


def called(site: Site, match: re.Match[str]) -> str | None:
    """Something called that is no function."""
    node = site.node
    if not isinstance(node, ast.Call):
        return None
    name, kind = ast.unparse(node.func), match[1]
    if kind == "module":
        return f"{shown(node.func)} is a module: name a function in it"
    if name.endswith((".T", ".shape", ".size", ".ndim", ".dtype")):
        return f"{shown(node.func)} is written without parentheses"
    if kind in ("numpy.ndarray", "list", "tuple", "dict", "Tensor"):
        return f"{shown(node.func)} is no function: items are taken with square brackets"
    rebound = hasattr(builtins, name)
    return f"the code has put a value in place of the function {name}" if rebound else None


def subscripted(site: Site, match: re.Match[str]) -> str | None:
    """Items of something that has none."""
    base = site.base
    if base is None:
        return None
    if match[1] in ("function", "builtin_function_or_method", "method", "type"):
        return f"{shown(base)} is a function: it is called with round parentheses"
    if match[1] in ("float", "int", "bool"):
        return f"{shown(base)} is a single number: it has no items"
    return None


def looped(_site: Site, match: re.Match[str]) -> str | None:
    """A loop over a number."""
    if match[1] == "int":
        return "a number cannot be looped over; range(n) counts from 0 to n - 1"
    return (
        "a single number cannot be looped over" if match[1] in ("float", "numpy.float64") else None
    )


def shape_as_numbers(site: Site, _match: re.Match[str]) -> str | None:
    """Sizes given one by one where a tuple belongs."""
    node = site.node
    if isinstance(node, ast.Call) and len(node.args) > 1:
        rest = ", ".join(map(ast.unparse, node.args))
        return f"the shape is one argument: `{ast.unparse(node.func)}(({rest}))`"
    return None


def shape_as_tuple(site: Site, _match: re.Match[str]) -> str | None:
    """A tuple where sizes are given one by one."""
    node = site.node
    if isinstance(node, ast.Call) and len(node.args) == 1 and isinstance(node.args[0], ast.Tuple):
        inner = ", ".join(map(ast.unparse, node.args[0].elts))
        return f"here the sizes are arguments of their own: `{ast.unparse(node.func)}({inner})`"
    return None


def whole(_site: Site, _match: re.Match[str]) -> str:
    """A float where a whole number belongs."""
    return (
        "a whole number is needed here: // divides into whole numbers, int(…) makes one of a float"
    )


def unpacked(site: Site, _match: re.Match[str]) -> str | None:
    """Another number of values than of names."""
    statement = site.statement
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Tuple):
        return None
    value, wanted = statement.value, len(statement.targets[0].elts)
    if isinstance(value, ast.Attribute) and value.attr == "shape":
        array, known = value.value, site.named(value.value)
        if known is not None and known.shape is not None and known.type_name not in CONTAINERS:
            axes = len(known.shape)
            many = "one axis" if axes == 1 else f"{axes} axes"
            told = f"{shown(array)} has {many}, {known.shape}, and there are {wanted} names"
            return joined(told, site.asked([array]))
    named = site.named(value)
    if named is not None and named.shape:
        return f"{shown(value)} has {named.shape[0]} parts, and there are {wanted} names"
    if isinstance(value, ast.Call):
        return f"{shown(value)} returns another number of values than the {wanted} names that take them"
    return None


def mixed(site: Site, _match: re.Match[str]) -> str | None:
    """A numpy array where torch takes a tensor."""
    arrays = site.of_kind("ndarray")
    what = f"{shown(arrays[0])} is a numpy array" if arrays else "one is a numpy array"
    return (
        f"{what}, and torch takes tensors: torch.from_numpy(…) makes one; or use numpy throughout"
    )


def detach(site: Site, _match: re.Match[str]) -> str:
    """A tensor with a gradient given to numpy."""
    tensors = site.of_kind("Tensor")
    name = ast.unparse(tensors[0]) if tensors else "x"
    return f"numpy cannot work on a tensor that keeps track of gradients: {name}.detach().numpy(), or torch's function"


def of_tensor(_site: Site, match: re.Match[str]) -> str | None:
    """A method of arrays that tensors have under another name."""
    other = {"astype": ".to(dtype)", "copy": ".clone()"}.get(match[1])
    return f"of a tensor it is {other}" if other else None


def dtypes(_site: Site, match: re.Match[str]) -> str | None:
    """Tensors of two precisions."""
    if {match[1], match[2]} != {"float", "double"}:
        return None
    return (
        "float32, torch's default, and float64, numpy's, do not mix: .double() makes both float64"
    )


def tensor_already(site: Site, _match: re.Match[str]) -> str | None:
    """A tensor made of a tensor."""
    tensors = site.of_kind("Tensor")
    return f"{shown(tensors[0])} is a tensor already" if tensors else None
