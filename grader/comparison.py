"""Compares what came back with what is right. Works on plain values; never lets them broadcast.

A number is right when |actual - expected| <= rtol * max|expected| + noise. The noise is what rounding
alone can do: the unit roundoff of the dtype that came back, times the number of terms that may have
been summed, times the largest magnitude that the computation meets. There is no absolute tolerance:
where the right answer is 1e-9, zero and -1e-9 are wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.results import Mismatch, Plain, Unsupported
from grader.spec.expression import members
from grader.spec.model import Shape, Tolerance, Value, leaves

Array = NDArray[Any]

# Seven digits of slack over what double precision computes, and every listed mistake of the
# catalogue is farther off. Single precision carries seven digits itself and may lose three.
SINGLE, DOUBLE = np.dtype(np.float32), np.dtype(np.float64)
RTOL = {DOUBLE: 1e-6, SINGLE: 1e-4}

SURE = 0.01  # a share of the right value: with more noise than that, anything might pass
CLOSE = 1e-5  # a difference that no other formula makes
LAST_BITS = 0xFFF  # of a number in single precision; a round number has zeros there

MAX_MAGNITUDE = 1e150  # its square is still a number
LIKE = 1e4  # the largest ratio of two values of like size
MAX_SHOWN = 10_000  # entries of an array of the wrong shape
MAX_KEYS_TEXT = 500  # characters of the keys of a returned dict

TYPE_HINTS = {
    "generator": "neither yield nor (... for ... in ...): return a list or an array",
    "coroutine": "the function is async; a plain def is asked for",
    "object array": "its entries may be anything; make them numbers: .astype(float)",
    "Tensor": "it is sparse or quantised; return a dense one: .to_dense() or .dequantize()",
    **dict.fromkeys(["Fraction", "Decimal"], "return a float"),
    **dict.fromkeys(["method", "builtin_function_or_method"], "it was not called"),
    **dict.fromkeys(["Series", "DataFrame", "DataArray"], "return its numbers: .to_numpy()"),
    **dict.fromkeys(["set", "frozenset"], "a set has no order; return a list"),
    **dict.fromkeys(
        [
            *("map", "filter", "zip", "range", "reversed", "deque", "array"),
            "dict_keys",
            "dict_values",
        ],
        "make a list of it: list(...)",
    ),
    **dict.fromkeys(
        [f"{form}_{kind}" for form in ("coo", "csc", "csr", "dia") for kind in ("array", "matrix")],
        "it is sparse; return .toarray()",
    ),
}


@dataclass(frozen=True)
class Scale:
    """How much rounding can do in one case.

    Attributes:
        magnitude: the largest absolute value among the arguments and the steps behind the value.
        terms: the largest number of terms that one sum may have.
        most: what the noise of large magnitudes is at most.
    """

    magnitude: float
    terms: int
    most: float = math.inf

    @classmethod
    def of(cls, values: Sequence[Any]) -> Scale:
        """The scale of a case with these arguments and steps."""
        arrays = [np.asarray(item) for value in values for item in leaves(value)]
        finite = [
            np.abs(a[np.isfinite(a)]).max(initial=0.0) for a in arrays if a.dtype.kind in "fiu"
        ]
        return cls(float(max(finite, default=0.0)), max((a.size for a in arrays), default=1))

    def noise(self, dtype: np.dtype[Any]) -> float:
        """The greatest difference that rounding in *dtype* may make."""
        # Products of two magnitudes are summed: below 1 the magnitude itself bounds them.
        magnitude = min(self.magnitude, MAX_MAGNITUDE)
        least = float(np.finfo(dtype).eps) * max(self.terms, 8)  # what numbers of size 1 leave
        return min(least * max(magnitude, magnitude**2), max(least, self.most))

    def sure_of(self, right: Any) -> Scale:
        """This scale, whose large magnitudes do not hide the value *right*; as it is where that is zero."""
        size = Scale.of([right]).magnitude
        return replace(self, most=SURE * size) if size else self


def unpack(value: object, returns: Sequence[Value]) -> dict[str, object | Mismatch]:
    """Find the named values in what a function returned; a `Mismatch` for each that is not there.

    Dicts go by name, tuples and lists by order; a function with one value returns it as it is.
    """
    names = [item.name for item in returns]
    if isinstance(value, Mapping):
        return {name: value[name] if name in value else _no_key(name, value) for name in names}
    if len(names) == 1 and value is None:
        fault = Mismatch(f"returned None, expected {names[0]}: is the return statement missing?")
        return {names[0]: fault}
    if len(names) == 1:
        return {names[0]: value}
    wanted = f"a dict or a tuple with {', '.join(names)}"
    if isinstance(value, tuple | list):
        if len(value) == len(names):
            return dict(zip(names, value, strict=True))
        fault = Mismatch(f"returned {len(value)} values, expected {len(names)}: {wanted}")
    elif value is None:
        fault = Mismatch(f"returned None, expected {wanted}: is the return statement missing?")
    else:
        fault = Mismatch(f"returned {describe(value)}, expected {wanted}")
    return dict.fromkeys(names, fault)


def _no_key(name: str, value: Mapping[Any, object]) -> Mismatch:
    """A returned dict lacks a name; it may have one that differs in case or underscores alone."""
    near = [key for key in value if isinstance(key, str) and _folded(key) == _folded(name)]
    if near:
        has = f"it has {near[0]!r}"[:MAX_KEYS_TEXT]
    else:
        has = "its keys: " + (", ".join(map(repr, value))[:MAX_KEYS_TEXT] or "none")
    return Mismatch(f"the returned dict has no key {name!r}; {has}")


def _folded(name: str) -> str:
    return name.replace("_", "").casefold()


def read_numbers(
    actual: object, value: Value, shape: tuple[int, ...], sizes: Mapping[str, int]
) -> Array | Mismatch:
    """Read finite numbers of exactly *shape* from what a function gave.

    Args:
        actual: lists, tuples, scalars or arrays; anything else is a mismatch, and a mismatch that
            `unpack` put there is passed on.
        value: name and symbolic shape, for messages.
        shape: the sizes it must have.
        sizes: size of each symbolic dimension, for messages.
    """
    array = actual if isinstance(actual, Mismatch) else as_array(actual, value.name)
    if isinstance(array, Mismatch):
        return array
    if array.shape != shape:
        if isinstance(actual, tuple) and array.shape == (1, *shape):
            return Mismatch(
                f"{value.name} is in a tuple of one, expected {value.name} itself: is there a comma "
                "after it, or does what was called return a tuple?",
                actual=_shown(array),
            )
        return Mismatch(_shape_sentence(array, shape, value, sizes), actual=_shown(array))
    if not np.isfinite(array).all():
        return _not_finite(array, value.name)
    return array


def as_array(value: object, name: str) -> Array | Mismatch:
    """One numeric array of lists, tuples, scalars or arrays; a mismatch where there are no numbers."""
    fault = _leaf_fault(value)
    if fault is not None:
        verb = "holds" if isinstance(value, list | tuple | np.ndarray) else "is"
        return Mismatch(f"{name} {verb} {fault}")
    try:
        array = np.array(value)
    except (ValueError, OverflowError):
        return Mismatch(f"{name} is a list whose rows have different lengths, expected an array")
    if array.dtype.kind not in "bifu":
        return Mismatch(f"{name} holds integers too large for an array")
    return array


def as_arrays(found: object, value: Value) -> Any:
    """The numbers of a value as an array of whatever shape, of a list of values as a list of them.

    A mismatch where there are no numbers.
    """
    if value.count is None or not isinstance(found, list | tuple):
        return as_array(found, value.name)
    arrays = [as_array(item, value.name) for item in found]
    return next((item for item in arrays if isinstance(item, Mismatch)), arrays)


def is_finite(value: object) -> bool:
    """Whether all that a value holds are finite numbers."""
    return all(np.isfinite(np.asarray(leaf, dtype=np.float64)).all() for leaf in leaves(value))


def compare(
    actual: object,
    expected: Any,
    value: Value,
    *,
    scale: Scale,
    sizes: Mapping[str, int],
    tolerance: Tolerance | None = None,
) -> Mismatch | None:
    """Compare one value with the right one.

    Args:
        actual: what the student's function gave for it.
        expected: the right value; finite. A list of them where the spec says so.
        value: its name, symbolic shape and dtype.
        scale: how much rounding can do in this case.
        sizes: size of each symbolic dimension, for messages.
        tolerance: replaces the default.

    Returns:
        None if it is right; else where and by how much it is not.
    """
    if value.count is not None:
        return _compare_items(
            actual, expected, value, scale=scale, sizes=sizes, tolerance=tolerance
        )
    right = np.asarray(expected)
    array = read_numbers(actual, value, right.shape, sizes)
    if isinstance(array, Mismatch):
        moved = _in_shape(actual, value, right.shape)
        if moved is None:
            return array
        fault = compare(moved, right, value, scale=scale, sizes=sizes, tolerance=tolerance)
        if fault is not None:
            return replace(array, message=f"{array.message}; its values are not right either")
        return replace(array, reshaped=True)
    floating = precision(array)
    numbers, right = array.astype(np.float64), right.astype(np.float64)
    allowed = RTOL[floating] * _largest(right) + scale.noise(floating)
    if value.dtype == "int64":
        allowed = 0.0
    elif tolerance is not None:
        least = allowed if floating == SINGLE else 0.0  # no digits are asked for that are not there
        allowed = max(least, tolerance.atol + tolerance.rtol * _largest(right))
    with np.errstate(over="ignore"):  # infinity is wrong as well
        difference = np.abs(numbers - right)
    wrong = difference > allowed
    if not wrong.any():
        return None
    at = tuple(int(i) for i in np.unravel_index(int(difference.argmax()), difference.shape))
    count, total = int(wrong.sum()), int(wrong.size)
    if total == 1:
        where = f"{value.name} is off by {difference.max():.3g}"
    else:
        where = f"{value.name} differs in {count} of {total} entries, most at {list(at)}"
        where += f": by {difference.max():.3g}"
    if array.dtype == np.float16:
        where += " (it is float16, which keeps three digits)"
    elif floating == DOUBLE and difference.max() <= CLOSE * _largest(right):
        where += " (five digits are right: is something in float32, or was a small number added?)"
    return Mismatch(
        f"{where}; {allowed:.2g} is allowed",  # `without_amounts` knows this form
        max_abs_difference=float(difference.max()),
        at=at,
        allowed=float(allowed),
        differing=count,
        total=total,
        actual=plain(array),
    )


def without_amounts(message: str) -> str:
    """What a mismatch says, but for by how much: beside the student's value that is the right one.

    What is allowed is a share of the right value, and says as much.
    """
    return re.sub(r":? by [-+.\w]+( \([^()]*\))?; [-+.\w]+ is allowed", r"\1", message)


def precision(array: Array) -> np.dtype[Any]:
    """The precision that floating-point numbers were computed in.

    Numbers of single precision that came through `item()`, `tolist()` or a double array are known by all
    their digits: a double has more of them. Round numbers tell nothing, and count as double.
    """
    if array.dtype.kind != "f":
        return DOUBLE
    if array.dtype.itemsize <= SINGLE.itemsize:
        # Half precision gets the slack of single: with its own, zeros would pass for small gradients.
        return SINGLE
    with np.errstate(over="ignore"):
        rounded = array.astype(SINGLE)
    is_single = np.array_equal(rounded, array) and (rounded.view(np.uint32) & LAST_BITS).any()
    return SINGLE if is_single else DOUBLE


def _compare_items(
    actual: object,
    expected: Sequence[Any],
    value: Value,
    *,
    scale: Scale,
    sizes: Mapping[str, int],
    tolerance: Tolerance | None,
) -> Mismatch | None:
    """The first item of a list that is wrong; one in another shape only if all others are right."""
    if isinstance(actual, Mismatch):
        return actual
    if isinstance(actual, np.ndarray) and not actual.ndim:
        actual = actual.item()
    if not isinstance(actual, list | tuple | np.ndarray):
        return Mismatch(f"{value.name} is {describe(actual)}, expected a list")
    items = list(actual)
    if len(items) != len(expected):
        plural = "item" if len(items) == 1 else "items"
        return Mismatch(f"{value.name} has {len(items)} {plural}, expected {len(expected)}")
    reshaped: Mismatch | None = None
    for index, (mine, right) in enumerate(zip(items, expected, strict=True)):
        item = replace(value, name=f"{value.name}[{index}]", count=None)
        known = {**sizes, "i": index + 1}
        found = compare(mine, right, item, scale=scale, sizes=known, tolerance=tolerance)
        if found is not None:
            shown = _numbers_shown(items)
            found = replace(found, at=(index, *(found.at or ())), actual=shown)
            if not found.reshaped:
                return found
            reshaped = reshaped or found
    return reshaped


def _numbers_shown(items: Sequence[object]) -> Plain:
    """The items of a student's list for the report, if they are numbers and not too many."""
    arrays = [as_array(item, "") for item in items]
    known = [item for item in arrays if not isinstance(item, Mismatch)]
    if len(known) < len(arrays) or sum(map(_length, known)) > MAX_SHOWN:
        return None
    return plain(known)


