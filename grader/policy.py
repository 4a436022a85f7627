"""What a homework says of time and attempts, applied to a report. Pure: no clock is read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from grader.results import Attempt, Late, Report
from grader.spec.model import Counts, Policy

DAY = timedelta(days=1)
DIGITS = 9  # of shares and points after the point: 3 times 0.1 is 0.3


def late(policy: Policy, submitted: datetime) -> Late | None:
    """What it costs, as a share, to hand in at that time; None if it was due later, or never, or is in the grace.

    A day is 24 hours, whatever the clocks on the wall do, and counts from the moment it begins. Days count
    from when the homework was due: the grace is no part of the time that one has.

    Args:
        policy: of the homework.
        submitted: when it was handed in, with its offset from UTC.
    """
    if policy.due is None:
        return None
    # In UTC: of two times in one time zone Python takes the difference on the wall.
    over = submitted.astimezone(UTC) - policy.due.astimezone(UTC)
    if over <= timedelta(minutes=policy.grace_minutes):
        return None
    days = -(-over // DAY)
    closed = policy.closes_after_days is not None and over > policy.closes_after_days * DAY
    share = 1.0 if closed else round(min(days * policy.per_day, policy.cap), DIGITS)
    return Late(policy.due.isoformat(), days, share, closed=closed)


def applied(
    report: Report, policy: Policy, submitted: datetime | None, attempt: int | None
) -> Report:
    """The report with what time and attempts make of its points.

    Args:
        report: what was earned.
        policy: of the homework.
        submitted: when it was handed in; None if that is not to count.
        attempt: which one it was, from 1; None if that is not to count.
    """
    found = None if submitted is None else late(policy, submitted)
    if found is not None:
        found = replace(found, points=round(report.earned * found.share, DIGITS))
    return replace(
        report,
        submitted=None if submitted is None else submitted.isoformat(),
        late=found,
        attempt=None if attempt is None else Attempt(attempt, policy.attempts, policy.counts.value),
    )


class Attempted(Protocol):
    """An attempt, as far as it matters for which one counts."""

    @property
    def score(self) -> float:
        """Points, what lateness costs among it."""

    @property
    def closed(self) -> bool:
        """Whether it came when nothing was accepted any more."""


def counting(attempts: Sequence[Attempted], policy: Policy) -> int | None:
    """Which of a student's attempts counts, from 0; None if there is none.

    Those beyond the limit do not, nor do those that came after the homework was closed, unless there are no
    others.

    Args:
        attempts: in the order in which they were handed in.
        policy: of the homework.
    """
    places = range(len(attempts[: policy.attempts]))
    taken = [place for place in places if not attempts[place].closed] or list(places)
    if policy.counts is Counts.LAST:
        return taken[-1] if taken else None
    return max(taken, key=lambda place: attempts[place].score, default=None)
