"""Where an output is wrong: the simplest condition that tells the cases, or the entries, that are wrong.

A condition is one on what the student knows: the tags of variations, sizes, arguments, labels and earlier
outputs. It separates exactly, or nothing is said, except where all that is wrong is among some variations.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.answer_key import Entry, Given
from grader.cases.generate import Case
from grader.comparison import DOUBLE
from grader.diagnosis.search import SAME, form
from grader.spec.model import Problem, Value, Variation, leaves

MIN_EACH = 2  # cases on either side
MAX_SPARED = 2  # tags that an output is right with, and wrong with all others
THRESHOLDS = (0.0, 1.0, 0.5)  # of scalar arguments


@dataclass(frozen=True)
class Where:
    """On which cases an output is wrong.

    Attributes:
        when: what holds there, such as "N > 4" or "pad = 0 or stride = 2".
        shows: the same as the end of a sentence, of variations: "only with pad = 0".
    """

    when: str
    shows: str | None = None


Proposal = tuple[str, str, Sequence[bool]]
"""A condition in words, its opposite, and whether it holds on each case."""


def tags(problem: Problem, seen: Sequence[tuple[Entry, bool]]) -> Where | None:
    """The tags whose cases are wrong, all of them and no others; or right, all of them and no others."""
    wrong, total = _by_tag(problem, seen)
    if not total[None] or any(
        fails == {not is_wrong} for fails, is_wrong in _together(problem, seen, wrong, total)
    ):
        return None
    if not wrong[None]:
        failing = [tag for tag in total if wrong[tag]]
        return _only(failing) if failing and all(wrong[t] == total[t] for t in failing) else None
    spared = [str(tag) for tag in total if not wrong[tag]]
    others = [tag for tag in total if wrong[tag]]
    if not 0 < len(spared) <= MAX_SPARED or any(wrong[tag] < total[tag] for tag in others):
        return None
    shows = f"everywhere but with {' or '.join(spared)}"
    return Where(shows, shows)


def some_with_tags(problem: Problem, seen: Sequence[tuple[Entry, bool]]) -> Where | None:
    """The tags among whose cases all are that are wrong, though some of these may be right."""
    wrong, total = _by_tag(problem, seen)
    failing = [tag for tag in total if wrong[tag]]
    if not failing or not total[None] or None in failing:
        return None
    if any(
        is_wrong and fails == {False} for fails, is_wrong in _together(problem, seen, wrong, total)
    ):
        return None
    count, among = (sum(counts[tag] for tag in failing) for counts in (wrong, total))
    return _only(failing, f", on {count} of {among} such cases")


def _only(failing: Sequence[str | None], on: str = "") -> Where:
    when = " or ".join(map(str, failing))
    return Where(when, f"only with {when}{on}")


def _by_tag(
    problem: Problem, seen: Sequence[tuple[Entry, bool]]
) -> tuple[Counter[str | None], Counter[str | None]]:
    """Of each tag, and of None for usual cases: how many are wrong, and how many there are.

    A case counts for the tag of which it has by chance what that fixes; one of several tags for none.
    """
    wrong, total = Counter[str | None](), Counter[str | None]()
    for entry, is_wrong in seen:
        own = _own(problem, entry.case)
        if len(own) <= 1:
            tag = next(iter(own), None)
            total[tag] += 1
            wrong[tag] += is_wrong
    return wrong, total


def _together(
    problem: Problem,
    seen: Sequence[tuple[Entry, bool]],
    wrong: Counter[str | None],
    total: Counter[str | None],
) -> Iterator[tuple[set[bool], bool]]:
    """Of cases that have several tags: whether any with one of these alone is wrong, and whether it is."""
    for entry, is_wrong in seen:
        own = _own(problem, entry.case)
        alone = own & total.keys()
        if len(alone) > 1 and own <= {*alone, entry.case.tag}:
            yield {wrong[tag] > 0 for tag in alone}, is_wrong


def _own(problem: Problem, case: Case) -> set[str]:
    """The tags of which a case has what they fix."""
    return {item.tag for item in problem.variations if item.tag == case.tag or _holds(item, case)}


def _holds(variation: Variation, case: Case) -> bool:
    """Whether a case, of whatever tag, has the arguments and sizes that a variation fixes."""
    if variation.scale or variation.add:
        return False
    given = variation.arguments.items()
    sizes = variation.sizes.items()
    return all(_equal(case.arguments[name], value) for name, value in given) and all(
        case.sizes[name] == size for name, size in sizes
    )


def _equal(argument: Any, given: Any) -> bool:
    if isinstance(argument, list):
        return len(argument) == len(given) and all(map(_equal, argument, given))
    return np.array_equal(argument, given)


def condition(problem: Problem, output: str, seen: Sequence[tuple[Entry, bool]]) -> Where | None:
    """The simplest condition that holds on exactly the cases where *output* is wrong; None if none does.

    Args:
        problem: the exercise.
        output: its name.
        seen: cases, and whether it is wrong there.
    """
    wrong = [is_wrong for _, is_wrong in seen]
    if min(sum(wrong), len(wrong) - sum(wrong)) < MIN_EACH:
        return None
    right = [not is_wrong for is_wrong in wrong]
    for words, opposite, holds in _proposed(problem, output, [entry for entry, _ in seen]):
        if holds in (wrong, right):
            return Where(words if holds == wrong else opposite)
    return None


def _proposed(problem: Problem, output: str, entries: Sequence[Entry]) -> Iterator[Proposal]:
    sizes = {
        name: [entry.case.sizes[name] for entry in entries]
        for name in entries[0].case.sizes
        if all(name in entry.case.sizes for entry in entries)
    }
    for name, found in sizes.items():
        yield from _on_whole_numbers(name, found)
    for (name, found), (other, also) in itertools.combinations(sizes.items(), 2):
        larger = [a > b for a, b in zip(found, also, strict=True)]
        yield f"{name} > {other}", f"{name} ≤ {other}", larger
    texts = {
        item.name: [entry.case.arguments[item.name] for entry in entries]
        for item in problem.function.inputs
        if item.dtype == "text" and item.count is None
    }
    for (name, found), (other, also) in itertools.combinations(texts.items(), 2):
        equal = [a == b for a, b in zip(found, also, strict=True)]
        yield f"{name} = {other}", f"{name} ≠ {other}", equal
    for item in problem.function.inputs:
        given = [entry.case.arguments[item.name] for entry in entries]
        if item.dtype == "text":
            yield from _on_text(item, given)
        elif item.dtype == "int64" and item.shape:
            yield from _on_labels(item.name, given)
        elif item.dtype == "int64" and item.distribution != "size":
            yield from _on_whole_numbers(item.name, given)
        elif item.dtype == "float64" and (item.shape or item.count is not None):
            yield from _on_signs(item.name, given)
        elif item.dtype == "float64":
            for bound in THRESHOLDS:
                above = [number > bound for number in given]
                yield f"{item.name} > {bound:g}", f"{item.name} ≤ {bound:g}", above
    for earlier in itertools.takewhile(lambda item: item.name != output, problem.outputs):
        yield from _on_signs(earlier.name, [entry.values[earlier.name] for entry in entries])


def _on_whole_numbers(name: str, found: Sequence[int]) -> Iterator[Proposal]:
    least, *others = sorted(set(found))
    yield f"{name} = {least}", f"{name} > {least}", [number == least for number in found]
    for bound in others:
        yield f"{name} = {bound}", f"{name} ≠ {bound}", [number == bound for number in found]
        yield f"{name} > {bound}", f"{name} ≤ {bound}", [number > bound for number in found]
    yield f"{name} is even", f"{name} is odd", [number % 2 == 0 for number in found]


def _on_text(item: Value, given: Sequence[Any]) -> Iterator[Proposal]:
    """On a name, or on a list of names: one of them, the first, the last."""
    name = item.name
    for option in sorted({leaf for value in given for leaf in leaves(value)}):
        if item.count is None:
            equal = [value == option for value in given]
            yield f"{name} = {option!r}", f"{name} ≠ {option!r}", equal
            continue
        inside = [option in value for value in given]
        yield f"{option!r} is in {name}", f"{option!r} is not in {name}", inside
        for at in (0, -1):
            there = [value[at] == option for value in given]
            yield f"{name}[{at}] = {option!r}", f"{name}[{at}] ≠ {option!r}", there


def _on_labels(name: str, given: Sequence[Any]) -> Iterator[Proposal]:
    twice = [len(np.unique(value)) < np.size(value) for value in given]
    yield f"a number occurs twice in {name}", f"no number occurs twice in {name}", twice
    in_order = [bool((np.diff(value) >= 0).all()) for value in given]
    yield f"{name} is sorted", f"{name} is not sorted", in_order
    for number in sorted({int(leaf) for value in given for leaf in np.ravel(value)}):
        inside = [number in value for value in given]
        yield f"{number} is in {name}", f"{number} is not in {name}", inside


def _on_signs(name: str, given: Sequence[Any]) -> Iterator[Proposal]:
    for sign, compare in (("<", np.less), (">", np.greater)):
        some = [any(bool(np.any(compare(leaf, 0))) for leaf in leaves(value)) for value in given]
        yield f"some {name} {sign} 0", f"no {name} {sign} 0", some


def place(problem: Problem, value: Value, answers: Sequence[Given]) -> str | None:
    """Which entries of an output are wrong, in words, where that is the same thing on all cases.

    Args:
        problem: the exercise.
        value: the output.
        answers: the cases on which it is wrong, with the student's values.
    """
    if value.count is not None or len(value.shape) not in (1, 2):
        return None
    wrong = []
    for entry, own in answers:
        if value.name not in own or form(own[value.name]) != form(entry.values[value.name]):
            return None
        wrong.append(_wrong_entries(value, entry, own[value.name]))
    # Where all entries are wrong there is nothing to tell, and in tiny arrays any pattern may seem to be.
    telling = [mask for mask in wrong if not mask.all() and mask.size > 2 * MIN_EACH]
    if len({mask.shape for mask in telling}) < MIN_EACH:
        return None
    entries = [entry for entry, _ in answers]
    for words, masks in _places(problem, value, entries):
        if all(np.array_equal(a, b) for a, b in zip(masks, wrong, strict=True)):
            return words
    return None


def _wrong_entries(value: Value, entry: Entry, mine: Any) -> Any:
    right = np.asarray(entry.values[value.name], dtype=np.float64)
    found = np.asarray(mine, dtype=np.float64)
    noise = entry.scales[value.name].noise(DOUBLE)
    with np.errstate(invalid="ignore"):  # NaN is wrong
        return ~(np.abs(found - right) <= SAME * float(np.abs(right).max(initial=0.0)) + noise)


def _places(
    problem: Problem, value: Value, entries: Sequence[Entry]
) -> Iterator[tuple[str, Sequence[Any]]]:
    shapes = [np.shape(entry.values[value.name]) for entry in entries]
    axes = len(value.shape)
    for axis, word in enumerate(("row", "column")[:axes] if axes == 2 else ("entry",)):
        for at, which in ((0, "first"), (-1, "last")):
            masks = [_slice(shape, axis, at) for shape in shapes]
            yield f"the {which} {word}", masks
            yield f"all but the {which} {word}", [~mask for mask in masks]
    if axes == 2:
        indices = [np.indices(shape) for shape in shapes]
        yield "the diagonal", [i == j for i, j in indices]
        yield "everything off the diagonal", [i != j for i, j in indices]
        yield "everything above the diagonal", [i < j for i, j in indices]
        yield "everything below the diagonal", [i > j for i, j in indices]
    known = {
        item.name: [entry.case.arguments[item.name] for entry in entries]
        for item in problem.function.inputs
        if item.count is None and item.dtype != "text"
    }
    known |= {
        item.name: [entry.values[item.name] for entry in entries]
        for item in problem.function.returns
        if item.count is None
    }
    comparisons: tuple[tuple[str, Callable[[Any, float], Any]], ...] = (
        ("< 0", np.less),
        ("> 0", np.greater),
        ("= 0", np.equal),
        ("≠ 0", np.not_equal),
    )
    for name, others in known.items():
        for words, compare in comparisons:
            yield f"the entries where {name} {words}", [compare(other, 0) for other in others]


def _slice(shape: tuple[int, ...], axis: int, at: int) -> Any:
    mask = np.zeros(shape, dtype=bool)
    np.moveaxis(mask, axis, 0)[at] = True
    return mask