def plain(value: object) -> Plain:
    """Arrays as nested lists, numpy scalars as Python numbers, for a report."""
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind != "c":
        numbers: Plain = value.tolist()
        return numbers
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return describe(value)


def _shown(array: Array) -> Plain:
    """A student's array for the report, unless it is of a size that nobody would look at."""
    return plain(array) if _length(array) <= MAX_SHOWN else None


def _length(array: Array) -> int:
    """How many lists or numbers the report would have; an array without entries may still have many rows."""
    return math.prod(max(size, 1) for size in array.shape)


def describe(value: object) -> str:
    """What a value is, for a sentence."""
    if value is None:
        return "None"
    if isinstance(value, Unsupported):
        hint = TYPE_HINTS.get(value.type_name)
        return f"a value of type {value.type_name}" + (f" ({hint})" if hint else "")
    if isinstance(value, list | tuple):
        return f"an empty {type(value).__name__}" if not value else f"a {type(value).__name__}"
    if isinstance(value, np.ndarray):
        if not value.shape:
            return "a single number"
        return f"an array of shape {shape_text(value.shape)}"
    if isinstance(value, str | bytes):
        return "text"
    return f"a value of type {type(value).__name__}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def same(first: object, second: object) -> bool:
    """Whether two plain values are equal in type, dtype, shape and value; NaN equals NaN."""
    if type(first) is not type(second):
        return False
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and all(map(same, first, second))
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, np.ndarray) and isinstance(second, np.ndarray):
        return first.dtype == second.dtype and np.array_equal(first, second, equal_nan=True)
    return bool(first == second or (first != first and second != second))


