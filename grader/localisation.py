"""Where a function is wrong: on which cases, in which entries, from which output on."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from grader.answer_key import AnswerKey, Entry, Given
from grader.cases.generate import Case, change_of, make_case, make_sized_case
from grader.comparison import listed
from grader.diagnosis.conditions import condition, place, some_with_tags, tags
from grader.diagnosis.search import form
from grader.errors import ReferenceFailure
from grader.probe import Probe
from grader.results import Diagnosis
from grader.scoring import Judged, only_reshaped
from grader.spec.model import Problem

MAX_FRESH = 16  # cases that no call was made for, on which a condition must hold as well
MIN_FRESH = 4
FIRST_FRESH = 500_000  # number of the first of these among the cases of asked-for sizes


def localise(
    problem: Problem,
    key: AnswerKey,
    judged: Sequence[Judged],
    answers: Sequence[Given],
    carried: Collection[str],
    diagnoses: Mapping[str, Diagnosis],
    probe: Probe | None,
) -> dict[str, Diagnosis]:
    """The diagnoses, with the condition under which each shows; where there is none, where it is wrong.

    Args:
        problem: the exercise.
        key: its answer key.
        judged: the cases of the run.
        answers: those with the student's values; empty if the function raised on some.
        carried: the outputs that are wrong only because an earlier one is.
        diagnoses: the causes that are known.
        probe: calls the function on further cases; None where that cannot be, and no condition is told.
    """
    ordinary = [item for item in judged if not item.case.stability]
    answers = [given for given in answers if not given[0].case.stability]
    wrong = [o.name for o in problem.outputs if not all(item.right(o.name) for item in ordinary)]
    fresh: list[Judged] | None = None
    found: dict[str, Diagnosis] = {}
    for name in wrong:
        # Where chance decides, that a case fails says how many entries it has.
        if name in carried or name in problem.drawn:
            continue
        seen = _split(ordinary, name)
        where = tags(problem, seen) or (None if probe is None else condition(problem, name, seen))
        if probe is not None and where is not None:
            if fresh is None:
                fresh = probe(_fresh_cases(problem, key, probe, ordinary))
            more = [*seen, *_split(fresh, name)]
            where = tags(problem, more) or (
                condition(problem, name, more) if len(fresh) >= MIN_FRESH else None
            )
        where = where or some_with_tags(problem, [*seen, *_split(fresh or [], name)])
        if name in diagnoses:
            if where is not None:
                found[name] = replace(diagnoses[name], when=where.when, shows=where.shows)
            continue
        told = []
        if answers and all(_has_form(name, given) for given in answers):
            told.append(_step(problem, key, wrong, name) or _behind(key, wrong, name))
            told.append(_entries(problem, name, answers) if where is None else "")
        if where is not None:
            is_shape = only_reshaped(name, judged)
            fault, rest = ("in another shape", "as asked for") if is_shape else ("wrong", "right")
            what = "The call fails" if _fails(ordinary, name) else f"{name} is {fault}"
            told.append(f"{what} {where.shows or f'where {where.when}, and {rest} elsewhere'}.")
        sentence = " ".join(filter(None, told))
        if sentence:
            count = len(ordinary) + len(fresh or [])
            found[name] = Diagnosis(
                "where",
                sentence,
                f"seen on {count} cases",
                when=None if where is None else where.when,
                shows=None if where is None else where.shows,
            )
    return {**diagnoses, **found}


def _split(judged: Sequence[Judged], output: str) -> list[tuple[Entry, bool]]:
    return [(item.entry, not item.right(output)) for item in judged]


def _fails(judged: Sequence[Judged], output: str) -> bool:
    """Whether an output did not come back wherever it is not right."""
    failing = (item for item in judged if not item.right(output))
    return all(output not in item.mismatches for item in failing)


def _fresh_cases(
    problem: Problem, key: AnswerKey, probe: Probe, ordinary: Sequence[Judged]
) -> list[Case]:
    """Other random cases, also of other sizes; and other numbers for cases of a kind, small and large ones."""
    step = max(1, len(ordinary) // MAX_FRESH)
    picked = [item.case for item in ordinary[::step][:MAX_FRESH]]
    kinds = [case for case in picked if case.tag or case.name]
    further = range(MAX_FRESH - len(kinds) if len(kinds) < len(picked) else 0)
    compute, seed, student = probe.reference.step, key.seed, key.student
    cases = []
    for number, case in enumerate(kinds):
        index = FIRST_FRESH + number
        change = change_of(problem, case) if case.tag else None
        with contextlib.suppress(ReferenceFailure):  # then there is one less
            cases.append(
                make_sized_case(
                    problem, compute, case.sizes, index, seed=seed, student=student, change=change
                )
            )
    for number in further:
        index = len(key.entries) + number
        with contextlib.suppress(ReferenceFailure):
            cases.append(make_case(problem, compute, index, seed=seed, student=student))
    return cases


def _has_form(name: str, given: Given) -> bool:
    """Whether the student's value has the right shape: else that is what there is to tell."""
    entry, own = given
    return name in own and form(own[name]) == form(entry.values[name])


def _step(problem: Problem, key: AnswerKey, wrong: Sequence[str], name: str) -> str:
    """The first wrong step, where what goes into it is right."""
    needs = key.needs(name)
    results = [need for need in needs if need in key.entries[0].values]
    if not results or any(need in wrong for need in needs):
        return ""
    verb = "are" if len(results) > 1 else "is"
    kept = problem.function.script.kept_from_earlier(name) if problem.function.script else ()
    where = f"{name} itself"
    if kept:
        where += f", or in what earlier calls leave in {listed(kept)}"
    return f"The fault is in {where}: {listed(results)}, which it follows from, {verb} right."


def _behind(key: AnswerKey, wrong: Sequence[str], name: str) -> str:
    """The wrong outputs before it, where there is no reference to tell whether it follows from them."""
    first = [other for other in wrong if other in key.earlier(name)]
    if key.reference is not None or not first:
        return ""
    verb = "are" if len(first) > 1 else "is"
    return (
        f"{name} follows from {listed(first)}, which {verb} wrong: correct that first. Whether {name} is right for "
        "your own values is seen in the course's own run."
    )


def _entries(problem: Problem, name: str, answers: Sequence[Given]) -> str:
    """Which of its entries are wrong, if that can be said."""
    value = problem.function.returned(name)
    found = place(problem, value, answers)
    return f"Wrong in {name}: {found}; the rest is right." if found else ""
