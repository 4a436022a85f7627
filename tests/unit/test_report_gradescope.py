"""results.json of Gradescope: its fields as docs/specs.md of gradescope/autograder_samples has them."""

import json

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from grader.report import gradescope
from tests.reports import (
    CARRYING,
    CRASHED,
    EDGES,
    ESSAY,
    FAILED,
    MISSING,
    PROBLEM,
    REPORT,
    hostile_reports,
    report,
)

FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
TEST = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": FORMAT,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
    "additionalProperties": False,
}
SPECIFICATION = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": TEST},
        "leaderboard": {"type": "array"},
    },
    "required": ["score"],
    "additionalProperties": False,
}


def results(*reports):
    text = gradescope.render(reports)
    document = json.loads(text, parse_constant=pytest.fail)
    Draft202012Validator(SPECIFICATION).validate(document)
    return document


def by_name(*problems):
    return {test["name"]: test for test in results(report(*problems))["tests"]}


@pytest.mark.parametrize("name", EDGES)
def test_every_report_is_as_specified_and_the_tests_add_up_to_what_was_earned(name):
    document = results(EDGES[name])

    total = sum(test.get("score", 0) for test in document["tests"])
    assert total == pytest.approx(EDGES[name].earned)
    assert document["score"] == pytest.approx(EDGES[name].score)
    numbers = [test["number"] for test in document["tests"]]
    assert len(set(numbers)) == len(numbers)


def test_a_test_is_an_output_with_its_points():
    tests = by_name(PROBLEM)

    wrong, right = tests["grad: dW"], tests["grad: db"]
    assert (wrong["number"], wrong["score"], wrong["max_score"]) == ("1.1", 0.0, 2.0)
    assert (wrong["status"], right["status"]) == ("failed", "passed")
    assert "Likely cause: The 1/N is missing." in wrong["output"]
    assert right["output"] == "right on 24 cases"


def test_students_see_every_test_and_no_standard_output():
    """A hidden test would take the total away from them."""
    document = results(EDGES["everything"])

    assert document["stdout_visibility"] == "hidden"
    assert {test["visibility"] for test in document["tests"]} == {"visible"}


def test_all_text_is_shown_as_text():
    document = results(EDGES["everything"])

    assert document["output_format"] == "text"
    assert {test["output_format"] for test in document["tests"]} == {"text"}
    assert not {"test_output_format", "test_name_format"} & document.keys()


def test_a_written_answer_does_not_look_lost():
    """It has no score yet, and that is said."""
    document = results(report(PROBLEM, ESSAY))
    written = document["tests"][-1]

    assert not {"score", "max_score", "status"} & written.keys()
    assert "2 points to be marked by hand: not yet in the score." in written["output"]
    assert "\n2 points to be marked by hand: not yet in the score." in document["output"]


def test_where_the_grader_failed_the_student_is_told_what_to_do():
    """Gradescope's total cannot be lowered."""
    document = results(report(PROBLEM, FAILED))
    failed = document["tests"][-1]

    assert document["score"] == 1.0
    assert not {"score", "max_score", "status"} & failed.keys()
    assert "The grader failed on other: 4 points are neither earned nor lost" in document["output"]
    assert "ask your instructor to grade this submission again" in document["output"]


def test_what_was_not_attempted_and_what_crashed_failed():
    tests = by_name(MISSING[0], CRASHED)

    assert {test["status"] for test in tests.values()} == {"failed"}
    assert tests["first"]["output"] == "there is no function first"
    assert "a.py:4: ValueError: no\n    X @ W\n" in tests["crash: a"]["output"]


def test_what_is_carried_passed_only_with_all_its_points():
    tests = by_name(CARRYING)

    assert [tests[f"carry: {name}"]["status"] for name in ("first", "then", "last")] == [
        "failed", "failed", "passed",
    ]  # fmt: skip


def test_several_submissions_are_added_up():
    document = results(REPORT, EDGES["a third carried"])

    assert document["score"] == pytest.approx(2.333)
    assert len({test["name"] for test in document["tests"]}) == 5


def test_no_submission_has_no_points():
    assert results()["score"] == 0


@given(hostile=hostile_reports())
def test_any_text_of_a_student_is_text(hostile):
    document = results(hostile)
    texts = [document["output"], *(test["output"] for test in document["tests"])]

    assert all(char.isprintable() or char == "\n" for text in texts for char in text)
