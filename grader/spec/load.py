"""Reads `homework.json` and `problem.json`; a broken one is refused with file, JSON path, expected, found."""

from __future__ import annotations

import contextlib
import hashlib
import json
import keyword
import math
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from grader.cache import cache_folder
from grader.errors import SpecError, UsageError
from grader.spec.bundle import is_bundle, read_bundle
from grader.spec.expression import ExpressionError, names
from grader.spec.model import (
    ChangedArguments,
    Constraint,
    Counts,
    Criterion,
    Derivative,
    Dimension,
    Erratum,
    Extreme,
    Feedback,
    Function,
    Golden,
    Homework,
    Input,
    Kind,
    Limits,
    Mask,
    Normal,
    Output,
    Penalty,
    Policy,
    Prices,
    Problem,
    Quantity,
    Random,
    Stability,
    Tolerance,
    Uniform,
    Value,
    Variation,
    whole_numbers,
)

if TYPE_CHECKING:
    from grader.spec.script import Script

DEFAULT_RANDOM_CASES = 24
MAX_DIGITS = 18  # more do not fit in an array


def find_homeworks(folder: Path) -> dict[str, Path]:
    """The homeworks in *folder*: id to homework folder, sorted by id.

    Raises:
        UsageError: if there is none.
    """
    found = {path.parent.name: path.parent for path in sorted(folder.glob("*/homework.json"))}
    if not found:
        raise UsageError(f"{folder}: expected folders with a homework.json, found none")
    return found


def asked_names(homework_folder: Path) -> set[str]:
    """Names of the functions and written answers that a homework asks for; its specs are not checked.

    Choosing the homework of a submission looks at every homework; only the chosen one is checked.
    """
    names: set[str] = set()
    for file in sorted(homework_folder.glob("*/problem.json")):
        spec = _read_json(file)
        functions = spec.get("functions")
        items = functions if isinstance(functions, list) else []
        found = [item.get("name") for item in items if isinstance(item, dict)]
        if spec.get("kind") == Kind.WRITTEN:
            found.append(file.parent.name)
        if isinstance(spec.get("script"), list):
            from grader.spec.script import free_names  # most homeworks have no scripts

            lines = [line for line in spec["script"] if isinstance(line, str)]
            found += free_names(lines, [_name_of(item) for item in spec.get("inputs", [])])
        names.update(name for name in [spec.get("function"), *found] if isinstance(name, str))
    return names


def load_homework(folder: Path) -> Homework:
    """Read and check a homework and all its problems.

    Raises:
        SpecError: naming the file, the JSON path, what was expected and what was found.
        UsageError: if it is a bundle for students that has been changed, or is too new.
    """
    bundle = read_bundle(folder)
    file = folder / "homework.json"
    document = _checked(file, "homework.schema.json")
    if document["id"] != folder.name:
        raise _error(file, ["id"], f"the name of the folder, {folder.name!r}", document["id"])
    problems = [
        load_problem(_problem_folder(file, folder, index, name))
        for index, name in enumerate(document["problems"])
    ]
    policy = _policy(file, document)
    _check_keys(file, ["points"], document.get("points", {}), document["problems"], "a problem")
    return Homework(
        id=document["id"],
        title=document["title"],
        source=document["source"],
        folder=folder,
        problems=tuple(_in_homework(file, document, problem) for problem in problems),
        digest=_homework_digest(folder, problems),
        follow_through=float(document.get("follow_through", 1.0)),
        prices=Prices(**document.get("prices", {})),
        hidden_cases=document.get("cases", {}).get("hidden", 0),
        policy=policy,
        bundle=bundle,
    )