def of_like_size(first: object, second: object, floor: float = 0.0) -> bool:
    """Whether the largest entries of two values, or *floor* if that is more, are within a factor LIKE.

    What is far out of proportion makes the rounding of the rest as large as one pleases.
    """
    one, other = (max(Scale.of([value]).magnitude, floor) for value in (first, second))
    return one <= LIKE * other and other <= LIKE * one


def _leaf_fault(value: object) -> str | None:
    """What stands in a value that is no number; None if all are."""
    if isinstance(value, list | tuple):
        return next((fault for item in value if (fault := _leaf_fault(item)) is not None), None)
    if isinstance(value, np.ndarray | np.generic):
        return "complex numbers, expected real ones" if value.dtype.kind == "c" else None
    if isinstance(value, bool | int | float):
        return None
    if isinstance(value, complex):
        return "complex numbers, expected real ones"
    return f"{describe(value)}, expected numbers"


def _not_finite(numbers: Array, name: str) -> Mismatch:
    bad = ~np.isfinite(numbers)
    kind = (
        "NaN" if np.isnan(numbers).any() else "infinity" if np.inf in numbers else "minus infinity"
    )
    at = tuple(int(i) for i in np.argwhere(bad)[0])
    where = f" in {int(bad.sum())} of {bad.size} entries, first at {list(at)}" if bad.ndim else ""
    return Mismatch(
        f"{name} is {kind}{where}; expected finite numbers",
        at=at,
        differing=int(bad.sum()),
        total=int(bad.size),
        actual=plain(numbers),
    )


