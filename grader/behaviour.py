"""What a function does beside returning values: keeps state, draws random numbers, shares memory.

Right values that hang on earlier calls are wrong; the rest is told in notes, which cost nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.answer_key import AnswerKey, Entry
from grader.comparison import as_arrays, compare, listed, same, unpack
from grader.results import Diagnosis, Ending, Mismatch, Outcome
from grader.sandbox.session import Session
from grader.scoring import Judged, changed_arguments, smallest_case, values_in
from grader.spec.model import ChangedArguments, Problem, Value, leaves

if TYPE_CHECKING:
    from grader.spec.script import Script

KEPT = (
    "the same arguments give another value after other calls, or another each time. The function keeps "
    "something between calls (in a global variable, an attribute, a default argument), or draws from a "
    "generator without a seed."
)
DRAWN = (
    "the same arguments give another value when the global random generator is in another state. The "
    "function draws random numbers."
)
NOT_FROM_ARGUMENTS = (
    " Parameters that it has drawn when the object was made may be used where those belong that were set "
    "afterwards: {}."
)
REMEMBERED = (
    "where an array holds new numbers, the old value comes back. The function remembers values by array: "
    "look at the numbers, not at which array holds them."
)
OWN_GENERATOR = {
    "random": "random.Random(seed)",
    "numpy.random": "np.random.default_rng(seed)",
    "torch": "torch.Generator().manual_seed(seed)",
}


def called_again(key: AnswerKey) -> list[Entry]:
    """The case that is called after all others, in arrays of an earlier call; none of an empty run.

    It is one that has another after it of the same sizes, if there are two: it is called in that one's arrays.
    """
    # A variation has the numbers of another case, so its arrays tell nothing.
    pairs = itertools.combinations((entry for entry in key.entries if not entry.case.tag), 2)
    alike = (first for first, later in pairs if first.case.sizes == later.case.sizes)
    return list(itertools.islice(itertools.chain(alike, key.entries), 1))


def confirmed(judged: Sequence[Judged], again: Sequence[Judged]) -> list[Judged]:
    """The judged cases, right only where they were right *again*."""
    found = {item.case.index: item for item in judged}
    for later in again:
        first = found[later.case.index]
        lost = {
            name: replace(
                mismatch, message=f"right at first, not again: {mismatch.message}", reshaped=False
            )
            for name, mismatch in later.mismatches.items()
            if mismatch is not None
            and (first.right(name) or (first.reshaped(name) and not mismatch.reshaped))
        }
        if later.outcome.ending is not Ending.RETURNED:
            came = {
                name: first.mismatches[name] or m
                for name, m in later.mismatches.items()
                if name in first.mismatches
            }
            found[later.case.index] = replace(later, mismatches={**came, **lost})
        else:
            found[later.case.index] = replace(first, mismatches={**first.mismatches, **lost})
    return list(found.values())


def unsteady(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    judged: Sequence[Judged],
    wrong: Sequence[str],
) -> dict[str, Diagnosis]:
    """Tell those outputs apart whose value hangs on more than the arguments.

    Args:
        problem: the exercise.
        key: its answer key.
        session: the problem's file is loaded, and has answered.
        judged: all calls, those that were made again as well.
        wrong: the outputs that are asked for; of those that are to be drawn at random nothing is said.
    """
    wrong = [name for name in wrong if name not in problem.drawn]
    if not wrong:
        return {}
    smallest = smallest_case([item for item in judged if not all(map(item.right, wrong))])
    returned = _returned([item.outcome for item in judged])
    if smallest is None or not returned or not session.loaded:
        return {}
    entry = smallest.entry
    given = [item.outcome for item in judged if item.case is smallest.case]
    name, positional = problem.function.called, problem.function.positional
    call = positional(entry.case.arguments)
    drawn = [*session.repeat(name, [call])]
    drawn += session.repeat(name, [call], other_state=True) if _returned(drawn) else []
    # In a process that has made no other call, whatever is kept between calls is not there.
    fresh = [*session.calls(name, [call])] if session.restart().ending is Ending.RETURNED else []
    if not _returned([*given, *drawn, *fresh]) or not fresh:
        return {}
    values = {value.name: value for value in problem.function.returns}
    # There, once more in the arrays of another case of the same sizes.
    other = next((item for item in key.entries if _may_lend(item, entry)), None)
    lent = [] if other is None else [*session.calls(name, [positional(other.case.arguments)])]
    lent = [*session.repeat(name, [call], refill=True)] if lent and _returned(lent) else []
    kinds: dict[tuple[str, str], list[str]] = {}
    script = problem.function.script
    setting = None if script is None else script.sets_parameters()
    drawn_words = DRAWN if setting is None else DRAWN + NOT_FROM_ARGUMENTS.format(setting)
    for output in wrong:
        value = values[output]

        def alike(outcomes: Sequence[Outcome], value: Value = value) -> bool:
            parts = [_part(problem, outcome, value) for outcome in outcomes]
            first = _part(problem, given[0], value)
            return _returned(outcomes) and all(_alike(first, p, value, entry) for p in parts)

        if not alike([*drawn[:1], *fresh]):
            kinds.setdefault(("unrepeatable", KEPT), []).append(output)
        elif not alike(drawn):
            kinds.setdefault(("random", drawn_words), []).append(output)
        elif not alike(given):
            words = KEPT if alike(lent) else REMEMBERED
            kinds.setdefault(("unrepeatable", words), []).append(output)
    calls = len(given) + len(drawn) + len(fresh)
    told = f"seen on case {entry.case.index}, called {calls} times"
    return {
        output: Diagnosis(code, f"{', '.join(outputs)}: {words}", told)
        for (code, words), outputs in kinds.items()
        for output in outputs
    }


def missing_return(problem: Problem, judged: Sequence[Judged]) -> dict[str, Diagnosis]:
    """Tell functions apart that return nothing, and one that prints what it should return."""
    outcomes = [item.outcome for item in judged]
    if problem.function.script is not None:
        return _nothing_returned(problem, problem.function.script, outcomes)
    if any(outcome.value is not None for outcome in outcomes) or not any(
        outcome.printed for outcome in outcomes
    ):
        return {}
    name = problem.function.name
    message = (
        f"{name} prints, and returns nothing. What is printed is for a person to read; "
        "return hands it to whoever calls."
    )
    told = Diagnosis("printed", message, f"it returned None on all {len(outcomes)} cases")
    return {output.name: told for output in problem.outputs}


def _nothing_returned(
    problem: Problem, script: Script, outcomes: Sequence[Outcome]
) -> dict[str, Diagnosis]:
    """The outputs of a script that are None on all cases because what is called returns nothing."""
    came = [values_in(problem, outcome) for outcome in outcomes]
    count = "the case" if len(came) == 1 else f"all {len(came)} cases"
    return {
        name: Diagnosis(
            "unreturned",
            f"{called} returns nothing: is its return statement missing?",
            f"{name} is None on {count}",
        )
        for name, called in script.called_for().items()
        if name in script.outputs
        and came
        and all(name in found and found[name] is None for found in came)
    }


def notes(problem: Problem, judged: Sequence[Judged]) -> tuple[str, ...]:
    """What the student should know of the function, and what costs nothing."""
    outcomes = [item.outcome for item in judged if item.outcome.drew or item.outcome.shared]
    # What is asked to draw may draw from the generator that everybody uses, and so may a class, whose
    # first parameters are random until the script sets them.
    script = problem.function.script
    makes = script is not None and any(item.is_class for item in script.written)
    drawing = () if problem.drawn or makes else _drawing(problem, outcomes)
    return (*drawing, *_sharing(problem, judged, outcomes), *_changing(problem, judged))


def _drawing(problem: Problem, outcomes: Sequence[Outcome]) -> Iterator[str]:
    for generator, instead in OWN_GENERATOR.items():
        if any(generator in outcome.drew for outcome in outcomes):
            yield (
                f"{problem.function.name} draws from the global generator of {generator}, or seeds it, so "
                "results hang on what was drawn before. Here its state is set before each call; use a "
                f"generator of your own: {instead}"
            )


def _sharing(
    problem: Problem, judged: Sequence[Judged], outcomes: Sequence[Outcome]
) -> Iterator[str]:
    if not outcomes or problem.changed_arguments is not ChangedArguments.WRONG:
        return  # whoever calls expects them to change
    inputs = problem.function.inputs
    pairs = {pair: None for outcome in outcomes for pair in _named(problem, outcome)}
    for value in problem.function.returns:
        if not all(item.right(value.name) for item in judged):
            continue
        shared = [
            inputs[number].name
            for name, number in pairs
            if name == value.name and not _is_always(judged, value.name, inputs[number].name)
        ]
        if shared:
            yield (
                f"{value.name} is the argument {' or '.join(dict.fromkeys(shared))} itself, or a view of "
                "it: whoever changes one later changes the other. Return a copy to keep them apart"
            )


def _changing(problem: Problem, judged: Sequence[Judged]) -> Iterator[str]:
    if problem.changed_arguments is not ChangedArguments.NOTED:
        return
    found = (changed_arguments(problem, item.case, item.outcome) for item in judged)
    names = list(dict.fromkeys(name for changed in found for name in changed))
    if names:
        call = "A call" if problem.function.script else problem.function.name
        yield f"{call} changes {listed(names)} in place; here it got a copy"


def _is_always(judged: Sequence[Judged], output: str, argument: str) -> bool:
    """Whether the right value holds the argument's own numbers on every case: then it may be the argument."""

    def numbers(value: Any) -> Any:
        return sorted(x for leaf in leaves(value) for x in np.ravel(leaf).tolist())

    return all(
        numbers(item.expected[output]) == numbers(item.case.arguments[argument]) for item in judged
    )


