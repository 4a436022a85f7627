"""What a homework may say of its problems, of time and of attempts; a slip is refused with its place."""

import json
import math
import random
import re
import shutil
from datetime import datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from grader.errors import SpecError
from grader.spec.load import load_homework
from grader.spec.model import Counts, Feedback, Policy
from grader.spec.moment import moment
from grader.spec.worth import shares
from tests.bank import BANK
from tests.paths import PROBLEMS, ROOT

WORKED = BANK / "uva-2017-hw1"


@pytest.fixture
def load(tmp_path):
    """Loads a shipped homework whose file says more."""

    def load(homework=WORKED, **said):
        folder = tmp_path / homework.name
        shutil.copytree(homework, folder)
        document = json.loads((folder / "homework.json").read_text("utf-8"))
        (folder / "homework.json").write_text(json.dumps({**document, **said}), "utf-8")
        return load_homework(folder)

    return load


def test_a_homework_that_says_nothing_leaves_problems_as_they_are(load):
    homework = load()

    assert (homework.policy, homework.hidden_cases) == (Policy(), 0)
    assert homework.problems[0].random_cases == 24
    assert homework.problems[0].feedback is Feedback.FULL


def test_everything_that_can_be_said(load):
    homework = load(
        points={"worked-example": 4},
        cases={"public": 5, "hidden": 12},
        feedback="diagnosis",
        due="2026-03-01T23:59:00+01:00",
        late={"grace_minutes": 10, "per_day": 0.1, "cap": 0.5, "closes_after_days": 7},
        attempts={"limit": 3, "counts": "last"},
    )
    (problem,) = homework.problems
    due = datetime.fromisoformat("2026-03-01T23:59:00+01:00")

    assert homework.policy == Policy(due, 10, 0.1, 0.5, 7, 3, Counts.LAST)
    assert homework.policy.due.utcoffset() == timedelta(hours=1)
    assert (homework.hidden_cases, problem.random_cases) == (12, 5)
    assert problem.feedback is Feedback.DIAGNOSIS
    assert [output.points for output in problem.outputs] == [0.5] * 8
    assert (problem.points, homework.points) == (4, 4)


@pytest.mark.parametrize("most", list(Feedback))
@pytest.mark.parametrize("own", list(Feedback))
def test_a_homework_shows_no_more_than_a_spec_and_a_spec_no_more_than_a_homework(
    tmp_path, most, own
):
    folder = tmp_path / WORKED.name
    shutil.copytree(WORKED, folder)
    for name, feedback in (("homework.json", most), ("worked-example/problem.json", own)):
        document = json.loads((folder / name).read_text("utf-8"))
        (folder / name).write_text(json.dumps({**document, "feedback": feedback}), "utf-8")
    (problem,) = load_homework(folder).problems
    order = [Feedback.FULL, Feedback.DIAGNOSIS, Feedback.VERDICT]

    assert order.index(problem.feedback) == max(order.index(most), order.index(own))


# What problems are worth.


@pytest.mark.parametrize(
    "folder", sorted(PROBLEMS.glob("*/homework.json")), ids=lambda file: file.parent.name
)
@pytest.mark.parametrize("worth", [10, 0.3, 7])
def test_every_shipped_problem_can_be_worth_something_else_exactly(load, folder, worth):
    plain = load_homework(folder.parent)
    homework = load(folder.parent, points=dict.fromkeys([p.name for p in plain.problems], worth))

    for before, after in zip(plain.problems, homework.problems, strict=True):
        assert after.points == worth, after.id
        for old, new in zip(before.outputs, after.outputs, strict=True):
            assert math.isclose(new.points, old.points * worth / before.points)
            assert new.stability_points <= new.points
            assert math.isclose(
                new.stability_points, old.stability_points * worth / before.points, abs_tol=1e-12
            )
        for old, new in zip(before.rubric, after.rubric, strict=True):
            assert math.isclose(new.points, old.points * worth / before.points)


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=20).filter(any),
    st.floats(1e-9, 1e6),
    st.randoms(use_true_random=False),
)
def test_shares_add_up_exactly_in_any_order(points, total, rng: random.Random):
    found = shares(points, total)
    mixed = rng.sample(found, len(found))

    assert sum(found) == sum(mixed) == math.fsum(found) == total
    assert all(share >= 0 for share in found)


@given(st.floats(1e-9, 1e6))
def test_equal_points_get_equal_shares_but_for_rounding(total):
    first, *others = shares([1.0, 1.0, 1.0], total)

    assert all(math.isclose(first, other, rel_tol=1e-15) for other in others)


# What is refused.


