"""Advice on names that nothing has: variables, functions of numpy, attributes of arrays."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from difflib import get_close_matches

import numpy as np

from grader.crashes import kinds
from grader.crashes.site import FunctionNode, Site, shown

IMPORTS = {
    "np": "import numpy as np",
    "numpy": "import numpy",
    "torch": "import torch",
    "math": "import math",
    "random": "import random",
    "F": "import torch.nn.functional as F",
    "nn": "from torch import nn",
    "plt": "import matplotlib.pyplot as plt",
}
NEVER_THERE = {
    "relu": "np.maximum(x, 0)",
    "sigmoid": "1 / (1 + np.exp(-x))",
    "softmax": "np.exp and a sum",
    "one_hot": "np.eye(c)[y]",
    "mm": "np.matmul",
    "ln": "np.log",
    "pow": "np.power",
    "cat": "np.concatenate",
    "tensor": "np.array",
}
BARE_KEY = "without quotes {0} is a variable; a key of a dict is text: ['{0}']"
OF_TENSORS = frozenset({"backward", "dim", "grad", "requires_grad", "requires_grad_", "unsqueeze"})


def unknown_name(site: Site, match: re.Match[str]) -> str | None:
    """A name that nothing has."""
    name, definition = match[1], site.definition
    if site.tree is None:
        return None
    if _is_bare_key(site, name):
        return BARE_KEY.format(name)
    if (
        site.function is not None
        and definition is not None
        and definition.name == site.function.name
    ):
        asked = [item.name for item in site.function.inputs]
        mine = [item.arg for item in (*definition.args.posonlyargs, *definition.args.args)]
        if name in asked and len(mine) == len(asked):
            return f"the exercise's {name} is called {mine[asked.index(name)]} here"
    top = set(_bound(site.tree.body, into_main=False))
    if name not in top and name in set(_bound(site.tree.body, into_main=True)):
        return (
            f"{name} is set under `if __name__ == '__main__'`, which does not run when it is graded"
        )
    inside = {
        node.name: node
        for node in ast.walk(site.tree)
        if isinstance(node, FunctionNode) and node is not site.definition and name in _own(node)
    }
    if name in IMPORTS:
        return f"`{IMPORTS[name]}` is missing at the top of the file"
    seen = top | (set(_own(definition)) if definition is not None else set())
    same = [item for item in sorted(seen) if item.lower() == name.lower()]
    if same:
        return f"is {same[0]} meant? capital and small letters differ"
    close = get_close_matches(name, sorted(seen | set(dir(builtins))), n=1, cutoff=0.75)
    if len(inside) == 1:
        (where,) = inside
        return f"{name} is known inside {where} only: hand it on as an argument or return value"
    return f"is {close[0]} meant?" if close and len(name) > 1 else None


def not_yet(site: Site, match: re.Match[str]) -> str | None:
    """A name that has no value yet."""
    name = match[1]
    if _is_bare_key(site, name):
        return BARE_KEY.format(name)
    top = set(_bound(site.tree.body, into_main=False)) if site.tree is not None else set()
    if name in top:
        return f"because the function sets {name} somewhere, it does not see the {name} of the file"
    return f"no line that sets {name} has run before this one: it stands further down, or in a branch or loop that was not entered"


def _is_bare_key(site: Site, name: str) -> bool:
    """Whether the name stands in brackets, and as text, or as a key, elsewhere in the file."""
    nodes = [] if site.tree is None else list(ast.walk(site.tree))
    bracketed = any(isinstance(node, ast.Subscript) and node.slice is site.node for node in nodes)
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return bracketed and name in texts | {
        node.arg for node in nodes if isinstance(node, ast.keyword)
    }


TOO_MANY = r"(\w+)\.(\w+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) given"


def without_self(site: Site, match: re.Match[str]) -> str | None:
    """A method of the file whose first parameter is not the object, called with one argument more than it takes."""
    if site.tree is None or int(match[4]) != int(match[3]) + 1:
        return None
    for owner in ast.walk(site.tree):
        if isinstance(owner, ast.ClassDef) and owner.name == match[1]:
            for node in owner.body:
                if isinstance(node, FunctionNode) and node.name == match[2]:
                    mine = [item.arg for item in (*node.args.posonlyargs, *node.args.args)]
                    if mine[:1] != ["self"] and not node.decorator_list:
                        return f"a method gets the object first: def {match[2]}({', '.join(['self', *mine])})"
    return None


def class_for_object(site: Site, match: re.Match[str]) -> str | None:
    """A method called on the class, or a class of torch.nn called as if it were a function."""
    match site.node:
        case ast.Call(func=ast.Attribute(value=value, attr=name)) if (
            name == match[2] and match[2] != "__init__"
        ):
            named = site.named(value)
            if named is not None and named.type_name == "type":
                return f"{shown(value)} is the class {match[1]}, not an object of it: {match[1]}(…) makes one"
        case ast.Call(func=function) if match[2] == "__init__" and ast.unparse(function).endswith(
            f"nn.{match[1]}"
        ):
            made = ast.unparse(function)
            return f"{shown(function)} is a class: {made}() makes an object, and {made}()(…) applies it"
        case _:
            pass
    return None


def of_numpy(_site: Site, match: re.Match[str]) -> str | None:
    """A function that numpy does not have."""
    name = match[1]
    if name in NEVER_THERE and not hasattr(np, name):
        return f"numpy has no {name}: use {NEVER_THERE[name]}"
    public = [item for item in dir(np) if not item.startswith("_")]
    close = get_close_matches(name, public, n=1, cutoff=0.75)
    return f"is np.{close[0]} meant?" if close else None


def of_array(site: Site, match: re.Match[str]) -> str | None:
    """An attribute that arrays do not have."""
    name = match[1]
    if not isinstance(site.node, ast.Attribute) or site.node.attr != name:
        return kinds.mixed(site, match) if name in OF_TENSORS else None  # raised inside a library
    text = ast.unparse(site.node.value)
    if name == "append":
        return "an array does not grow: collect in a list, and make an array of it at the end"
    if name in ("cpu", "detach", "numpy"):
        return f"`{text}` is a numpy array already"
    if name in OF_TENSORS:
        return f"`{text}` is a numpy array, not a tensor: torch.from_numpy({text}) makes one"
    if callable(getattr(np, name, None)):
        return f"it is a function: np.{name}({text})"
    close = get_close_matches(name, dir(np.ndarray), n=1, cutoff=0.75)
    return f"is .{close[0]} meant?" if close else None


def of_number(site: Site, match: re.Match[str]) -> str | None:
    """An attribute of arrays asked of a number."""
    node = site.node
    if not isinstance(node, ast.Attribute):
        return None
    return (
        f"{shown(node.value)} is a single number, not an array"
        if match[1] in dir(np.ndarray)
        else None
    )


def _bound(body: list[ast.stmt], *, into_main: bool) -> Iterator[str]:
    """Names that a file has once it has run."""
    for statement in body:
        if isinstance(statement, FunctionNode | ast.ClassDef):
            yield statement.name
            continue
        is_main = isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test)
        if is_main and not into_main:
            continue
        yield from _stored(statement)


def _own(function: FunctionNode) -> Iterator[str]:
    """Names that a function sets, with its parameters."""
    arguments = function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        yield argument.arg
    for statement in function.body:
        yield from _stored(statement)


def _stored(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, FunctionNode | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