def _named(problem: Problem, outcome: Outcome) -> Iterator[tuple[str, int]]:
    """The outputs that share memory, with the number of the argument; the process may say anything."""
    names = [value.name for value in problem.function.returns]
    for key, number in outcome.shared:
        if not isinstance(number, int) or not 0 <= number < len(problem.function.inputs):
            continue
        if isinstance(outcome.value, Mapping):
            name = key if key in names else None
        elif len(names) == 1:
            name = names[0]
        else:
            name = names[key] if isinstance(key, int) and 0 <= key < len(names) else None
        if isinstance(name, str):
            yield name, number


def _may_lend(item: Entry, entry: Entry) -> bool:
    return item is not entry and item.case.sizes == entry.case.sizes


def _returned(outcomes: Sequence[Outcome]) -> bool:
    return all(outcome.ending is Ending.RETURNED for outcome in outcomes)


def _part(problem: Problem, outcome: Outcome, value: Value) -> Any:
    return unpack(outcome.value, problem.function.returns)[value.name]


def _alike(first: object, second: object, value: Value, entry: Entry) -> bool:
    """Whether two values of a student are the same but for rounding."""
    if same(first, second):
        return True
    read = as_arrays(first, value)
    if isinstance(read, Mismatch):
        return False
    return not compare(second, read, value, scale=entry.scales[value.name], sizes=entry.case.sizes)
