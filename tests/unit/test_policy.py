"""Late policy and attempts: pure, in units of 24 hours, exact in points, and no clock is read."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from jsonschema import Draft202012Validator

from grader.policy import applied, counting, late
from grader.report import html, terminal
from grader.report.json import read, render, schema
from grader.results import (
    CaseCounts,
    OutputResult,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)
from grader.spec.model import Counts, Policy

DIGEST = "sha256:" + 64 * "0"
DUE = datetime.fromisoformat("2026-03-01T23:59:00+01:00")
POLICY = Policy(DUE, grace_minutes=10, per_day=0.1, cap=0.5)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def report(score=7.0, most=8.0):
    output = OutputResult("y", Verdict.PASSED, score, most, CaseCounts(24))
    problem = ProblemResult("hw/p", "P", "f", Verdict.PASSED, score, most, (output,))
    return Report(
        homework="hw",
        homework_title="A homework",
        homework_digest=DIGEST,
        grader_version="0.1.0",
        seed=0,
        submission=SubmissionInfo("mine", DIGEST),
        sandbox=SandboxInfo("strong", ()),
        problems=(problem,),
        seconds=0.25,
    )


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (-DAY, None),
        (timedelta(), None),
        (SECOND, None),
        (timedelta(minutes=10), None),
        (timedelta(minutes=10, microseconds=1), 1),
        (timedelta(minutes=10) + SECOND, 1),
        (DAY, 1),
        (DAY + SECOND, 2),  # the grace is not given again
        (4 * DAY, 4),
        (4 * DAY + SECOND, 5),
    ],
)
def test_a_day_begun_counts_once_the_grace_is_over(after, days):
    found = late(POLICY, DUE + after)

    assert (found and found.days) == days


@pytest.mark.parametrize(("days", "share"), [(1, 0.1), (3, 0.3), (5, 0.5), (6, 0.5), (400, 0.5)])
def test_each_day_costs_its_share_up_to_the_cap(days, share):
    assert late(POLICY, DUE + days * DAY).share == share


def test_it_closes_after_that_many_days_and_not_before():
    policy = dataclasses.replace(POLICY, closes_after_days=7)
    last, after = late(policy, DUE + 7 * DAY), late(policy, DUE + 7 * DAY + SECOND)

    assert (last.closed, last.share) == (False, 0.5)
    assert (after.closed, after.share) == (True, 1.0)


def test_what_closes_at_once_still_gives_its_grace():
    policy = dataclasses.replace(POLICY, closes_after_days=0)

    assert late(policy, DUE + timedelta(minutes=10)) is None
    assert late(policy, DUE + timedelta(minutes=11)).closed


def test_a_homework_that_is_never_due_is_never_late():
    assert late(Policy(), DUE) is None


def test_late_by_a_policy_without_a_price_is_said_and_costs_nothing():
    found = applied(report(), Policy(DUE), DUE + SECOND, None)

    assert (found.late.days, found.score) == (1, 7)
    assert "7 / 8 points; 1 day late, which costs nothing" in terminal.render(found)


class Berlin(tzinfo):
    """Its clocks go forward on 29 March 2026 and back on 25 October."""

    def utcoffset(self, time):
        summer = datetime(2026, 3, 29, 2) <= time.replace(tzinfo=None) < datetime(2026, 10, 25, 3)
        return timedelta(hours=2 if summer else 1)

    def dst(self, _time):
        return timedelta()


@pytest.mark.parametrize(
    ("due", "submitted", "days"),
    [
        ("2026-03-28T12:00:00", "2026-03-29T13:00:00", 1),  # 25 hours on the clock
        ("2026-03-28T12:00:00", "2026-03-29T13:00:01", 2),
        ("2026-10-24T12:00:00", "2026-10-25T11:00:00", 1),  # 23 hours on the clock
        ("2026-10-24T12:00:00", "2026-10-25T11:00:01", 2),
    ],
)
def test_a_day_is_24_hours_when_clocks_change(due, submitted, days):
    zone = Berlin()
    times = [datetime.fromisoformat(text).replace(tzinfo=zone) for text in (due, submitted)]
    offsets = [datetime.fromisoformat(time.isoformat()) for time in times]

    for first, second in (times, offsets):
        assert first.utcoffset() != second.utcoffset()
        assert late(Policy(first), second).days == days


def test_a_leap_day_is_a_day():
    due = datetime(2028, 2, 28, tzinfo=UTC)

    assert late(Policy(due), datetime(2028, 3, 1, tzinfo=UTC)).days == 2
    assert late(Policy(due.replace(year=2027)), datetime(2027, 3, 1, tzinfo=UTC)).days == 1


def test_the_same_moment_in_another_time_zone_is_the_same_moment():
    assert late(POLICY, DUE.astimezone(timezone(timedelta(hours=13)))) is None
    assert late(POLICY, (DUE + DAY).astimezone(timezone(timedelta(hours=-5)))).days == 1


@pytest.mark.parametrize("due", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_the_first_and_the_last_year_are_no_trouble(due):
    other = datetime(2026, 1, 1, tzinfo=UTC)
    found = late(Policy(due, grace_minutes=525_600, per_day=1, closes_after_days=3660), other)

    assert (found is None) == (due.year == 9999)


def test_what_is_lost_is_a_share_of_what_was_earned():
    found = applied(report(7), POLICY, DUE + DAY, None)

    assert (found.earned, found.late.points, found.score) == (7, 0.7, 6.3)
    assert found.submitted == "2026-03-02T23:59:00+01:00"


def test_nothing_of_nothing_is_lost():
    found = applied(report(0), POLICY, DUE + DAY, None)

    assert (found.late.points, found.score) == (0, 0)


def test_a_report_in_time_is_what_it_was():
    plain = report()
    found = applied(plain, POLICY, DUE, None)

    assert found == dataclasses.replace(plain, submitted=DUE.isoformat())
    assert applied(plain, POLICY, None, None) is not None
    assert render(applied(plain, POLICY, None, None)) == render(plain)


def test_an_attempt_beyond_the_limit_is_graded_and_counts_nothing():
    policy = Policy(attempts=3)
    third, fourth = (applied(report(), policy, None, number) for number in (3, 4))

    assert (third.score, fourth.score, fourth.earned) == (7, 0, 7)
    assert "7 / 8 points, but only 3 attempts count: 0" in terminal.render(fourth)


def test_where_nothing_limits_them_every_attempt_counts():
    assert applied(report(), Policy(), None, 10_000).score == 7


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (DAY, "7 / 8 points, less 0.7 for 1 day late: 6.3"),
        (2 * DAY, "7 / 8 points, less 1.4 for 2 days late: 5.6"),
        (8 * DAY, "7 / 8 points, but 8 days late, when it was closed: 0"),
    ],
)
def test_formats_for_people_tell_what_lateness_costs(after, told):
    policy = dataclasses.replace(POLICY, closes_after_days=7)
    found = applied(report(), policy, DUE + after, None)

    assert told in terminal.render(found)
    assert told in html.render([found])


def test_the_json_has_what_counts_and_what_was_earned_and_reads_back():
    policy = dataclasses.replace(POLICY, attempts=2)
    found = applied(report(), policy, DUE + DAY, 2)
    data = json.loads(render(found))

    Draft202012Validator(schema()).validate(data)
    assert (data["score"], data["earned"]) == (6.3, 7)
    assert read(render(found)) == found
    assert "earned" not in json.loads(render(report()))


def reports(*scores):
    return [report(score) for score in scores]


def test_the_best_attempt_counts_of_equal_ones_the_first():
    found = reports(3, 7, 7, 5)

    assert counting(found, Policy()) == 1


def test_the_last_attempt_counts_where_the_homework_says_so():
    found = reports(3, 7, 5)

    assert counting(found, Policy(counts=Counts.LAST)) == 2


@pytest.mark.parametrize("counts", list(Counts))
def test_attempts_beyond_the_limit_do_not_count(counts):
    found = reports(3, 5, 8)

    assert counting(found, Policy(attempts=2, counts=counts)) == 1


def test_of_late_attempts_counts_what_is_left():
    early, better = report(6), applied(report(8), POLICY, DUE + 5 * DAY, None)

    assert counting([early, better], POLICY) == 0
    assert counting([early, better], dataclasses.replace(POLICY, counts=Counts.LAST)) == 1


@pytest.mark.parametrize("counts", list(Counts))
def test_what_came_when_it_was_closed_takes_nothing_away(counts):
    policy = dataclasses.replace(POLICY, closes_after_days=1, counts=counts)
    early, closed = report(6), applied(report(8), policy, DUE + 2 * DAY, None)

    assert counting([early, closed], policy) == 0
    assert counting([closed], policy) == 0


def test_of_no_attempts_none_counts():
    assert counting([], Policy()) is None
