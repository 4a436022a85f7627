"""Makes the cases of a problem from (homework, problem, seed, student key, index).

Golden cases come first, then extreme ones, variations and random ones, so that the index of a case does
not depend on how many random cases a run asks for. A variation is a random case, its base, in which only
what its tag stands for is other. Sizes of a random case are pairwise distinct, smallest
first; the third has those of the second, so that whoever remembers answers by their sizes is found out.
Constraints are met by drawing again, a bounded number of times.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.cases.distributions import FAMILIES
from grader.cases.sizes import draw_sizes
from grader.errors import ReferenceFailure
from grader.seeding import case_generator
from grader.spec.expression import ExpressionError, bind, evaluate, item_sizes, names, shape_of
from grader.spec.expression import whole as whole_number
from grader.spec.model import (
    Constraint,
    Extreme,
    Golden,
    Input,
    Problem,
    Variation,
    leaves,
    whole_numbers,
)

Arguments = Mapping[str, Any]
"""Arguments by name: float64 and int64 arrays, Python numbers and text for scalars, lists of these."""

Change = Extreme | Variation
"""In what a case is other than the spec's distributions make it."""

Evaluate = Callable[[Arguments, str], Any]
"""Computes the named step of the reference from arguments."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
MAX_TRIES = 1000
KEPT_TRIES = 50  # with the sizes of a base: other sizes may meet the constraints more easily
SQUARE_SIZES = (3, 4)
FIRST_SQUARE = 1_000_000  # index of the first case in which all sizes are equal; no run has so many
FIRST_SIZED = 2_000_000  # index of the first case whose sizes were asked for
FIRST_HIDDEN = 3_000_000  # index of the first hidden case
CASES_PER_SIZE = 3  # after so many random cases the largest size may grow by one
BASES_APART = 5  # ranks: the bases of a tag differ in their sizes, and in what takes turns
SAME_SIZES = 2  # the random case, counted from 0, that has the sizes of the one before it


@dataclass(frozen=True)
class Case:
    """Arguments, and where they come from.

    Attributes:
        index: with homework, problem, seed and student key, remakes the case.
        arguments: by name.
        sizes: size of each symbolic dimension, and of the whole numbers that shapes of outputs depend on.
        name: of a golden or extreme case.
        golden: what the document prints for it.
        stability: whether it is floating point that makes it hard.
        hidden: whether only the key of the course makes it, and nothing of it may be told.
        tag: of a variation.
    """

    index: int
    arguments: Arguments
    sizes: Mapping[str, int]
    name: str | None = None
    golden: Golden | None = None
    stability: bool = False
    hidden: bool = False
    tag: str | None = None


def make_cases(
    problem: Problem, compute: Evaluate, *, seed: int, student: str = "", count: int | None = None
) -> list[Case]:
    """All cases of a run, in order of their index.

    Args:
        problem: the exercise.
        compute: computes steps of the reference, for constraints on them.
        seed: seed of the run.
        student: key of the student; "" makes the public cases.
        count: number of random cases instead of the problem's own.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    total = len(_special(problem)) + (problem.random_cases if count is None else count)
    return [
        make_case(problem, compute, index, seed=seed, student=student) for index in range(total)
    ]


def make_case(
    problem: Problem, compute: Evaluate, index: int, *, seed: int, student: str = ""
) -> Case:
    """Remake one case.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    special = _special(problem)
    source, rank = special[index] if index < len(special) else (None, index - len(special))
    if isinstance(source, Golden):
        return _golden_case(problem, source, index)
    rng = case_generator(problem.homework, problem.name, seed, student, index)
    if isinstance(source, Extreme):
        return _extreme_case(problem, compute, source, index, rng)
    if isinstance(source, Variation):
        base = base_case(problem, compute, index, seed=seed, student=student)
        return _varied(problem, compute, source, base, index, rank, rng)
    fixed = NOTHING
    if rank == SAME_SIZES:
        fixed = make_case(problem, compute, index - 1, seed=seed, student=student).sizes
    sizes, arguments = _draw(problem, compute, rank, rng, fixed)
    return Case(index, arguments, sizes)


def base_case(
    problem: Problem, compute: Evaluate, index: int, *, seed: int, student: str = ""
) -> Case:
    """The random case that the variation *index* is made from: each tag has those of the same ranks.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    special = _special(problem)
    _, rank = special[index]
    return make_case(problem, compute, len(special) + rank, seed=seed, student=student)