@pytest.mark.parametrize(
    ("said", "path", "expected"),
    [
        ({"points": {"worked-example": 0}}, "$.points[\"worked-example\"]", "more than 0"),
        ({"points": {"worked-example": -1}}, "$.points[\"worked-example\"]", "more than 0"),
        ({"points": {"worked-example": 1e300}}, "$.points[\"worked-example\"]", "at most 1000000"),
        ({"points": {"worked-example": "4"}}, "$.points[\"worked-example\"]", "a number"),
        ({"points": {"worked-example": True}}, "$.points[\"worked-example\"]", "a number"),
        ({"points": {"lost": 1}}, "$.points.lost", "a problem (worked-example)"),
        ({"points": [1]}, "$.points", "object"),
        ({"cases": {"hidden": 10**9}}, "$.cases.hidden", "at most 1000"),
        ({"cases": {"hidden": -1}}, "$.cases.hidden", "at least 0"),
        ({"cases": {"hidden": 1.5}}, "$.cases.hidden", "integer"),
        ({"cases": {"public": 0}}, "$.cases.public", "at least 1"),
        ({"cases": {"secret": 3}}, "$.cases.secret", "one of public, hidden"),
        ({"feedback": "all"}, "$.feedback", "one of full, diagnosis, verdict"),
        ({"due": "2026-03-01T23:59"}, "$.due", "without the offset"),
        ({"due": "2026-03-01"}, "$.due", "without the offset"),
        ({"due": "tomorrow"}, "$.due", "such as 2026-03-01T23:59+01:00"),
        ({"due": ""}, "$.due", "such as"),
        ({"due": "2027-02-29T12:00Z"}, "$.due", "such as"),
        ({"due": "0001-01-01T00:00+14:00"}, "$.due", "from the year 1 to 9999"),
        ({"due": "9999-12-31T23:59-12:00"}, "$.due", "from the year 1 to 9999"),
        ({"due": 1772406000}, "$.due", "string"),
        ({"late": {"per_day": 0.1}}, "$.late", "the property 'due'"),
        ({"late": {"per_day": 5}}, "$.late.per_day", "at most 1"),
        ({"late": {"per_day": -0.1}}, "$.late.per_day", "at least 0"),
        ({"late": {"cap": 2}}, "$.late.cap", "at most 1"),
        ({"late": {"grace_minutes": -10}}, "$.late.grace_minutes", "at least 0"),
        ({"late": {"closes_after_days": 1e300}}, "$.late.closes_after_days", "at most 3660"),
        ({"late": {"perday": 0.1}}, "$.late.perday", "did you mean 'per_day'"),
        ({"attempts": {"limit": 0}}, "$.attempts.limit", "at least 1"),
        ({"attempts": {"counts": "first"}}, "$.attempts.counts", "one of best, last"),
        ({"attempts": 3}, "$.attempts", "object"),
    ],
    ids=str,
)  # fmt: skip
def test_a_slip_is_refused_with_its_place(load, said, path, expected):
    with pytest.raises(SpecError) as caught:
        load(**said)

    assert caught.value.file.name == "homework.json"
    assert caught.value.json_path == path
    assert expected in caught.value.expected


def test_a_problem_that_is_worth_nothing_cannot_be_scaled(tmp_path):
    folder = tmp_path / WORKED.name
    shutil.copytree(WORKED, folder)
    for name, edit in (
        ("homework.json", lambda spec: spec.update(points={"worked-example": 2})),
        ("worked-example/problem.json", lambda spec: [o.update(points=0) for o in spec["outputs"]]),
    ):
        document = json.loads((folder / name).read_text("utf-8"))
        edit(document)
        (folder / name).write_text(json.dumps(document), "utf-8")

    with pytest.raises(SpecError, match="expected a problem that its spec gives points to"):
        load_homework(folder)


@pytest.mark.parametrize("text", ["2026-03-01T23:59Z", "2026-03-01 23:59:30.5-05:30"])
def test_a_time_is_read_with_its_offset(text):
    assert moment(text) == datetime.fromisoformat(text)
    assert moment(text).tzinfo is not None


def test_shipped_homeworks_have_no_due_dates():
    homeworks = [load_homework(file.parent) for file in PROBLEMS.glob("*/homework.json")]

    assert homeworks
    assert all(item.policy == Policy() and not item.hidden_cases for item in homeworks)


def test_the_document_shows_every_property_and_a_homework_that_is_valid():
    text = (ROOT / "docs" / "reference" / "homework-policy.md").read_text("utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    schema = json.loads((files("grader.spec") / "homework.schema.json").read_text("utf-8"))

    Draft202012Validator(schema).validate(example)
    assert example.keys() == schema["properties"].keys() - {"$schema"}
    for name, item in schema["properties"].items():
        if item.get("type") == "object" and "properties" in item:
            assert example[name].keys() == item["properties"].keys()
