"""What a schema cannot say of a problem: names that must refer to something, and what must go together."""

from __future__ import annotations

import contextlib
import keyword
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.spec.document import joined, spec_error
from grader.spec.expression import ExpressionError, names
from grader.spec.model import (
    Extreme,
    Kind,
    Mask,
    Problem,
    Quantity,
    Value,
    Variation,
    whole_numbers,
)


def check_names(file: Path, document: Mapping[str, Any], problem: Problem) -> None:
    """Check a *problem* that was made from the *document* in a file.

    Raises:
        SpecError: naming the place, what was expected and what was found.
    """
    if problem.id != f"{file.parent.parent.name}/{file.parent.name}":
        expected = f"the names of the folders, '{file.parent.parent.name}/{file.parent.name}'"
        raise spec_error(file, ["id"], expected, problem.id)
    for name, dimension in problem.dimensions.items():
        if dimension.low > dimension.high:
            found = [dimension.low, dimension.high]
            raise spec_error(file, ["dimensions", name], "the smaller size first", found)
        if dimension.count is not None:
            _check_arithmetic(file, ["dimensions", name, "count"], dimension.count, problem)
    for index, function in enumerate(problem.functions):
        if function.script is None:
            _check_keyword(file, _function_path(problem, index), function.name)
    groups: list[tuple[list[str | int], Iterable[Mapping[str, Any]]]] = [
        (["outputs"], document.get("outputs", [])),
        (["inputs"], document.get("inputs", [])),
    ]
    for index, function in enumerate(document.get("functions", [])):
        groups.append((["functions", index, "inputs"], function["inputs"]))
        groups.append((["functions", index, "returns"], function["returns"]))
    for path, items in groups:
        _check_values(file, path, items, problem)
    if "i" in problem.dimensions:
        raise spec_error(
            file, ["dimensions"], "another name than i, the number of a list's item", "i"
        )
    if problem.kind is Kind.FUNCTION:
        _check_cases(file, problem)


def _check_values(
    file: Path, path: list[str | int], items: Iterable[Mapping[str, Any]], problem: Problem
) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item["name"] in seen:
            raise spec_error(file, [*path, index, "name"], "each name once", item["name"])
        seen.add(item["name"])
        _check_keyword(file, [*path, index, "name"], item["name"])
        _check_dtype(file, [*path, index], item, problem)
        if "distribution" in item:
            _check_distribution(file, [*path, index, "distribution"], item, problem)
        for axis, size in enumerate(item.get("shape", [])):
            if isinstance(size, str):
                place = [*path, index, "shape", axis]
                numbers = whole_numbers(problem) if path == ["outputs"] else set()
                _check_arithmetic(
                    file, place, size, problem, in_list="list" in item, numbers=numbers
                )
        if "list" in item:
            _check_arithmetic(file, [*path, index, "list"], item["list"], problem)


def _check_distribution(
    file: Path, place: list[str | int], item: Mapping[str, Any], problem: Problem
) -> None:
    ((family, parameters),) = item["distribution"].items()
    place = [*place, family]
    if family in ("uniform", "integers"):
        low, high = parameters["low"], parameters["high"]
        if not isinstance(low, str) and not isinstance(high, str) and low >= high:
            raise spec_error(file, place, "low below high", parameters)
    values = parameters.items() if isinstance(parameters, dict) else [("", parameters)]
    for name, value in values:
        if isinstance(value, str):
            where = [*place, name] if name else place
            _check_arithmetic(file, where, value, problem, in_list="list" in item)
    if family in ("choice", "cycle"):
        wanted = str if item.get("dtype") == "text" else (int, float)
        if not all(isinstance(value, wanted) for value in parameters):
            kind = "text" if wanted is str else "numbers"
            raise spec_error(file, place, f"{kind}, as the dtype says", parameters)
    elif family == "one_hot" and parameters.get("axis", 0) >= len(item["shape"]):
        raise spec_error(file, place, "an axis of the shape", parameters)


def _check_dtype(
    file: Path, path: list[str | int], item: Mapping[str, Any], problem: Problem
) -> None:
    dtype = item.get("dtype")
    is_input = "inputs" in path
    if dtype == "layers" and (is_input or problem.kind is not Kind.CONSTRUCT):
        expected = "numbers or text: only constructions return layers"
        raise spec_error(file, [*path, "dtype"], expected, dtype)
    if dtype == "text" and not is_input:
        raise spec_error(file, [*path, "dtype"], "numbers: text is for inputs", dtype)
    if dtype == "text" and problem.kind is Kind.FUNCTION:
        family = next(iter(item.get("distribution", {"normal": {}})))
        if family not in ("choice", "cycle"):
            raise spec_error(file, path, "the distribution choice or cycle for text", family)