def source_of(problem: Problem, index: int) -> Golden | Change | None:
    """What in the spec asks for the case *index*; None for a random one."""
    special = _special(problem)
    return special[index][0] if index < len(special) else None


def change_of(problem: Problem, case: Case) -> Change | None:
    """In what a case, or the one that it was made from, is other than the distributions say."""
    for extreme in problem.extreme:
        if extreme.name == case.name:
            return extreme
    return next((item for item in problem.variations if item.tag == case.tag), None)


def make_hidden_cases(
    problem: Problem, compute: Evaluate, *, seed: int, student: str, count: int
) -> list[Case]:
    """*Count* random cases, sized as those of a run are; *student* is a secret that stands in the student's place.

    Where the problem has variations, every second one is such: the tags take turns.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    cases: list[Case] = []
    bases: list[Case] = []
    for number in range(count):
        index = FIRST_HIDDEN + number
        rng = case_generator(problem.homework, problem.name, seed, student, index)
        rank = len(bases)
        if problem.variations and number % 2:
            variation = problem.variations[(rank - 1) % len(problem.variations)]
            varied = _varied(problem, compute, variation, bases[-1], index, rank - 1, rng)
            cases.append(replace(varied, hidden=True))
            continue
        fixed = bases[-1].sizes if rank == SAME_SIZES else NOTHING
        sizes, arguments = _draw(problem, compute, rank, rng, fixed)
        bases.append(Case(index, arguments, sizes, hidden=True))
        cases.append(bases[-1])
    return cases


def make_square_cases(
    problem: Problem, compute: Evaluate, *, seed: int, student: str = ""
) -> list[Case]:
    """Cases in which all sizes are equal: there a wrong transposition can be computed, and named.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    cases = []
    for number in range(2 * len(SQUARE_SIZES)):
        index = FIRST_SQUARE + number
        rng = case_generator(problem.homework, problem.name, seed, student, index)
        equal = SQUARE_SIZES[number // 2]
        sizes, arguments = _draw(problem, compute, number, rng, equal=equal)
        cases.append(Case(index, arguments, sizes))
    return cases


def make_sized_case(
    problem: Problem,
    compute: Evaluate,
    sizes: Mapping[str, int],
    number: int,
    *,
    seed: int,
    student: str = "",
    change: Change | None = None,
    tries: int = MAX_TRIES,
) -> Case:
    """The case *number* of those with these *sizes*, which may be equal, or those that *change* asks for.

    Args:
        problem: the exercise.
        compute: computes steps of the reference, for constraints on them.
        sizes: of every dimension.
        number: another one gives other numbers.
        seed: seed of the run.
        student: key of the student.
        change: in what it is other than the distributions say, if in anything.
        tries: how often to draw for the constraints.

    Raises:
        ReferenceFailure: if the constraints are not met by one of the draws.
    """
    index = FIRST_SIZED + number
    rng = case_generator(problem.homework, problem.name, seed, student, index)
    if change is None:
        sizes, arguments = _draw(problem, compute, number, rng, sizes, tries=tries)
        return Case(index, arguments, sizes)
    fixed, given = _given(problem, change.arguments, {**sizes, **change.sizes}, _place(change))
    return _changed(problem, compute, change, index, number, rng, fixed, given, tries)


def fixed_by(problem: Problem, change: Change) -> dict[str, int]:
    """The sizes that a *change* sets, or that follow from the arguments that it sets.

    Raises:
        ReferenceFailure: if these are no numbers of the shapes that the spec says.
    """
    return _given(problem, change.arguments, change.sizes, _place(change))[0]


def _place(change: Change) -> str:
    return "$.extreme" if isinstance(change, Extreme) else "$.variations"


def met(problem: Problem, arguments: Arguments, compute: Evaluate) -> bool:
    """Whether *arguments* meet the constraints of the problem."""
    return all(_met(constraint, arguments, compute) for constraint in problem.constraints)


@lru_cache(maxsize=256)
def _special(problem: Problem) -> tuple[tuple[Golden | Change, int], ...]:
    """What the spec asks for beside random cases, in the order of the index; of a variation, its base's rank."""
    varied = (
        (item, BASES_APART * number) for item in problem.variations for number in range(item.cases)
    )
    golden = ((item, 0) for item in problem.golden)
    extreme = ((item, 0) for item in problem.extreme)
    return (*golden, *extreme, *varied)


def _golden_case(problem: Problem, golden: Golden, index: int) -> Case:
    place = f"$.golden[{index}].arguments"
    sizes, arguments = _given(problem, golden.arguments, {}, place)
    return Case(index, arguments, _with_numbers(problem, sizes, arguments), golden.name, golden)


def _extreme_case(
    problem: Problem, compute: Evaluate, extreme: Extreme, index: int, rng: np.random.Generator
) -> Case:
    place = f"$.extreme[{index - len(problem.golden)}].arguments"
    fixed, given = _given(problem, extreme.arguments, extreme.sizes, place)
    return _changed(problem, compute, extreme, index, CASES_PER_SIZE, rng, fixed, given)


def _varied(
    problem: Problem,
    compute: Evaluate,
    variation: Variation,
    base: Case,
    index: int,
    rank: int,
    rng: np.random.Generator,
) -> Case:
    """The *base* with what is varied. Its numbers stay if they still fit and meet the constraints; else its sizes."""
    place = f"$.variations[{problem.variations.index(variation)}].arguments"
    fixed, given = _given(problem, variation.arguments, variation.sizes, place)
    if all(base.sizes[name] == size for name, size in fixed.items()):
        arguments = _all_pushed(problem, {**base.arguments, **given}, variation)
        if met(problem, arguments, compute):
            sizes = _with_numbers(problem, base.sizes, arguments)
            return Case(index, arguments, sizes, tag=variation.tag)
    kept = {name: size for name, size in base.sizes.items() if size not in fixed.values()} | fixed
    with contextlib.suppress(ReferenceFailure):
        return _changed(problem, compute, variation, index, rank, rng, kept, given, KEPT_TRIES)
    try:
        return _changed(problem, compute, variation, index, rank, rng, fixed, given)
    except ReferenceFailure as error:
        raise ReferenceFailure(f"{error}, for the variation {variation.tag!r}") from None


def _changed(
    problem: Problem,
    compute: Evaluate,
    change: Change,
    index: int,
    rank: int,
    rng: np.random.Generator,
    fixed: Mapping[str, int],
    given: Mapping[str, Any],
    tries: int = MAX_TRIES,
) -> Case:
    """A case with these sizes and arguments, the others drawn, and pushed as *change* says.

    Constraints hold for a variation as it is, for an extreme case before it is pushed.
    """
    if isinstance(change, Variation):
        sizes, arguments = _draw(
            problem, compute, rank, rng, fixed, given, tries=tries, push=change
        )
        return Case(index, arguments, sizes, tag=change.tag)
    sizes, drawn = _draw(problem, compute, rank, rng, fixed, given, tries=tries)
    arguments = _all_pushed(problem, drawn, change)
    sizes = _with_numbers(problem, sizes, arguments)
    return Case(index, arguments, sizes, change.name, stability=change.stability)


def _all_pushed(problem: Problem, arguments: Arguments, change: Change) -> dict[str, Any]:
    return {
        value.name: _pushed(value, arguments[value.name], change)
        for value in problem.function.inputs
    }


def _with_numbers(
    problem: Problem, sizes: Mapping[str, int], arguments: Arguments
) -> dict[str, int]:
    """The sizes with the whole numbers among the arguments that shapes of outputs depend on."""
    return {**sizes, **{name: arguments[name] for name in _sizing(problem)}}


@lru_cache(maxsize=256)
def _sizing(problem: Problem) -> tuple[str, ...]:
    """The whole numbers among the inputs that shapes of outputs depend on."""
    returned = problem.function.returns
    texts = [size for value in returned for size in value.shape if isinstance(size, str)]
    used = {name for text in texts for name in names(text)}
    return tuple(sorted((used & whole_numbers(problem)) - problem.dimensions.keys()))


def _pushed(value: Input, argument: Any, change: Change) -> Any:
    factor, shift = change.scale.get(value.name), change.add.get(value.name)
    if factor is None and shift is None:
        return argument
    if value.count is not None:
        return [_pushed(replace(value, count=None), item, change) for item in argument]
    pushed = argument * (1 if factor is None else factor) + (shift or 0)
    return _scalar(np.asarray(pushed).astype(value.dtype))


def _given(
    problem: Problem, found: Mapping[str, Any], sizes: Mapping[str, int], place: str
) -> tuple[dict[str, int], dict[str, Any]]:
    """Arguments that stand in the spec, and the sizes that follow from them.

    Raises:
        ReferenceFailure: if they are no numbers of the shapes that the spec says.
    """
    arguments: dict[str, Any] = {}
    lengths: list[_Length] = []
    for value in problem.function.inputs:
        if value.name in found:
            where = f"{problem.folder / 'problem.json'}: {place}.{value.name}"
            arguments[value.name] = argument = _read(value, found[value.name], where)
            lengths += _lengths(value, argument, where)
    bound = dict(sizes)
    for _ in range(2):  # the index of a family may be bound by a later argument
        for length in lengths:
            known = {**bound, **length.item}
            bind(length.size, length.found, known)
            bound.update({name: size for name, size in known.items() if name != "i"})
    for length in lengths:
        try:
            expected = whole_number(length.size, {**bound, **length.item})
        except ExpressionError as error:
            raise ReferenceFailure(f"{length.where}: {error}") from None
        if length.found != expected:
            raise ReferenceFailure(
                f"{length.where}: expected {length.size} = {expected}, found {length.found}"
            )
    return bound, arguments


@dataclass(frozen=True)
class _Length:
    """What an argument in the spec says about a size.

    Attributes:
        size: arithmetic on sizes.
        found: what it is.
        item: the number `i` of the list's item that says so, if it is one.
        where: for messages.
    """

    size: str | int
    found: int
    item: Mapping[str, int]
    where: str


def _lengths(value: Input, argument: Any, where: str) -> Iterator[_Length]:
    items = [(argument, where, NOTHING)]
    if value.count is not None:
        yield _Length(value.count, len(argument), NOTHING, where)
        items = [(item, f"{where}[{i}]", {"i": i + 1}) for i, item in enumerate(argument)]
    for item, place, number in items:
        shape = np.shape(item)
        if len(shape) != len(value.shape):
            raise ReferenceFailure(f"{place}: expected {len(value.shape)} axes, found {len(shape)}")
        for size, length in zip(value.shape, shape, strict=True):
            yield _Length(size, length, number, place)
    named = (value.parameters or {}).get("value")
    if value.distribution == "size" and isinstance(argument, int) and isinstance(named, str):
        yield _Length(named, argument, NOTHING, where)


def _read(value: Input, given: Any, where: str) -> Any:
    if value.count is not None:
        if not isinstance(given, list):
            raise ReferenceFailure(f"{where}: expected a list, found {given!r}")
        single = replace(value, count=None)
        return [_read(single, item, f"{where}[{i}]") for i, item in enumerate(given)]
    if value.dtype == "text":
        if not isinstance(given, str):
            raise ReferenceFailure(f"{where}: expected text, found {given!r}")
        return given
    try:
        array = np.array(given, dtype=value.dtype)
    except (ValueError, TypeError) as error:
        raise ReferenceFailure(f"{where}: expected numbers in full rows, found {error}") from None
    if not np.isfinite(array).all():
        raise ReferenceFailure(f"{where}: expected numbers, found null")
    if value.dtype == "int64" and not np.array_equal(array, np.array(given)):
        raise ReferenceFailure(f"{where}: expected whole numbers, found {given!r}")
    return _scalar(array)


def _draw(
    problem: Problem,
    compute: Evaluate,
    rank: int,
    rng: np.random.Generator,
    fixed: Mapping[str, int] = NOTHING,
    given: Mapping[str, Any] = NOTHING,
    equal: int | None = None,
    tries: int = MAX_TRIES,
    push: Variation | None = None,
) -> tuple[dict[str, int], dict[str, Any]]:
    """Sizes and arguments of a case that meets the constraints.

    What is *fixed* or *given* is not drawn; with *equal*, every axis has that size; what is drawn is pushed.
    """
    once_met: set[Constraint] = set()
    unmet: Constraint | None = None
    for _ in range(tries):
        sizes = draw_sizes(problem, rank // CASES_PER_SIZE, rng, fixed, equal)
        if sizes is None:
            continue
        arguments = {
            value.name: given[value.name]
            if value.name in given
            else _draw_value(problem, value, sizes, rank, rng)
            for value in problem.function.inputs
        }
        if push is not None:
            arguments = _all_pushed(problem, arguments, push)
        for constraint in problem.constraints:
            if not _met(constraint, arguments, compute):
                unmet = constraint
                break
            once_met.add(constraint)
        else:
            return _with_numbers(problem, sizes, arguments), arguments
    place = "$.dimensions: sizes that are pairwise distinct"
    if unmet is not None:
        # One that no draw has met is to blame, rather than one that is merely hard.
        blamed = next((c for c in problem.constraints if c not in once_met), unmet)
        place = f"$.constraints[{problem.constraints.index(blamed)}]: arguments that meet it"
    raise ReferenceFailure(
        f"{problem.folder / 'problem.json'}: {place}: found none in {tries} tries; "
        "widen the ranges or relax the constraint"
    )


def _draw_value(
    problem: Problem, value: Input, sizes: Mapping[str, int], rank: int, rng: np.random.Generator
) -> Any:
    try:
        if value.count is not None:
            single = replace(value, count=None)
            return [
                _draw_value(problem, single, known, rank, rng)
                for known in item_sizes(value.count, sizes)
            ]
        compute = whole_number if value.dtype == "int64" else evaluate
        parameters: dict[str, Any] = {
            name: compute(item, sizes) if isinstance(item, str) else item
            for name, item in (value.parameters or {}).items()
        }
        if value.distribution == "cycle":
            options = parameters["values"]
            parameters = {"values": [options[rank % len(options)]]}
        array = FAMILIES[value.distribution](rng, shape_of(value.shape, sizes), **parameters)
        if value.distribution == "integers" and not value.shape and rank < 2:
            # The first and the last, such as of the classes, are in every run.
            array = np.asarray(parameters["low" if rank == 0 else "high"])
    except (ExpressionError, ValueError, IndexError) as error:
        raise ReferenceFailure(
            f"{problem.folder / 'problem.json'}: {value.name} cannot be drawn: {error}"
        ) from None
    return _scalar(np.asarray(array, dtype=None if value.dtype == "text" else value.dtype))


def _scalar(array: NDArray[Any]) -> Any:
    """Scalars are Python numbers or text, as a person would pass them."""
    return array.item() if array.ndim == 0 else array


def _met(constraint: Constraint, arguments: Arguments, compute: Evaluate) -> bool:
    value = (
        arguments[constraint.values]
        if constraint.values in arguments
        else compute(arguments, constraint.values)
    )
    arrays = [np.asarray(leaf) for leaf in leaves(value)]
    if constraint.holds:
        return all(bool(np.all(array)) for array in arrays)
    if constraint.away_from is not None:
        middle, by = constraint.away_from, constraint.by
        return all(bool(np.all(np.abs(array - middle) > by)) for array in arrays)
    sign = -1 if constraint.some == "negative" else 1
    return any(bool(np.any(sign * array > 0)) for array in arrays)