def _shape_sentence(
    actual: Array, shape: tuple[int, ...], value: Value, sizes: Mapping[str, int]
) -> str:
    wanted = shape_text(shape)
    if any(isinstance(size, str) for size in value.shape):
        wanted += f" = {shape_text(value.shape)}"
    sentence = f"{value.name} has shape {shape_text(actual.shape)}, expected {wanted}"
    if not value.shape:
        sentence = f"{value.name} has shape {shape_text(actual.shape)}, expected a single number"
    if actual.size == np.prod(shape):
        if actual.shape == shape[::-1]:
            return f"{sentence}: that is the shape of its transpose"
        if [size for size in actual.shape if size != 1] == [size for size in shape if size != 1]:
            return f"{sentence}: {_axes_sentence(actual.shape, shape)}"
    used = {name for size in value.shape if isinstance(size, str) for name in members(size, sizes)}
    named = [f"{name} = {size}" for name, size in sizes.items() if name in used - {"i"}]
    return f"{sentence} with {', '.join(named)}" if named else sentence


def _in_shape(actual: object, value: Value, shape: tuple[int, ...]) -> Array | None:
    """What came in the right shape, if all that it takes is to add axes of length 1, or to drop them."""
    array = actual if isinstance(actual, Mismatch) else as_array(actual, value.name)
    if isinstance(array, Mismatch) or not _differ_in_axes(array.shape, shape):
        return None
    return array.reshape(shape)