def _check_arithmetic(
    file: Path,
    path: list[str | int],
    text: str,
    problem: Problem,
    *,
    in_list: bool = False,
    numbers: Collection[str] = (),
) -> None:
    """Raise unless *text* is arithmetic on sizes, or on those *numbers* among the inputs."""
    known = problem.dimensions
    single = {name for name, item in known.items() if item.count is None}
    expected = f"a size, a name in $.dimensions ({joined(known)}), or arithmetic on them"
    try:
        plain, indexed = names(text, indexed=False), names(text, indexed=True)
    except ExpressionError:
        raise spec_error(file, path, expected, text) from None
    if not plain <= {*single, *numbers, *(["i"] if in_list else [])}:
        raise spec_error(file, path, expected, text)
    if not indexed <= known.keys() - single:
        raise spec_error(file, path, f"{expected}; an index only on a family", text)


def _function_path(problem: Problem, index: int) -> list[str | int]:
    return ["function"] if problem.kind is Kind.FUNCTION else ["functions", index, "name"]


def _check_keyword(file: Path, path: list[str | int], name: str) -> None:
    if keyword.iskeyword(name):
        raise spec_error(file, path, "a name that Python does not reserve", name)


def _check_cases(file: Path, problem: Problem) -> None:
    inputs = [value.name for value in problem.function.inputs]
    outputs = [output.name for output in problem.outputs]
    texts = [value.name for value in problem.function.inputs if value.dtype == "text"]
    for index, golden in enumerate(problem.golden):
        for name in inputs:
            if name not in golden.arguments:
                raise spec_error(
                    file, ["golden", index, "arguments"], f"a value for {name!r}", None
                )
        check_keys(file, ["golden", index, "arguments"], golden.arguments, inputs, "an input")
        check_keys(file, ["golden", index, "expected"], golden.expected, outputs, "an output")
    changes: list[tuple[str, int, Extreme | Variation]] = [
        *(("extreme", index, item) for index, item in enumerate(problem.extreme)),
        *(("variations", index, item) for index, item in enumerate(problem.variations)),
    ]
    for kind, index, change in changes:
        place: list[str | int] = [kind, index]
        check_keys(file, [*place, "scale"], change.scale, inputs, "an input")
        check_keys(file, [*place, "add"], change.add, inputs, "an input")
        check_keys(file, [*place, "arguments"], change.arguments, inputs, "an input")
        single = [name for name, item in problem.dimensions.items() if item.count is None]
        check_keys(file, [*place, "sizes"], change.sizes, single, "a single dimension")
        for name in (*change.scale, *change.add):
            if name in texts:
                raise spec_error(file, place, "a number to scale or shift", name)
    _check_variations(file, problem)
    _check_stability(file, problem)
    _check_penalty(file, problem)
    _check_random(file, problem)
    for index, constraint in enumerate(problem.constraints):
        if constraint.values in texts and not constraint.holds:
            raise spec_error(file, ["constraints", index, "values"], "numbers", constraint.values)


def _check_variations(file: Path, problem: Problem) -> None:
    tags: set[str] = set()
    for index, item in enumerate(problem.variations):
        if item.tag in tags:
            raise spec_error(file, ["variations", index, "tag"], "each tag once", item.tag)
        tags.add(item.tag)
        if not (item.arguments or item.sizes or item.scale or item.add):
            expected = "something that is varied, in arguments, sizes, scale or add"
            raise spec_error(file, ["variations", index], expected, {"tag": item.tag})


def _check_stability(file: Path, problem: Problem) -> None:
    """Cases that are marked cost points, and points are lost on cases that are marked."""
    marked = [index for index, extreme in enumerate(problem.extreme) if extreme.stability]
    if marked and not any(output.stability for output in problem.outputs):
        expected = "an output with the property 'stability', which says what the case costs"
        raise spec_error(file, ["extreme", marked[0], "stability"], expected, True)
    for index, output in enumerate(problem.outputs):
        place: list[str | int] = ["outputs", index, "stability"]
        if output.stability is not None and not marked:
            expected = "an extreme case with the property 'stability'"
            raise spec_error(file, place, expected, "none in $.extreme")
        if output.stability_points > output.points:
            expected = f"at most the points of the output, {output.points:g}"
            raise spec_error(file, [*place, "points"], expected, output.stability_points)


