"""The right value with another sign, multiplied, or turned."""

from __future__ import annotations

import ast
import itertools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from grader.answer_key import Entry, Given
from grader.diagnosis.search import Explanation, Predict, Search, flat

NAME = "[A-Za-z_][A-Za-z_0-9]*"
POWERS = (-2, -1, 1, 2)
MAX_DENOMINATOR = 12
KNOWN_FACTORS = {
    1 / math.log(2): "the logarithm is to the base 2 where the natural one is asked for",
    1 / math.log(10): "the logarithm is to the base 10 where the natural one is asked for",
    math.log(2): "a logarithm to the base 2 is undone as if it were natural",
    math.log(10): "a logarithm to the base 10 is undone as if it were natural",
}


def signs_and_scales(search: Search, base: Predict, also: str = "") -> Iterator[Explanation]:
    """The wrong sign, or a factor: a constant, a size, a scalar argument, or two of them."""
    name = search.name
    yield Explanation(
        "sign", f"{name} has the wrong sign{also}.", lambda given: _times(-1.0, base(given))
    )
    yield Explanation(
        "inverse",
        f"{name} is upside down: it is 1 divided by what it should be{also}.",
        lambda given: _reciprocal(base(given)),
    )
    ratios = [_ratio(search, given, base) for given in search.answers]
    known = [(given, ratio) for given, ratio in zip(search.answers, ratios, strict=True) if ratio]
    if len(known) < 2 or any(ratio is None for ratio in ratios):
        return
    seen = [(given[0], ratio) for given, ratio in known if ratio]
    divisors = _divisors(search)
    for words, places, factor in _factors(seen, divisors):

        def predict(given: Given, factor: Callable[[Entry], float] = factor) -> Any:
            return _times(factor(given[0]), base(given))

        told = f"{name} is {words} times the right one{also}{places}."
        yield Explanation("scaled", told, predict)


def transpositions(search: Search) -> Iterator[Explanation]:
    """Axes in another order, alone or with another sign or a factor."""
    axes = len(search.value.shape)
    if search.value.count is not None or axes < 2:
        return
    for order in itertools.permutations(range(axes)):
        if order == tuple(range(axes)):
            continue

        def turned(given: Given, order: tuple[int, ...] = order) -> Any:
            right = search.base(given)
            return None if np.ndim(right) != len(order) else np.asarray(right).transpose(order)

        what = "is transposed" if axes == 2 else "has its axes in another order"
        back = ", ".join(str(order.index(axis)) for axis in range(axes))
        way = "" if axes == 2 else f": {search.name}.transpose({back}) puts them right"
        yield Explanation("transposed", f"{search.name} {what}{way}.", turned)
        yield from signs_and_scales(search, turned, f", and {what}")


def _reciprocal(value: Any) -> Any:
    if value is None or isinstance(value, list) or np.ndim(value):
        return None
    return 1 / np.asarray(value)


def _ratio(search: Search, given: Given, base: Predict) -> float | None:
    """By what a value is multiplied, if it is by one number; 0 if the right value is zero."""
    mine, right = given[1].get(search.name), base(given)
    if mine is None or right is None:
        return None
    first, second = flat(mine), flat(right)
    if first.shape != second.shape or not first.size:
        return None
    at = int(np.abs(second).argmax())
    return 0.0 if second[at] == 0 else float(first[at] / second[at])


def _factors(
    known: Sequence[tuple[Entry, float]], divisors: str | None
) -> Iterator[tuple[str, str, Callable[[Entry], float]]]:
    """Factors that fit what is seen: in words, where they were seen, and to compute with.

    They are constants, and sizes and scalar arguments with a power. *divisors* is what the right formula
    divides by; None if that is not known.
    """
    (first, at_first), *rest = known
    quantities = [
        *((name, partial(_size_of, name)) for name in first.case.sizes if "[" not in name),
        *(
            (name, partial(_argument_of, name))
            for name, value in first.case.arguments.items()
            if isinstance(value, int | float) and name not in first.case.sizes
        ),
    ]
    bases: list[tuple[str, Callable[[Entry], float]]] = [("", lambda _entry: 1.0)]
    for name, quantity in quantities:
        bases += [(_power_words(name, p), partial(_power, [(quantity, p)])) for p in POWERS]
    for (name, quantity), (other, second) in itertools.combinations(quantities, 2):
        for power, and_power in itertools.product((-1, 1), repeat=2):
            words = _product_words(name, power, other, and_power)
            bases.append((words, partial(_power, [(quantity, power), (second, and_power)])))
    for words, base in bases:
        scale = base(first)
        if not scale or not math.isfinite(scale):
            continue
        constant = at_first / scale
        if not all(math.isclose(ratio, constant * base(e), rel_tol=1e-6) for e, ratio in rest):
            continue
        exact = _round(constant)
        if exact is None and (words or not _is_known(constant)):
            continue
        number = float(exact) if exact is not None else constant
        is_size = words in first.case.sizes
        advice = _advice(words, divisors, is_size=is_size) if number == 1 else ""
        if exact is not None and exact.numerator == 1 < exact.denominator and is_size:
            advice = f": it is divided by {exact.denominator} where {words} belongs"
        yield *_factor_words(number, words, known, advice), partial(_scaled, number, base)


