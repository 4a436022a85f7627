"""Further calls of a function that is known to be wrong, to find out more about it; bounded.

They are made once the verdict is known, and cannot change it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from grader.cases.generate import Case
from grader.errors import ReferenceFailure
from grader.preparation import make_entry
from grader.reference import Reference
from grader.results import Ending
from grader.sandbox.session import Session
from grader.scoring import Judged, judge
from grader.spec.model import Problem

MAX_CALLS = 80  # of one problem
MAX_SECONDS = 1.0


class Probe:
    """Further calls of a student's function, bounded in number and time."""

    def __init__(
        self,
        problem: Problem,
        reference: Reference,
        session: Session,
        *,
        seconds_a_call: float,
        calls: int = MAX_CALLS,
        seconds: float = MAX_SECONDS,
    ) -> None:
        """Prepare *calls* calls at most, in about *seconds*; one is known to take *seconds_a_call*."""
        self.problem = problem
        self.reference = reference
        self.session = session
        self.seconds_a_call = seconds_a_call
        self.calls = calls
        self.deadline = time.monotonic() + seconds

    def __call__(self, cases: Sequence[Case]) -> list[Judged]:
        """Judge the function on *cases*; the first of them only, where the bounds are reached."""
        left = self.deadline - time.monotonic()
        affordable = int(left / max(self.seconds_a_call, 1e-4)) if left > 0 else 0
        entries = []
        for case in cases[: min(self.calls, affordable)]:
            try:
                entries.append(make_entry(self.problem, self.reference, case))
            except ReferenceFailure:
                continue  # the problem's own cases are what it is judged by
        self.calls -= len(entries)
        function = self.problem.function
        arguments = [
            tuple(entry.case.arguments[item.name] for item in function.inputs) for entry in entries
        ]
        judged = []
        for entry, outcome in zip(
            entries, self.session.calls(function.name, arguments), strict=False
        ):
            judged.append(judge(self.problem, entry, outcome))
            if outcome.ending not in (Ending.RETURNED, Ending.RAISED):
                self.calls = 0
        return judged