def _check_penalty(file: Path, problem: Problem) -> None:
    """A scalar strength, a scalar loss, and gradients of the shape of what is penalised."""
    penalty = problem.penalty
    if penalty is None:
        return
    inputs = {item.name: item for item in problem.function.inputs}
    returned = {item.name: item for item in problem.function.returns}
    loss, strength = returned.get(penalty.loss), inputs.get(penalty.strength)
    if loss is None or not _is_real(loss) or loss.shape:
        raise spec_error(file, ["penalty", "loss"], "an output that is a real scalar", penalty.loss)
    if strength is None or not _is_real(strength) or strength.shape:
        expected = "an input that is a real scalar"
        raise spec_error(file, ["penalty", "strength"], expected, penalty.strength)
    for name, by in penalty.gradients.items():
        place: list[str | int] = ["penalty", "gradients", name]
        gradient, weights = returned.get(name), inputs.get(by)
        if gradient is None or name == penalty.loss or not _is_real(gradient):
            raise spec_error(file, place, f"a real output ({joined(returned)})", name)
        if weights is None or by == penalty.strength or not _is_real(weights):
            raise spec_error(file, place, f"a real input ({joined(inputs)})", by)
        if weights.shape != gradient.shape:
            expected = f"an input of the shape of {name}, {list(gradient.shape)}"
            raise spec_error(file, place, expected, list(weights.shape))


def _is_real(value: Value) -> bool:
    return value.dtype == "float64" and value.count is None


def _check_random(file: Path, problem: Problem) -> None:
    """What a random output names is there, and nothing else is said of its values."""
    function = problem.function
    known = [i.name for i in function.inputs if not (i.shape or i.count) and i.dtype != "text"]
    known += [name for name, item in problem.dimensions.items() if item.count is None]
    for index, (output, value) in enumerate(zip(problem.outputs, function.returns, strict=True)):
        if output.random is None:
            continue
        place: list[str | int] = ["outputs", index]
        if output.tolerance is not None or value.count is not None or value.dtype != "float64":
            expected = "a single float64 array without a tolerance, where values are random"
            raise spec_error(file, place, expected, output.name)
        for number, golden in enumerate(problem.golden):
            if output.name in golden.expected:
                expected = "no value of what is drawn at random"
                raise spec_error(file, ["golden", number, "expected"], expected, output.name)
        said = vars(output.random)
        place += ["random", type(output.random).__name__.lower()]
        for name in ("kept", "factor", "mean", "std", "low", "high"):
            _check_quantity(file, [*place, name], said.get(name), known)
        if isinstance(output.random, Mask):
            _check_mask(file, place, problem, value, output.random)


def _check_quantity(
    file: Path, place: list[str | int], quantity: Quantity | None, known: Iterable[str]
) -> None:
    if not isinstance(quantity, str):
        return
    with contextlib.suppress(ExpressionError):
        if names(quantity) <= set(known):
            return
    expected = f"a number, or arithmetic on sizes and inputs that are one ({joined(known)})"
    raise spec_error(file, place, expected, quantity)


def _check_mask(
    file: Path, place: list[str | int], problem: Problem, value: Value, mask: Mask
) -> None:
    shapes = {i.name: i.shape for i in problem.function.inputs if i.count is None}
    if shapes.get(mask.of) != value.shape:
        alike = [name for name, shape in shapes.items() if shape == value.shape]
        raise spec_error(file, [*place, "of"], f"an input of its shape ({joined(alike)})", mask.of)
    kept = {
        output.name: output.random
        for output, other in zip(problem.outputs, problem.function.returns, strict=True)
        if isinstance(output.random, Mask)
        and output.random.like is None
        and other.shape == value.shape
        and other.name != value.name
    }
    for name in ("like", "unlike"):
        other = getattr(mask, name)
        if other is not None and other not in kept:
            expected = f"another output of its shape with the property 'kept' ({joined(kept)})"
            raise spec_error(file, [*place, name], expected, other)
    if mask.unlike is not None and kept[mask.unlike].kept != mask.kept:
        raise spec_error(file, [*place, "unlike"], "an output with the same 'kept'", mask.unlike)


def check_keys(
    file: Path, path: list[str | int], found: Iterable[str], known: Iterable[str], what: str
) -> None:
    """Raise a SpecError unless every name that was *found* is one of the *known* ones; *what* says of what."""
    for name in found:
        if name not in known:
            raise spec_error(file, [*path, name], f"{what} ({joined(known)})", name)