def _factor_words(
    number: float, words: str, known: Sequence[tuple[Entry, float]], advice: str
) -> tuple[str, str]:
    """Such as "exactly 2", or "N" and " (2 times where N = 2, 7 times where N = 7)"."""
    if not words:
        close = (text for k, text in KNOWN_FACTORS.items() if math.isclose(number, k, rel_tol=1e-6))
        told = next(close, "")
        return f"exactly {_number(number)}", f": {told}" if told else ""
    factor = _product(Fraction(number).limit_denominator(MAX_DENOMINATOR), words)
    ends = sorted({ratio: entry for entry, ratio in known}.items())
    seen = [
        f"{ratio:.4g} times where {_places(words, entry)}" for ratio, entry in (ends[0], ends[-1])
    ]
    return factor, f" ({', '.join(seen)}){advice}"


def _product(number: Fraction, words: str) -> str:
    """A number times a quantity, as one writes it: "2·N", "N/4", "3·N/4", "2/N"."""
    sign, top, bottom = "-" if number < 0 else "", abs(number.numerator), number.denominator
    if words.startswith("1/") and bottom == 1:
        return f"{sign}{top}{words[1:]}"
    return f"{sign}{'' if top == 1 else f'{top}·'}{words}{'' if bottom == 1 else f'/{bottom}'}"


def _power_words(name: str, power: int) -> str:
    return {1: name, -1: f"1/{name}", 2: f"{name}²", -2: f"1/{name}²"}[power]


def _product_words(name: str, power: int, other: str, and_power: int) -> str:
    if power < 0 < and_power:
        return f"{other}/{name}"
    return (
        f"{name}·{other}"
        if and_power > 0
        else f"{name}/{other}"
        if power > 0
        else f"1/({name}·{other})"
    )


def _places(words: str, entry: Entry) -> str:
    names = [*entry.case.sizes, *entry.case.arguments]
    values = {**entry.case.arguments, **entry.case.sizes}
    used = [name for name in dict.fromkeys(names) if name in re.findall(NAME, words)]
    return ", ".join(f"{name} = {values[name]:g}" for name in used)


def _advice(words: str, divisors: str | None, *, is_size: bool) -> str:
    """What a factor that is a size or an argument most often means."""
    if divisors is None:
        return ""
    if re.fullmatch(NAME, words):
        named = rf"\b{words}\b" + (r"|len\(|\.shape|\.size|mean\(" if is_size else "")
        if re.search(named, divisors):
            return f": a division by {words} is missing"
        if is_size:
            return (
                f": the right one is not divided by {words}, so look for a mean where a sum belongs"
            )
        return f": it is multiplied by {words} once too often"
    if re.fullmatch(f"1/{NAME}", words):
        return f": it is divided by {words[2:]} once too often"
    return ""


def _divisors(search: Search) -> str | None:
    """What this output's formulas and those before it divide by, as code; it is only searched in."""
    reference = search.key.reference
    if search.problem.bundled:
        return None
    if reference is None:
        return "mean("  # the objective is not known in numpy: most often it is a mean
    needed = reference.needed([search.name])
    found = []
    for definition in ast.parse(reference.file.read_text(encoding="utf-8")).body:
        if isinstance(definition, ast.FunctionDef) and definition.name in needed:
            for node in ast.walk(definition):
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                    found.append(ast.unparse(node.right))
                elif isinstance(node, ast.Attribute) and node.attr in ("mean", "average"):
                    found.append("mean(")
    return " ".join(found)


def _number(number: float) -> str:
    exact = _round(number)
    return f"{number:.6g}" if exact is None else str(exact)


def _round(number: float) -> Fraction | None:
    if not math.isfinite(number):
        return None
    nearest = Fraction(number).limit_denominator(MAX_DENOMINATOR)
    return nearest if nearest and math.isclose(number, nearest, rel_tol=1e-6) else None


def _is_known(number: float) -> bool:
    return any(math.isclose(number, known, rel_tol=1e-6) for known in KNOWN_FACTORS)


def _power(parts: Sequence[tuple[Callable[[Entry], float], int]], entry: Entry) -> float:
    numbers = [(float(quantity(entry)), power) for quantity, power in parts]
    return (
        math.prod(number**power for number, power in numbers) if all(n for n, _ in numbers) else 0.0
    )


def _scaled(number: float, base: Callable[[Entry], float], entry: Entry) -> float:
    return number * base(entry)


def _size_of(name: str, entry: Entry) -> float:
    return float(entry.case.sizes[name])


def _argument_of(name: str, entry: Entry) -> float:
    return float(entry.case.arguments[name])


def _times(factor: float, value: Any) -> Any:
    if value is None:
        return None
    return (
        [_times(factor, item) for item in value]
        if isinstance(value, list)
        else factor * np.asarray(value)
    )