def load_problem(folder: Path) -> Problem:
    """Read and check one problem.

    Raises:
        SpecError: naming the file, the JSON path, what was expected and what was found.
    """
    file = folder / "problem.json"
    document = _checked(file, "problem.schema.json")
    kind = Kind(document["kind"])
    outputs = document.get("outputs", [])
    if kind is Kind.FUNCTION:
        script = _script(file, document)
        name = document["function"] if script is None else ", ".join(i.name for i in script.written)
        function = _function({"name": name, "inputs": document["inputs"], "returns": outputs})
        functions: tuple[Function, ...] = (replace(function, script=script),)
    else:
        functions = tuple(_function(function) for function in document.get("functions", []))
    problem = Problem(
        id=document["id"],
        folder=folder,
        title=document["title"],
        source=document["source"],
        kind=kind,
        functions=functions,
        outputs=tuple(
            Output(
                name=output["name"],
                points=float(output["points"]),
                tolerance=Tolerance(**output["tolerance"]) if "tolerance" in output else None,
                derivative=Derivative(**output["derivative"]) if "derivative" in output else None,
                stability=_stability(output),
                random=_random(output, outputs),
            )
            for output in outputs
        ),
        dimensions={
            name: _dimension(item) for name, item in document.get("dimensions", {}).items()
        },
        constraints=tuple(Constraint(**item) for item in document.get("constraints", [])),
        random_cases=document.get("cases", DEFAULT_RANDOM_CASES),
        golden=tuple(Golden(**item) for item in document.get("golden", [])),
        extreme=tuple(Extreme(**item) for item in document.get("extreme", [])),
        limits=Limits(**document.get("limits", {})),
        feedback=Feedback(document.get("feedback", "full")),
        errata=tuple(Erratum(**item) for item in document.get("errata", [])),
        changed_arguments=ChangedArguments(document.get("changed_arguments", "wrong")),
        rubric=tuple(
            Criterion(**{**item, "points": float(item["points"])})
            for item in document.get("rubric", [])
        ),
        autograd=document.get("autograd", True),
        variations=tuple(Variation(**item) for item in document.get("variations", [])),
        penalty=Penalty(**document["penalty"]) if "penalty" in document else None,
        bundled=is_bundle(folder.parent),
        digest=tree_digest(folder),
    )
    _check_names(file, document, problem)
    return problem


def _script(file: Path, document: Mapping[str, Any]) -> Script | None:
    if "script" not in document:
        return None
    from grader.spec.script import ScriptError, read_script

    inputs, outputs = ([item["name"] for item in document[part]] for part in ("inputs", "outputs"))
    tensors = document.get("arrays") == "torch"
    try:
        return read_script(
            document["script"],
            inputs,
            outputs,
            sizes=document.get("dimensions", ()),
            tensors=tensors,
        )
    except ScriptError as error:
        found = document["script"][error.line]
        raise _error(file, ["script", error.line], error.expected, found) from None


def _name_of(item: object) -> str:
    return str(item.get("name")) if isinstance(item, dict) else ""


# What a homework says of its problems, and of time and attempts.


def _in_homework(file: Path, document: Mapping[str, Any], problem: Problem) -> Problem:
    """The problem with the points, public cases and feedback that it has in a homework."""
    shown = list(Feedback)
    most = Feedback(document.get("feedback", Feedback.FULL))
    problem = replace(problem, feedback=max(problem.feedback, most, key=shown.index))
    if problem.kind is Kind.FUNCTION:
        count = document.get("cases", {}).get("public", problem.random_cases)
        problem = replace(problem, random_cases=count)
    worth = document.get("points", {}).get(problem.name)
    if worth is None:
        return problem
    if not problem.points:
        expected = "a problem that its spec gives points to, to scale them"
        raise _error(file, ["points", problem.name], expected, problem.points)
    from grader.spec.worth import scaled  # few homeworks say so, and it loads exact arithmetic

    return scaled(problem, float(worth))


def _policy(file: Path, document: Mapping[str, Any]) -> Policy:
    late, attempts = document.get("late", {}), document.get("attempts", {})
    due = None
    if "due" in document:
        from grader.spec.moment import moment  # few homeworks say so

        try:
            due = moment(document["due"])
        except ValueError as error:
            raise _error(file, ["due"], str(error), document["due"]) from None
    elif "late" in document:
        raise _error(file, ["late"], "the property 'due' beside it", late)
    return Policy(
        due=due,
        **late,
        attempts=attempts.get("limit"),
        counts=Counts(attempts.get("counts", Counts.BEST)),
    )


def _stability(output: Mapping[str, Any]) -> Stability | None:
    item = output.get("stability")
    return None if item is None else Stability(float(item["points"]), item["remedy"])