def _differ_in_axes(first: Shape, second: Shape) -> bool:
    """Whether one shape is the other with further axes of length 1; never a transposed one."""
    short, long = sorted((first, second), key=len)
    rest = iter(long)
    return (
        len(short) < len(long)
        and [size for size in short if size != 1] == [size for size in long if size != 1]
        and all(size in rest for size in short)
    )


def _axes_sentence(actual: Shape, shape: Shape) -> str:
    """What to do about shapes that differ in axes of length 1."""
    extra = len(actual) - len(shape)
    if not extra:
        return "the axis of length 1 stands in another place"
    count = "an axis" if abs(extra) == 1 else f"{abs(extra)} axes"
    if extra > 0:
        way = " or take [0]" if actual[0] == 1 and shape[:1] != (1,) else ""
        if not shape:
            way = " or take .item()"
        elif len(shape) == 1:
            way = " or use .reshape(-1)"
        return f"{count} of length 1 too many; leave out keepdims{way}"
    verb = "is" if extra == -1 else "are"
    way = "keepdims=True"
    if len(actual) == 1 and extra == -1:
        way = "[:, None]" if shape == (*actual, 1) else "[None, :]"
        way += ", or with keepdims=True"
    return f"{count} of length 1 {verb} missing; add {'it' if extra == -1 else 'them'} with {way}"


def shape_text(shape: Shape) -> str:
    """A shape, of numbers or of names, as numpy writes it."""
    inside = ", ".join(map(str, shape))
    return f"({inside},)" if len(shape) == 1 else f"({inside})"


def _largest(array: Array) -> float:
    return float(np.abs(array).max(initial=0.0))
