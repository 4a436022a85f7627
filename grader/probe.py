"""Further calls of a function that is known to be wrong, to find out more about it; bounded.

They are made once the verdict is known, and cannot change it.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Sequence

from grader.answer_key import AnswerKey
from grader.cases.generate import Case
from grader.errors import ReferenceFailure
from grader.own_loss import OwnLoss
from grader.preparation import make_entry
from grader.reference import VARIANT_SECONDS, Reference, time_limit
from grader.results import ANSWERED
from grader.sandbox.session import Session
from grader.scoring import Judged, judge
from grader.spec.model import Problem

MAX_CALLS = 60  # of one problem
MAX_SECONDS = 1.0  # enough for all calls of a usual function, so that a report can be made again


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
        most: float = math.inf,
    ) -> None:
        """Prepare *calls* calls at most, in about *seconds*; one is known to take *seconds_a_call*.

        What is done between the calls takes no time of theirs: a long search for a cause that finds none
        leaves a case that needs to be small. If the time runs out, `stopped_after` is the number of calls that
        would have ended in the same place. Of a report that is made again it is *most*.
        """
        self.problem = problem
        self.reference = reference
        self.session = session
        self.seconds_a_call = seconds_a_call
        self.calls = calls
        self.seconds = seconds
        self.most = most
        self.asked = 0
        self.stopped_after: int | None = None

    def follow(self, own_loss: OwnLoss) -> None:
        """Count the calls that *own_loss* has made; if the clock ended those, there are none left."""
        self.asked = own_loss.asked
        self.stopped_after = own_loss.stopped_after
        left = self.most - self.asked if self.stopped_after is None else 0
        self.calls = int(min(self.calls, left))

    def __call__(self, cases: Sequence[Case]) -> list[Judged]:
        """Judge the function on *cases*; the first of them only, where the bounds are reached."""
        began = time.monotonic()
        wanted = min(len(cases), self.calls)
        affordable = int(min(wanted, max(0.0, self.seconds) / max(self.seconds_a_call, 1e-4)))
        late = affordable < wanted
        entries = []
        for number, case in enumerate(cases[:affordable], start=1):
            # The problem's own cases are what it is judged by: of others there may be fewer.
            with contextlib.suppress(ReferenceFailure, TimeoutError), time_limit(VARIANT_SECONDS):
                entries.append((number, make_entry(self.problem, self.reference, case)))
        self.calls -= affordable
        function = self.problem.function
        calls = [function.positional(entry.case.arguments) for _, entry in entries]
        judged: list[Judged] = []
        outcomes = self.session.calls(function.called, calls)
        for (number, entry), outcome in zip(entries, outcomes, strict=False):
            judged.append(judge(self.problem, entry, outcome))
            if outcome.ending not in ANSWERED:
                self.calls = 0
                break
            if time.monotonic() - began > self.seconds:
                affordable, late = number, True
                break
        self.asked += affordable
        self.seconds -= time.monotonic() - began
        if late:
            self.calls, self.stopped_after = 0, self.asked
        return judged


def make_probe(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    judged: Sequence[Judged],
    calls: float | None = None,
) -> Probe | None:
    """Further calls, unless the process does not stand them, or there is no reference without torch.

    With *calls*, a number or infinity, the clock does not end them, as a report is to be made again.
    """
    endings = {item.outcome.ending for item in judged}
    if key.reference is None or not endings.issubset(ANSWERED):
        return None
    mean = sum(item.outcome.seconds for item in judged) / len(judged)
    most, seconds = (math.inf, MAX_SECONDS) if calls is None else (calls, math.inf)
    return Probe(problem, key.reference, session, seconds_a_call=mean, seconds=seconds, most=most)