def _random(output: Mapping[str, Any], outputs: Sequence[Mapping[str, Any]] = ()) -> Random | None:
    if "random" not in output:
        return None
    ((family, parameters),) = output["random"].items()
    kinds: dict[str, type[Random]] = {"mask": Mask, "normal": Normal, "uniform": Uniform}
    random = kinds[family](**parameters)
    if isinstance(random, Mask) and random.like is not None:
        partners = (_random(item) for item in outputs if item["name"] == random.like)
        partner = next(partners, None)
        if isinstance(partner, Mask):  # else it is refused, see `_check_mask`
            return replace(random, kept=partner.kept)
    return random


def _function(item: Mapping[str, Any]) -> Function:
    return Function(
        name=item["name"],
        inputs=tuple(_input(value) for value in item["inputs"]),
        returns=tuple(_value(value) for value in item["returns"]),
    )


def _dimension(item: Any) -> Dimension:
    if isinstance(item, dict):
        low, high = item["sizes"]
        return Dimension(low, high, item["count"])
    low, high = item
    return Dimension(low, high)


def _value(item: Mapping[str, Any]) -> Value:
    return Value(
        item["name"],
        tuple(item["shape"]),
        item.get("dtype", "float64"),
        item.get("description"),
        item.get("list"),
    )


def _input(item: Mapping[str, Any]) -> Input:
    ((distribution, parameters),) = item.get("distribution", {"normal": {}}).items()
    if distribution in ("choice", "cycle"):
        parameters = {"values": parameters}
    elif distribution == "size":
        parameters = {"value": parameters}
    return Input(
        **vars(_value(item)),
        distribution=distribution,
        parameters=parameters,
        unused=item.get("unused", False),
    )


# What a schema cannot say: names that must refer to something.


def _check_names(file: Path, document: Mapping[str, Any], problem: Problem) -> None:
    if problem.id != f"{file.parent.parent.name}/{file.parent.name}":
        expected = f"the names of the folders, '{file.parent.parent.name}/{file.parent.name}'"
        raise _error(file, ["id"], expected, problem.id)
    for name, dimension in problem.dimensions.items():
        if dimension.low > dimension.high:
            found = [dimension.low, dimension.high]
            raise _error(file, ["dimensions", name], "the smaller size first", found)
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
        raise _error(file, ["dimensions"], "another name than i, the number of a list's item", "i")
    if problem.kind is Kind.FUNCTION:
        _check_cases(file, problem)


def _check_values(
    file: Path, path: list[str | int], items: Iterable[Mapping[str, Any]], problem: Problem
) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item["name"] in seen:
            raise _error(file, [*path, index, "name"], "each name once", item["name"])
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
            raise _error(file, place, "low below high", parameters)
    values = parameters.items() if isinstance(parameters, dict) else [("", parameters)]
    for name, value in values:
        if isinstance(value, str):
            where = [*place, name] if name else place
            _check_arithmetic(file, where, value, problem, in_list="list" in item)
    if family in ("choice", "cycle"):
        wanted = str if item.get("dtype") == "text" else (int, float)
        if not all(isinstance(value, wanted) for value in parameters):
            kind = "text" if wanted is str else "numbers"
            raise _error(file, place, f"{kind}, as the dtype says", parameters)
    elif family == "one_hot" and parameters.get("axis", 0) >= len(item["shape"]):
        raise _error(file, place, "an axis of the shape", parameters)


def _check_dtype(
    file: Path, path: list[str | int], item: Mapping[str, Any], problem: Problem
) -> None:
    dtype = item.get("dtype")
    is_input = "inputs" in path
    if dtype == "layers" and (is_input or problem.kind is not Kind.CONSTRUCT):
        expected = "numbers or text: only constructions return layers"
        raise _error(file, [*path, "dtype"], expected, dtype)
    if dtype == "text" and not is_input:
        raise _error(file, [*path, "dtype"], "numbers: text is for inputs", dtype)
    if dtype == "text" and problem.kind is Kind.FUNCTION:
        family = next(iter(item.get("distribution", {"normal": {}})))
        if family not in ("choice", "cycle"):
            raise _error(file, path, "the distribution choice or cycle for text", family)


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
    expected = f"a size, a name in $.dimensions ({_names(known)}), or arithmetic on them"
    try:
        plain, indexed = names(text, indexed=False), names(text, indexed=True)
    except ExpressionError:
        raise _error(file, path, expected, text) from None
    if not plain <= {*single, *numbers, *(["i"] if in_list else [])}:
        raise _error(file, path, expected, text)
    if not indexed <= known.keys() - single:
        raise _error(file, path, f"{expected}; an index only on a family", text)


