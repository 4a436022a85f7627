"""Wrong values that are the same whatever some argument is, or whatever all are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Call, Entry, Given
from grader.comparison import is_finite, listed, same
from grader.diagnosis.search import Explanation, Search, form, matches
from grader.results import Diagnosis
from grader.spec.expression import names as names_in
from grader.spec.model import Input, Problem, Value, leaves

PAIRS = 3  # of cases that an argument is exchanged between; fewer than two prove nothing


def constants(search: Search) -> Iterator[Explanation]:
    """The identity, or one number in every entry on every case."""
    mine = [own[search.name] for _, own in search.answers]
    if all(map(_is_identity, mine)):
        told = f"{search.name} is the identity matrix, whatever the arguments."
        yield Explanation("constant", told, partial(_identity, search))
    numbers = _numbers(mine)
    if len(numbers) == 1:
        number = numbers.pop()
        told = _constant_words([search.name], number)
        yield Explanation("constant", told, partial(_filled, search, number))


def constant_outputs(answers: Sequence[Given], wrong: Sequence[str]) -> dict[str, Diagnosis]:
    """Name the wrong outputs that are one number on every case, where the right ones are not.

    For what the search leaves out: zeros, which come from anything, and values of another shape.
    """
    found: dict[float, list[str]] = {}
    for output in wrong:
        if len(answers) < 2 or any(output not in own for _, own in answers):
            continue
        mine = _numbers([own[output] for _, own in answers])
        right = _numbers([entry.values[output] for entry, _ in answers])
        if len(mine) == 1 and len(right) > 1 and is_finite(list(mine)):
            found.setdefault(mine.pop(), []).append(output)
    return {
        output: Diagnosis(
            "constant", _constant_words(outputs, number), f"so on all {len(answers)} cases"
        )
        for number, outputs in found.items()
        for output in outputs
    }


def _constant_words(outputs: Sequence[str], number: float) -> str:
    verb = "is" if len(outputs) == 1 else "are"
    told = "zero" if number == 0 else f"{number:.6g}"
    return f"{listed(outputs)} {verb} {told} on every case, whatever the arguments are."


def independent(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str], call: Call
) -> dict[str, Diagnosis]:
    """Name the wrong outputs that stay the same when an argument is another one, and should not.

    Zeros stay the same for many reasons, and so do whole numbers: of them nothing is said.

    Args:
        problem: the exercise.
        key: its answer key.
        answers: the cases, with the student's values.
        wrong: outputs that nothing else explains.
        call: calls the student's function.
    """
    wrong = [output for output in wrong if output not in problem.drawn]
    without: dict[str, list[str]] = {output: [] for output in wrong}
    values = {value.name: value for value in problem.function.returns}
    for item in problem.function.inputs:
        exchanged = list(_exchanged(item, answers)) if wrong and not item.unused else []
        given = call([arguments for _, arguments in exchanged]) if len(exchanged) > 1 else []
        for output in wrong if given else ():
            if all(
                output in own
                and output in now
                and _tells(own[output], values[output])
                and same(own[output], now[output])
                and _changes(key, values[output], entry, arguments[item.name], item)
                for ((entry, own), arguments), now in zip(exchanged, given, strict=True)
            ):
                without[output].append(item.name)
    return {
        output: Diagnosis(
            "independent",
            _independent_words([one for one in wrong if without[one] == names], names),
            "seen where each was exchanged for that of another case",
        )
        for output, names in without.items()
        if names
    }


def _independent_words(outputs: Sequence[str], names: Sequence[str]) -> str:
    if len(outputs) == 1:
        does, it = "does not depend", "it stays"
    else:
        does, it = "do not depend", "they stay"
    verb = "is" if len(names) == 1 else "are"
    told = listed(names)
    return f"{listed(outputs)} {does} on {told}: {it} the same whatever {told} {verb}."


def _tells(mine: Any, value: Value) -> bool:
    """Whether it means something that a value stays the same."""
    return value.dtype != "int64" and is_finite(mine) and any(map(np.any, leaves(mine)))


def _exchanged(item: Input, answers: Sequence[Given]) -> Iterator[tuple[Given, Mapping[str, Any]]]:
    """Cases with the argument *item* of another one, in which it has the same shape and the same bounds."""
    left = PAIRS
    texts = [text for text in (item.parameters or {}).values() if isinstance(text, str)]
    bounds = {name for text in texts for name in names_in(text)}
    for place, given in enumerate(answers):
        case = given[0].case
        mine = case.arguments[item.name]
        for entry, _ in answers[place + 1 :]:
            other = entry.case.arguments[item.name]
            if any(case.sizes.get(name) != entry.case.sizes.get(name) for name in bounds):
                continue  # a label may be too large here
            if left and form(mine) == form(other) and not same(mine, other):
                left -= 1
                yield given, {**given[0].case.arguments, item.name: other}
                break


def _changes(key: AnswerKey, value: Value, entry: Entry, other: Any, item: Input) -> bool:
    """Whether the right value is another one with the other argument."""
    right = key.value(value.name, entry, {}, arguments={item.name: other})
    return right is not None and not matches(right, entry.values[value.name], value, entry)


def _is_identity(value: Any) -> bool:
    if isinstance(value, list) or np.ndim(value) != 2 or len(value) < 2:
        return False
    return np.array_equal(value, np.eye(len(value)))


def _identity(search: Search, given: Given) -> Any:
    return np.eye(len(given[1][search.name]))


def _filled(search: Search, number: float, given: Given) -> Any:
    right = given[0].values[search.name]
    if isinstance(right, list):
        return [np.full(np.shape(item), number) for item in right]
    return np.full(np.shape(right), number)


def _numbers(values: Sequence[Any]) -> set[float]:
    """The numbers that stand in *values*; more than one is as good as any."""
    found: set[float] = set()
    for value in values:
        for leaf in leaves(value):
            found |= set(np.unique(np.asarray(leaf, dtype=np.float64))[:2].tolist())
            if len(found) > 1:
                return found
    return found
