"""What can be said of an exception, and of which: the shortest advice that is true.

Each rule has a pattern for `Type: message`, and a sentence, or a function from the site to one, or to None
where it knows nothing better than Python's own words. The first that speaks is heard.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from grader.crashes import arrays, kinds, names
from grader.crashes.site import Site, shown
from grader.results import StudentError

DIVISIONS = ast.Div | ast.FloorDiv | ast.Mod
Rule = str | Callable[[Site, re.Match[str]], str | None]


def advice(site: Site) -> str | None:
    """The advice on an exception; None if there is none."""
    told = f"{site.error.type_name}: {site.error.message}"
    for pattern, rule in RULES:
        match = re.search(pattern, told)
        if match:
            sentence = rule if isinstance(rule, str) else rule(site, match)
            if sentence:
                return sentence
    return None


def general_advice(error: StudentError) -> str | None:
    """The advice that is the same whatever the values were; None if there is none."""
    told = f"{error.type_name}: {error.message}"
    fixed = ((pattern, rule) for pattern, rule in RULES if isinstance(rule, str))
    return next((rule for pattern, rule in fixed if re.search(pattern, told)), None)


def _division(site: Site, _match: re.Match[str]) -> str | None:
    node = site.node
    if not isinstance(node, ast.BinOp | ast.AugAssign) or not isinstance(node.op, DIVISIONS):
        return None
    divisor = node.right if isinstance(node, ast.BinOp) else node.value
    return None if isinstance(divisor, ast.Constant) else f"{shown(divisor)} is 0 here"


def _key(site: Site, match: re.Match[str]) -> str | None:
    base = site.base
    return f"{shown(base)} has no key {match[1]}" if base is not None else None


def _recursion(site: Site, _match: re.Match[str]) -> str:
    name = site.definition.name if site.definition is not None else "a function"
    return f"{name} calls itself without end: a call must be able to return without another"


def _math_domain(site: Site, _match: re.Match[str]) -> str | None:
    match site.node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="math"), attr=name), args=[value]) if (
            name.startswith("log") or name == "sqrt"
        ):
            return f"{shown(value)} is {'below 0' if name == 'sqrt' else '0 or below'} here"
        case _:
            return None


def _singular(site: Site, _match: re.Match[str]) -> str | None:
    if isinstance(site.node, ast.Call) and site.node.args:
        return f"{shown(site.node.args[0])} has no inverse on this case"
    return None


NO_PROCESSES = "graded code runs in one process; threads work"
THROUGH = {
    "subprocess": NO_PROCESSES,
    "multiprocessing": f"{NO_PROCESSES}, and so does DataLoader with num_workers=0",
    "asyncio": "graded code has no event loop: asyncio needs sockets",
    "socket": "graded code has no network",
    "torch._inductor": "torch.compile starts a compiler; leave it out here",
}
SHAPE = r"(\([\d, ]*\))"
RULES: tuple[tuple[str, Rule], ...] = (
    (r"^SystemExit", "the code ends the program; return the result instead"),
    (r"^EOFError", "input() has nobody to answer it here"),
    (
        r"^BdbQuit",
        "a debugger has nobody to type into it here: take breakpoint() or set_trace() out",
    ),
    (
        r"^PermissionError",
        "graded code has no network, no other process, no files but its own",
    ),
    (
        r"^FileNotFoundError",
        "graded code sees the code that was handed in, and no other files",
    ),
    (r"^RecursionError", _recursion),
    (r"NoneType", kinds.none),
    (
        r"matmul: Input operand \d has a mismatch|not aligned|shapes cannot be multiplied",
        arrays.product_clash,
    ),
    (
        r"matmul: Input operand \d has a mismatch",
        "in A @ B the last axis of A must be as long as the last but one of B",
    ),
    (
        r"not aligned",
        "in a product the last axis of the first must be as long as the last but one of the other",
    ),
    (r"matmul: Input operand (\d) does not have enough dimensions", arrays.no_axis),
    (
        rf"operands could not be broadcast together with shapes {SHAPE} {SHAPE}(?: \([\d,]*\))? ?$",
        arrays.elementwise_clash,
    ),
    (r"The size of tensor a \(\d+\) must match", arrays.elementwise_clash),
    (r"remapped shapes", arrays.letters),
    (
        r"could not be broadcast together with shapes|The size of tensor a",
        "elementwise operations need equal shapes, or axes of length 1",
    ),
    (rf"output operand with shape {SHAPE} doesn't match the broadcast shape {SHAPE}", arrays.grows),
    (rf"could not broadcast input array from shape {SHAPE} into shape {SHAPE}", arrays.room),
    (r"setting an array element with a sequence", arrays.one_number),
    (r"index (-?\d+) is out of bounds for (?:axis|dimension) (\d+) with size (\d+)", arrays.beyond),
    (r"^IndexError: (?:list|tuple) index out of range", arrays.beyond_list),
    (r"too many indices for array: array is (\d+)-dimensional", arrays.too_many_indices),
    (r"too many indices for tensor of dimension (\d+)", arrays.too_many_indices),
    (r"invalid index to scalar variable", arrays.scalar_index),
    (r"are valid indices|must be of integer \(or boolean\) type", arrays.bad_index),
    (
        r"boolean index did not match .* axis (\d+); size of axis is (\d+) .* boolean axis is (\d+)",
        arrays.bad_mask,
    ),
    (r"axis (-?\d+) is out of bounds for array of dimension (\d+)", arrays.no_such_axis),
    (
        r"(?:0-dimensional|length-1) arrays can be converted|only one element tensors",
        kinds.to_number,
    ),
    (r"'list'|can't multiply sequence|can only concatenate list", kinds.of_list),
    (
        r"^TypeError: can't multiply sequence",
        "a list knows no arithmetic: np.array(…) makes an array",
    ),
    (r"ambiguous", kinds.ambiguous),
    (r"Cannot cast ufunc .* to dtype\('u?int", kinds.integers),
    (
        r"concatenat|all the input array|all input arrays|Sizes of tensors must match",
        arrays.stacked,
    ),
    (r"shape '\[(.*)\]' is invalid for input of size (\d+)", arrays.reshape_tensor),
    (r"cannot reshape array of size (\d+) into shape " + SHAPE, arrays.reshape),
    (r"must be square", arrays.not_square),
    (r"^LinAlgError: Singular", _singular),
    (r"'([\w.]+)' object is not callable", kinds.called),
    (r"'([\w.]+)' object is not subscriptable", kinds.subscripted),
    (r"'([\w.]+)' object is not iterable", kinds.looped),
    (r"Cannot interpret '.*' as a data type", kinds.shape_as_numbers),
    (r"'tuple' object cannot be interpreted as an integer", kinds.shape_as_tuple),
    (
        r"'(?:numpy\.)?float\d*' object cannot be interpreted as an integer|or a single integer, got",
        kinds.whole,
    ),
    (r"values to unpack", kinds.unpacked),
    (names.TOO_MANY, names.without_self),
    (r"(\w+)\.(\w+)\(\) (?:takes|missing) \d+ (?:required )?pos", names.class_for_object),
    (r"^NameError: name '(\w+)' is not defined", names.unknown_name),
    (r"^UnboundLocalError: cannot access local variable '(\w+)'", names.not_yet),
    (r"^AttributeError: module 'numpy' has no attribute '(\w+)'", names.of_numpy),
    (r"^ImportError: cannot import name '(\w+)' from 'numpy'", names.of_numpy),
    (r"^AttributeError: 'numpy.ndarray' object has no attribute '(\w+)'", names.of_array),
    (
        r"^AttributeError: '(?:numpy\.)?(?:float|int)\d*' object has no attribute '(\w+)'",
        names.of_number,
    ),
    (r"^AttributeError: 'Tensor' object has no attribute '(\w+)'", kinds.of_tensor),
    (r"^ZeroDivisionError", _division),
    (r"^KeyError: (.*)", _key),
    (r"math domain error|expected a positive input", _math_domain),
    (
        r"must be Tensor, not numpy.ndarray|'numpy.ndarray' and 'Tensor'|'Tensor' and 'numpy.ndarray'",
        kinds.mixed,
    ),
    (r"Can't call numpy\(\) on Tensor that requires grad", kinds.detach),
    (r"to have the same dtype, but got: (\w+) != (\w+)", kinds.dtypes),
    (r"expected np.ndarray \(got Tensor\)", kinds.tensor_already),
    (r"must be Tensor, not (?:int|float)", "torch.tensor(…) makes a tensor of a number"),
    (
        r"does not require grad and does not have a grad_fn",
        "what is differentiated by must be marked before: x.requires_grad_()",
    ),
    (
        r"grad can be implicitly created only for scalar outputs",
        "it starts from a single number, such as a loss",
    ),
)
"""Patterns of `Type: message`, and what to say; more special ones first."""