def _function_path(problem: Problem, index: int) -> list[str | int]:
    return ["function"] if problem.kind is Kind.FUNCTION else ["functions", index, "name"]


def _check_keyword(file: Path, path: list[str | int], name: str) -> None:
    if keyword.iskeyword(name):
        raise _error(file, path, "a name that Python does not reserve", name)


def _check_cases(file: Path, problem: Problem) -> None:
    inputs = [value.name for value in problem.function.inputs]
    outputs = [output.name for output in problem.outputs]
    texts = [value.name for value in problem.function.inputs if value.dtype == "text"]
    for index, golden in enumerate(problem.golden):
        for name in inputs:
            if name not in golden.arguments:
                raise _error(file, ["golden", index, "arguments"], f"a value for {name!r}", None)
        _check_keys(file, ["golden", index, "arguments"], golden.arguments, inputs, "an input")
        _check_keys(file, ["golden", index, "expected"], golden.expected, outputs, "an output")
    changes: list[tuple[str, int, Extreme | Variation]] = [
        *(("extreme", index, item) for index, item in enumerate(problem.extreme)),
        *(("variations", index, item) for index, item in enumerate(problem.variations)),
    ]
    for kind, index, change in changes:
        place: list[str | int] = [kind, index]
        _check_keys(file, [*place, "scale"], change.scale, inputs, "an input")
        _check_keys(file, [*place, "add"], change.add, inputs, "an input")
        _check_keys(file, [*place, "arguments"], change.arguments, inputs, "an input")
        single = [name for name, item in problem.dimensions.items() if item.count is None]
        _check_keys(file, [*place, "sizes"], change.sizes, single, "a single dimension")
        for name in (*change.scale, *change.add):
            if name in texts:
                raise _error(file, place, "a number to scale or shift", name)
    _check_variations(file, problem)
    _check_stability(file, problem)
    _check_penalty(file, problem)
    _check_random(file, problem)
    for index, constraint in enumerate(problem.constraints):
        if constraint.values in texts and not constraint.holds:
            raise _error(file, ["constraints", index, "values"], "numbers", constraint.values)


def _check_variations(file: Path, problem: Problem) -> None:
    tags: set[str] = set()
    for index, item in enumerate(problem.variations):
        if item.tag in tags:
            raise _error(file, ["variations", index, "tag"], "each tag once", item.tag)
        tags.add(item.tag)
        if not (item.arguments or item.sizes or item.scale or item.add):
            expected = "something that is varied, in arguments, sizes, scale or add"
            raise _error(file, ["variations", index], expected, {"tag": item.tag})


def _check_stability(file: Path, problem: Problem) -> None:
    """Cases that are marked cost points, and points are lost on cases that are marked."""
    marked = [index for index, extreme in enumerate(problem.extreme) if extreme.stability]
    if marked and not any(output.stability for output in problem.outputs):
        expected = "an output with the property 'stability', which says what the case costs"
        raise _error(file, ["extreme", marked[0], "stability"], expected, True)
    for index, output in enumerate(problem.outputs):
        place: list[str | int] = ["outputs", index, "stability"]
        if output.stability is not None and not marked:
            expected = "an extreme case with the property 'stability'"
            raise _error(file, place, expected, "none in $.extreme")
        if output.stability_points > output.points:
            expected = f"at most the points of the output, {output.points:g}"
            raise _error(file, [*place, "points"], expected, output.stability_points)


