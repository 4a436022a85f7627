"""Exceptions that come of where the code runs: another Python or numpy than it was written for, no GPU, no module.

They are no mistakes in the exercise, and are told apart: their cause has the code `environment`.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from grader.crashes.site import Site, shown
from grader.results import Diagnosis, StudentError
from grader.spec.model import Function
from grader.submission.source import (
    MOVED_IN_PYTHON_3,
    PYTHON_2,
    of_python_2,
    python_version,
    text_of,
)

CODE = "environment"
NUMPY = "The code is for an older numpy than the grader's"
DIVISION = "The code counts on division as in Python 2"
GPU = "The code asks for a GPU, and the grader has none"
MODULE = "The code needs a module that is not here"
THERE = "Python's own library and numpy are there"
INNOCENT = "that is no mistake in the exercise"

# Names of numpy that are gone: since when, and what to write.
REMOVED = {
    "alen": ("1.23", "len"),
    "alltrue": ("2.0", "np.all"),
    "asscalar": ("1.23", "x.item()"),
    "bool8": ("2.0", "np.bool_"),
    "complex": ("1.24", "complex"),
    "cumproduct": ("2.0", "np.cumprod"),
    "float": ("1.24", "float"),
    "in1d": ("2.4", "np.isin"),
    "int": ("1.24", "int"),
    "math": ("2.0", "`import math`"),
    "object": ("1.24", "object"),
    "product": ("2.0", "np.prod"),
    "rank": ("1.18", "np.ndim"),
    "round_": ("2.0", "np.round"),
    "row_stack": ("2.5", "np.vstack"),
    "sometrue": ("2.0", "np.any"),
    "str": ("1.24", "str"),
    "trapz": ("2.4", "np.trapezoid"),
    "unicode": ("1.24", "str"),
}
REMOVED_METHODS = {
    "itemset": ("2.0", "x[i] = value"),
    "newbyteorder": ("2.0", "x.view(x.dtype.newbyteorder(order))"),
    "ptp": ("2.0", "np.ptp(x)"),
    "tostring": ("2.3", "x.tobytes()"),
}
BUILTINS = {
    "basestring": "str",
    "long": "int",
    "raw_input": "input",
    "reduce": "`from functools import reduce`",
    "unichr": "chr",
    "unicode": "str",
    "xrange": "range",
}
METHODS = {
    "has_key": "key in d",
    "iteritems": "d.items()",
    "iterkeys": "d",
    "itervalues": "d.values()",
}
WAS_A_LIST = "in Python 2 this was a list: list(…) makes one"
LISTS = "(?:dict_keys|dict_values|dict_items|map|zip|filter|range)"

Rule = str | Callable[[Site, re.Match[str]], str | None]


def advice(site: Site) -> tuple[str, str] | None:
    """What the code was written for, and what to change; None if it is no matter of that."""
    error = site.error
    if error.through == "stand-in":
        named = re.search(r" is of (\S+), which", error.message)
        what = named[1] if named else "it"
        return MODULE, f"hand in {what} as well, or do without: {THERE}"
    told = f"{error.type_name}: {error.message}"
    for kind, pattern, rule in RULES:
        match = re.search(pattern, told)
        if match:
            sentence = match.expand(rule) if isinstance(rule, str) else rule(site, match)
            if sentence:
                return kind, sentence
    return None


def cause_of(
    error: StudentError,
    files: Mapping[str, bytes],
    function: Function | None = None,
    sizes: Mapping[str, int] | None = None,
) -> Diagnosis | None:
    """The cause of an exception if it lies in where the code runs, and not in the exercise."""
    text = text_of(files.get(error.file or "", b""))
    try:
        found = advice(Site(error, text, function, sizes or {}))
    except RecursionError:  # an expression that is nested deeper than Python's own functions can go
        return None
    return None if found is None else diagnosis(*found)


def diagnosis(kind: str, what: str) -> Diagnosis:
    """The cause in a report."""
    numpy = ".".join(np.__version__.split(".")[:2])
    evidence = f"the grader runs Python {python_version()} and numpy {numpy}"
    if kind == GPU:
        evidence += ", without CUDA"
    return Diagnosis(CODE, f"{kind}; {INNOCENT}: {what}.", evidence)


def _of_numpy(_site: Site, match: re.Match[str]) -> str | None:
    name = match[1]
    if name not in REMOVED or hasattr(np, name):
        return None
    since, instead = REMOVED[name]
    return f"np.{name} was removed in numpy {since}: use {instead}"


def _of_array(_site: Site, match: re.Match[str]) -> str | None:
    name = match[1]
    if name not in REMOVED_METHODS or hasattr(np.ndarray, name):
        return None
    since, instead = REMOVED_METHODS[name]
    return f"x.{name} was removed in numpy {since}: use {instead}"


def _builtin(_site: Site, match: re.Match[str]) -> str | None:
    instead = BUILTINS.get(match[1])
    return f"{match[1]} is of Python 2: use {instead}" if instead else None


def _method(_site: Site, match: re.Match[str]) -> str | None:
    instead = METHODS.get(match[1])
    return f"{match[1]} is of Python 2: use {instead}" if instead else None


def _module(_site: Site, match: re.Match[str]) -> str | None:
    instead = MOVED_IN_PYTHON_3.get(match[1])
    return f"{match[1]} is of Python 2: use {instead}" if instead else None


def _of_file(site: Site, _match: re.Match[str]) -> str | None:
    """Another file that was imported, or text that was executed, and is Python 2."""
    what = of_python_2(site.error.message, site.error.source or "", site.text)
    return f"{what}; 2to3 -w converts a file" if what else None


def _whole(site: Site, _match: re.Match[str]) -> str | None:
    """A fraction where numbers of Python 2, or older numpy, were whole."""
    divided = next(_divisions(site), None)
    if divided is None:
        return None
    return f"`/` gave whole numbers in Python 2: use // in {shown(divided)}"


def _float_size(site: Site, found: re.Match[str]) -> str | None:
    """A float as an index, or as a size in numpy."""
    match site.node:
        case ast.Subscript(value=base) if site.text_index is None:
            named = site.named(base)
            of_numpy = not found[0].startswith("slice") or (
                named is not None and named.type_name == "ndarray"
            )
        case ast.Call(func=ast.Attribute(value=value, attr=name)):
            library = ast.unparse(value).partition(".")[0]
            of_numpy = library in ("np", "numpy") or name == "reshape"
        case _:
            of_numpy = False
    if not of_numpy:
        return None
    return "since numpy 1.12 a float is no size and no index: make it whole with // or int(…)"


def _one_entry(site: Site, _match: re.Match[str]) -> str | None:
    """An array of one entry where a number belongs."""
    match site.node:
        case ast.Call(args=[value]):
            pass
        case _:
            statement = site.statement
            if not isinstance(statement, ast.Assign) or not isinstance(site.target, ast.Subscript):
                return None
            value = statement.value
    shape = site.shape(value)
    if not shape or math.prod(shape) != 1:
        return None
    return (
        f"{shown(value)} has shape {shape}; since numpy 2.4 an array with axes is no number, even with one "
        f"entry: use {ast.unparse(value)}.item()"
    )


def _divisions(site: Site) -> Iterator[ast.expr]:
    """What is divided with `/` on the line that raised, or where the function sets the names on it."""
    left: list[ast.AST] = [node for node in (site.node or site.statement,) if node is not None]
    seen: set[str] = set()
    while left:
        node = left.pop()
        match node:
            case ast.Call(func=ast.Name(id="int" | "round" | "len")):
                continue
            case ast.BinOp(op=ast.Div()):
                yield node
            case ast.Name(id=name) if name not in seen and site.definition is not None:
                seen.add(name)
                left += _values_of(name, site.definition)
            case _:
                pass
        left += ast.iter_child_nodes(node)


def _values_of(name: str, definition: ast.AST) -> Iterator[ast.expr]:
    """What a function sets a name to."""
    for node in ast.walk(definition):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                targets, values = [target], [node.value]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    targets, values = target.elts, node.value.elts
                for item, value in zip(targets, values, strict=False):
                    if isinstance(item, ast.Name) and item.id == name:
                        yield value


AS_INTEGER = (
    r"'(?:numpy\.)?float\d*' object cannot be interpreted as an integer|or a single integer, got '"
    r"|slice indices must be integers|only integers, slices|arrays used as indices must be of integer"
    r"|can't multiply sequence by non-int of type '(?:numpy\.)?float"
)
RULES: tuple[tuple[str, str, Rule], ...] = (
    (PYTHON_2, r"^NameError: name '(\w+)' is not defined", _builtin),
    (PYTHON_2, r"^AttributeError: 'dict' object has no attribute '(\w+)'", _method),
    (
        PYTHON_2,
        rf"^TypeError: '{LISTS}' object is not subscriptable",
        WAS_A_LIST,
    ),
    (
        PYTHON_2,
        rf"^TypeError: object of type '{LISTS}' has no len",
        WAS_A_LIST,
    ),
    (
        PYTHON_2,
        rf"^TypeError: unsupported operand .* for \+: (?:'list' and )?'{LISTS}'",
        WAS_A_LIST,
    ),
    (
        PYTHON_2,
        rf"^AttributeError: '{LISTS}' object has no attribute '(?:sort|append|index|reverse)'",
        WAS_A_LIST,
    ),
    (
        PYTHON_2,
        r"^TypeError: '(?:range|dict_\w+)' object does not support item assignment",
        WAS_A_LIST,
    ),
    (
        PYTHON_2,
        r"for >>: 'builtin_function_or_method'",
        "print >>file is of Python 2: use print(…, file=file)",
    ),
    (PYTHON_2, r"^TypeError: 'cmp' is an invalid keyword", "sort takes key= in place of cmp="),
    (
        PYTHON_2,
        r"^AttributeError: module 'itertools' has no attribute 'i(zip|map|filter)'",
        r"itertools.i\1 is of Python 2: use \1",
    ),
    (PYTHON_2, r"^ImportError: cannot import name 'i(zip|map|filter)' from 'itertools'", r"use \1"),
    (PYTHON_2, r"^AttributeError: module 'sys' has no attribute 'maxint'", "use sys.maxsize"),
    (PYTHON_2, r"^ModuleNotFoundError: No module named '(\w+)", _module),
    (DIVISION, AS_INTEGER, _whole),
    (NUMPY, AS_INTEGER, _float_size),
    (NUMPY, r"^AttributeError: module 'numpy' has no attribute '(\w+)'", _of_numpy),
    (NUMPY, r"^ImportError: cannot import name '(\w+)' from 'numpy'", _of_numpy),
    (
        NUMPY,
        r"`np\.(\w+)` was removed in the NumPy ([\d.]+) release\. Use (.*?)(?: instead)?\.?$",
        r"np.\1 was removed in numpy \2: use \3",
    ),
    (NUMPY, r"^AttributeError: 'numpy\.ndarray' object has no attribute '(\w+)'", _of_array),
    (
        NUMPY,
        r"reshape\(\) got an unexpected keyword argument 'newshape'",
        "newshape was removed in numpy 2.4: use np.reshape(x, shape)",
    ),
    (
        NUMPY,
        r"^AttributeError: .*'random_integers'",
        "np.random.random_integers was removed from numpy: use np.random.randint(low, high + 1)",
    ),
    (
        NUMPY,
        r"0-dimensional arrays can be converted|^ValueError: setting an array element",
        _one_entry,
    ),
    (
        NUMPY,
        r"inhomogeneous shape",
        "an array has rows of one length, and these differ; before numpy 1.24 that made an array of lists",
    ),
    (
        GPU,
        r"not compiled with CUDA|NVIDIA driver|CUDA GPUs|deserialize object on a CUDA|CUDA error",
        "leave .cuda() and device='cuda' out, or take the device of what is given: device = x.device",
    ),
    (
        MODULE,
        r"^ModuleNotFoundError: No module named '(\w+)",
        rf"there is no library \1 here, and no file \1.py was handed in; {THERE}",
    ),
    (PYTHON_2, r"^(?:SyntaxError|TabError): ", _of_file),
)
"""What the code was written for, patterns of `Type: message`, and what to change."""
