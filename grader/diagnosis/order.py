"""Right values in another order than asked for."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer_key import Entry
from grader.comparison import compare
from grader.results import Diagnosis
from grader.spec.model import Problem

UNKNOWN = "…"


def diagnose(
    problem: Problem, answers: Sequence[tuple[Entry, object]], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """Name the wrong outputs whose right values stand at another place, on every case.

    Args:
        problem: the exercise.
        answers: the cases, with what the student's function returned.
        wrong: the outputs that are not right.
    """
    names = [value.name for value in problem.function.returns]
    if len(answers) < 2 or not all(
        isinstance(value, tuple | list) and len(value) == len(names) for _, value in answers
    ):
        return {}
    places = [place for place, name in enumerate(names) if name in wrong]
    came: dict[int, str] = {}  # what stands at each place
    for name in wrong:
        if _stands_at(problem, answers, name, names.index(name)):
            continue  # wrong for another reason than its value
        for place in places:
            if place not in came and _stands_at(problem, answers, name, place):
                came[place] = name
                break
    if not came:
        return {}
    told = [name if name not in wrong else came.get(i, UNKNOWN) for i, name in enumerate(names)]
    words = "the values are right, in another order"
    if len(came) < len(wrong):
        words = "right, in another place"
    outputs = ", ".join(sorted(came.values(), key=names.index))
    message = f"{outputs}: {words}. Expected ({', '.join(names)}), came ({', '.join(told)})."
    evidence = f"so on all {len(answers)} cases"
    return {name: Diagnosis("order", message, evidence) for name in came.values()}


def _stands_at(
    problem: Problem, answers: Sequence[tuple[Entry, object]], name: str, place: int
) -> bool:
    value = problem.function.returned(name)
    tolerance = next(item.tolerance for item in problem.outputs if item.name == name)
    return not any(
        compare(
            returned[place],  # type: ignore[index]
            entry.values[name],
            value,
            scale=entry.scales[name],
            sizes=entry.case.sizes,
            tolerance=tolerance,
        )
        for entry, returned in answers
    )