def _check_penalty(file: Path, problem: Problem) -> None:
    """A scalar strength, a scalar loss, and gradients of the shape of what is penalised."""
    penalty = problem.penalty
    if penalty is None:
        return
    inputs = {item.name: item for item in problem.function.inputs}
    returned = {item.name: item for item in problem.function.returns}
    loss, strength = returned.get(penalty.loss), inputs.get(penalty.strength)
    if loss is None or not _is_real(loss) or loss.shape:
        raise _error(file, ["penalty", "loss"], "an output that is a real scalar", penalty.loss)
    if strength is None or not _is_real(strength) or strength.shape:
        expected = "an input that is a real scalar"
        raise _error(file, ["penalty", "strength"], expected, penalty.strength)
    for name, by in penalty.gradients.items():
        place: list[str | int] = ["penalty", "gradients", name]
        gradient, weights = returned.get(name), inputs.get(by)
        if gradient is None or name == penalty.loss or not _is_real(gradient):
            raise _error(file, place, f"a real output ({_names(returned)})", name)
        if weights is None or by == penalty.strength or not _is_real(weights):
            raise _error(file, place, f"a real input ({_names(inputs)})", by)
        if weights.shape != gradient.shape:
            expected = f"an input of the shape of {name}, {list(gradient.shape)}"
            raise _error(file, place, expected, list(weights.shape))


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
            raise _error(file, place, expected, output.name)
        for number, golden in enumerate(problem.golden):
            if output.name in golden.expected:
                expected = "no value of what is drawn at random"
                raise _error(file, ["golden", number, "expected"], expected, output.name)
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
    expected = f"a number, or arithmetic on sizes and inputs that are one ({_names(known)})"
    raise _error(file, place, expected, quantity)


def _check_mask(
    file: Path, place: list[str | int], problem: Problem, value: Value, mask: Mask
) -> None:
    shapes = {i.name: i.shape for i in problem.function.inputs if i.count is None}
    if shapes.get(mask.of) != value.shape:
        alike = [name for name, shape in shapes.items() if shape == value.shape]
        raise _error(file, [*place, "of"], f"an input of its shape ({_names(alike)})", mask.of)
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
            expected = f"another output of its shape with the property 'kept' ({_names(kept)})"
            raise _error(file, [*place, name], expected, other)
    if mask.unlike is not None and kept[mask.unlike].kept != mask.kept:
        raise _error(file, [*place, "unlike"], "an output with the same 'kept'", mask.unlike)


def _check_keys(
    file: Path, path: list[str | int], found: Iterable[str], known: Iterable[str], what: str
) -> None:
    for name in found:
        if name not in known:
            raise _error(file, [*path, name], f"{what} ({_names(known)})", name)


# Reading and checking files.


def _problem_folder(file: Path, folder: Path, index: int, name: str) -> Path:
    problem = folder / name
    if not (problem / "problem.json").is_file():
        raise _error(file, ["problems", index], "the name of a folder with a problem.json", name)
    return problem


def _checked(file: Path, schema: str) -> dict[str, Any]:
    """The document in *file*, which conforms to *schema*."""
    document = _read_json(file)
    schema_text = Path(__file__).with_name(schema).read_text("utf-8")
    stamp = _stamp(schema_text, document)
    if not stamp.exists():
        _validate(file, document, json.loads(schema_text))
        with contextlib.suppress(OSError):  # then it is checked again next time
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
    return document


def _stamp(schema_text: str, document: Mapping[str, Any]) -> Path:
    """A file that exists if this very document has been found to conform to this very schema.

    Loading the schema library takes longer than everything else about specs together.
    """
    digest = hashlib.sha256(json.dumps([schema_text, document]).encode()).hexdigest()
    return cache_folder() / "valid-specs" / digest


def _validate(file: Path, document: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    from jsonschema import Draft202012Validator  # 60 ms that a spec seen before need not pay
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(schema).iter_errors(document))
    if error is None:
        return
    # Where a described choice failed, its description says more than its first alternative.
    while error.parent is not None and error.parent.validator in ("anyOf", "oneOf"):
        if "description" not in error.parent.schema:
            break
        error = error.parent
    _raise_schema_error(file, list(error.absolute_path), error)


