"""Right on ordinary cases, and wrong only where floating point overflows, underflows or rounds too much."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from grader.answer_key import Given
from grader.comparison import is_finite
from grader.diagnosis.search import Explanation, Search

ASIDE = "; extreme numbers aside"
"""Said of an explanation that holds on `usual` cases."""


def usual(answers: Sequence[Given], outputs: Collection[str]) -> list[Given]:
    """The cases without those about floating point, if a value is missing, NaN or infinite on one of these.

    They tell nothing of another mistake in the same code: where one overflows, others may round too much.
    """
    ordinary = [given for given in answers if not given[0].case.stability]
    extreme = [own for entry, own in answers if entry.case.stability]
    finite = all(is_finite(own.get(name)) for own in extreme for name in outputs)
    return list(answers) if finite else ordinary


def overflow(search: Search) -> Explanation | None:
    """The remedy that the spec names, if an output is wrong on cases that are about floating point alone.

    A case on which the function raised for such a number has no values.
    """
    failing = [given for given in search.answers if not search.is_right(given)]
    if not failing or not all(entry.case.stability for entry, _ in failing):
        return None
    output = next(item for item in search.problem.outputs if item.name == search.name)
    ordered = sorted(entry.case.index for entry, _ in failing)
    names = {entry.case.index: str(entry.case.name) for entry, _ in failing}
    told = ", ".join(names[index] for index in ordered)
    remedy = "" if output.stability is None else f" {output.stability.remedy}"
    marked = sum(entry.case.stability for entry, _ in search.answers)
    ordinary = len(search.answers) - marked
    right = "right for your own earlier values" if _builds_on_wrong(search) else "right"

    def predict(given: Given) -> Any:
        # On an extreme case anything may have come: the ordinary ones must all be right.
        return given[1].get(search.name) if given[0].case.stability else search.base(given)

    return Explanation(
        "overflow",
        f"Floating point overflows, underflows or rounds too much for extreme numbers ({told}).{remedy}",
        predict,
        evidence=(
            f"{right} on all {ordinary} ordinary cases, wrong on {len(failing)} of {marked} with "
            "extreme numbers"
        ),
    )


def _builds_on_wrong(search: Search) -> bool:
    """Whether some ordinary value is right only in view of the student's own earlier ones."""
    return any(search.differs(given) for given in search.answers if not given[0].case.stability)