def _read_json(file: Path) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        for name in names:
            if names.count(name) > 1:
                raise SpecError(file, "$", expected="each property once", found=f"{name!r} twice")
        return dict(items)

    def constant(name: str) -> NoReturn:
        raise SpecError(file, "$", expected="finite numbers", found=name)

    def number(digits: str) -> float:
        value = float(digits)
        return value if math.isfinite(value) else constant(digits)

    def integer(digits: str) -> int:
        if len(digits) > MAX_DIGITS:
            found = f"an integer of {len(digits)} digits"
            raise SpecError(file, "$", expected=f"at most {MAX_DIGITS} digits", found=found)
        return int(digits)

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(file, "$", expected="a readable UTF-8 file", found=str(error)) from None
    try:
        document = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_constant=constant,
            parse_float=number,
            parse_int=integer,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}: {error.msg}"
        raise SpecError(file, "$", expected="valid JSON", found=where) from None
    except RecursionError:
        raise SpecError(file, "$", expected="valid JSON", found="too many levels") from None
    if not isinstance(document, dict):
        raise SpecError(file, "$", expected="an object", found=_shown(document))
    return document


def _raise_schema_error(file: Path, path: list[str | int], error: Any) -> NoReturn:
    """Turn a violation of the schema into a sentence in the reader's words."""
    value, found, schema = error.validator_value, error.instance, error.schema
    unknown = _unknown(schema, found)
    match error.validator:
        case "type":
            raise _error(file, path, {"number": "a number"}.get(value, f"{value}"), found)
        case "enum":
            raise _error(file, path, f"one of {_names(value)}", found)
        case "required":
            missing = next(name for name in value if name not in found)
            close = get_close_matches(missing, unknown, n=1)
            if close:
                raise _error(file, [*path, close[0]], f"the property {missing!r}", close[0])
            also = " or 'script'" if missing == "function" else ""
            raise _error(file, path, f"the property {missing!r}{also}", sorted(found))
        case "additionalProperties":
            close = get_close_matches(unknown[0], schema["properties"], n=1)
            known = _names(name for name in schema["properties"] if not name.startswith("$"))
            expected = f"one of {known}" + (f"; did you mean {close[0]!r}?" if close else "")
            raise _error(file, [*path, unknown[0]], expected, unknown[0])
        case "not":
            text = schema.get("description", "no such property in a problem of this kind").rstrip(
                "."
            )
            raise _error(file, path, text[0].lower() + text[1:], found)
        case "minimum" | "exclusiveMinimum" | "maximum":
            words = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
            raise _error(file, path, f"{words[error.validator]} {value}", found)
        case _:
            text = schema.get("description", error.message).rstrip(".")
            raise _error(file, path, text[0].lower() + text[1:], found)


def _unknown(schema: Mapping[str, Any], found: object) -> list[str]:
    """Names in *found* that the schema does not know."""
    known = schema.get("properties", {})
    return [name for name in found if name not in known] if isinstance(found, dict) else []


def _error(file: Path, path: list[str | int], expected: str, found: object) -> SpecError:
    return SpecError(file, _json_path(path), expected=expected, found=_shown(found))


def _json_path(path: Iterable[str | int]) -> str:
    text = "$"
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if re.fullmatch(r"\$?\w+", part) else f"[{json.dumps(part)}]"
    return text


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _names(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)


@cache
def package_digest() -> str:
    """Digest of the grader itself: what was computed by another one may not hold for this."""
    return tree_digest(Path(__file__).parents[1])


def tree_digest(folder: Path) -> str:
    """`sha256:…` over the names and contents of all files below *folder*."""
    digest = hashlib.sha256()
    for path in sorted(_files(folder)):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return f"sha256:{digest.hexdigest()}"


def _files(folder: Path) -> Iterator[Path]:
    for root, _, found in os.walk(folder):
        if Path(root).name != "__pycache__":
            yield from (path for name in found if (path := Path(root, name)).is_file())


def _homework_digest(folder: Path, problems: Iterable[Problem]) -> str:
    """`sha256:…` over every file of a homework, from the digests of its problems: no file is read twice."""
    parts = {problem.folder.name: problem.digest for problem in problems}
    other = [item for item in folder.iterdir() if item.name not in parts]
    for path in other:
        for file in [path] if path.is_file() else _files(path):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            parts[file.relative_to(folder).as_posix()] = f"sha256:{content}"
    text = "".join(f"{name}\0{content}\0" for name, content in sorted(parts.items()))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
