"""Formats are pure functions of a report; the JSON form is the contract and round-trips."""

import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from grader.report import terminal
from grader.report.json import read, render, schema
from grader.results import (
    CaseCounts,
    Counterexample,
    Diagnosis,
    OutputResult,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)

DIGEST = "sha256:" + 64 * "0"
COUNTEREXAMPLE = Counterexample(
    index=3,
    name="printed",
    arguments={"X": [[1.0, 2.5]], "k": 2},
    expected=[[0.5, 1.0]],
    actual=[[0.5, math.nan]],
    max_abs_difference=math.inf,
    at=(0, 1),
    allowed=1e-6,
)
WRONG = OutputResult(
    "dW",
    Verdict.WRONG_ANSWER,
    0.0,
    2.0,
    CaseCounts(3, 21),
    "dW is NaN in 1 of 2 entries, first at [0, 1]; expected finite numbers",
    Diagnosis("mistake", "The 1/N is missing.", "equal on all 24 cases", "missing-one-over-n"),
    COUNTEREXAMPLE,
)
RIGHT = OutputResult("db", Verdict.PASSED, 1.0, 1.0, CaseCounts(24))
PROBLEM = ProblemResult(
    "hw/grad", "Gradients", "grad", Verdict.WRONG_ANSWER, 1.0, 3.0, (WRONG, RIGHT), "a.py", 7
)
FAILED = ProblemResult(
    "hw/other",
    "Another",
    "other",
    Verdict.INTERNAL_ERROR,
    0.0,
    4.0,
    (OutputResult("z", Verdict.INTERNAL_ERROR, 0.0, 4.0),),
    message="reference.py: the reference raised ValueError",
)
REPORT = Report(
    homework="hw",
    homework_title="A homework",
    homework_digest=DIGEST,
    grader_version="0.1.0",
    seed=0,
    submission=SubmissionInfo("mine", DIGEST),
    sandbox=SandboxInfo("basic", ("separate process",)),
    problems=(PROBLEM,),
    seconds=0.25,
    notes=("big.py was not read: it is a folder",),
)


def conforms(report):
    Draft202012Validator(schema()).validate(json.loads(render(report)))


def test_the_schema_is_one_and_describes_every_property():
    def undescribed(node, path):
        if isinstance(node, dict):
            for name, item in node.get("properties", {}).items():
                if "description" not in item and "const" not in item and "$ref" not in item:
                    yield f"{path}.{name}"
            for name, item in node.items():
                yield from undescribed(item, f"{path}.{name}")
        elif isinstance(node, list):
            for item in node:
                yield from undescribed(item, path)

    Draft202012Validator.check_schema(schema())

    assert list(undescribed(schema(), "$")) == []


def test_a_report_round_trips_and_conforms():
    conforms(REPORT)

    # NaN differs from itself, so the second rendering is compared and not the report.
    assert render(read(render(REPORT))) == render(REPORT)
    finite = dataclasses.replace(REPORT, problems=(dataclasses.replace(PROBLEM, outputs=(RIGHT,)),))
    assert read(render(finite)) == finite


def test_numbers_that_json_lacks_are_words():
    (problem,) = json.loads(render(REPORT))["problems"]
    example = problem["outputs"][0]["counterexample"]

    assert example["actual"] == [[0.5, "NaN"]]
    assert example["max_abs_difference"] == "Infinity"
    assert math.isnan(read(render(REPORT)).problems[0].outputs[0].counterexample.actual[0][1])


def test_absent_things_are_left_out():
    data = json.loads(render(REPORT))

    assert "student" not in data
    assert "message" not in data["problems"][0]
    assert set(data["problems"][0]["outputs"][1]) == {
        "name",
        "verdict",
        "score",
        "max_score",
        "cases",
    }


def test_the_contract_has_the_keys_that_the_design_fixes():
    data = json.loads(render(dataclasses.replace(REPORT, student="ada")))

    assert data["schema"] == "grader-report/1"
    assert {"grader_version", "homework", "homework_digest", "seed", "student"} <= data.keys()
    assert (data["score"], data["max_score"], data["seconds"]) == (1.0, 3.0, 0.25)
    assert data["submission"] == {"name": "mine", "digest": DIGEST}
    assert data["sandbox"] == {"level": "basic", "layers": ["separate process"]}


def test_what_the_grader_failed_on_counts_in_neither_score():
    report = dataclasses.replace(REPORT, problems=(PROBLEM, FAILED))

    conforms(report)
    assert (report.score, report.max_score) == (1.0, 3.0)
    assert report.grader_failed
    assert not report.passed


@pytest.mark.parametrize("text", ["[]", '{"schema": "grader-report/2"}', "{}"])
def test_another_document_is_not_taken_for_a_report(text):
    with pytest.raises(ValueError, match="grader-report/1"):
        read(text)


NUMBERS = st.floats() | st.integers(-(2**53), 2**53) | st.booleans()
PLAIN = st.recursive(NUMBERS, lambda items: st.lists(items, max_size=3), max_leaves=8)


@given(actual=PLAIN, expected=PLAIN, verdict=st.sampled_from(Verdict), text=st.text(min_size=1))
def test_any_values_and_any_text_round_trip(actual, expected, verdict, text):
    example = Counterexample(0, {"a": actual}, expected=expected, actual=actual)
    output = OutputResult("o", verdict, 0.0, 1.0, message=text, counterexample=example)
    report = dataclasses.replace(
        REPORT, problems=(dataclasses.replace(PROBLEM, outputs=(output,)),)
    )

    conforms(report)
    assert render(read(render(report))) == render(report)


@given(actual=PLAIN, expected=PLAIN, verdict=st.sampled_from(Verdict), text=st.text(min_size=1))
def test_any_report_can_be_shown_and_cannot_steer_the_terminal(actual, expected, verdict, text):
    example = Counterexample(0, {text: actual}, text, expected, actual, 1.0, (0,), 0.1)
    output = OutputResult(text, verdict, 0.0, 1.0, CaseCounts(1, 1), text, None, example)
    problem = ProblemResult("hw/p", text, text, verdict, 0.0, 1.0, (output,), text, 1, text)
    report = dataclasses.replace(REPORT, problems=(problem,), notes=(text,))
    shown = terminal.render(report, width=60)

    assert all(char.isprintable() or char == "\n" for char in shown)


def test_the_terminal_report_says_what_a_student_needs():
    shown = terminal.render(REPORT, width=100)

    assert "A homework  (hw)" in shown
    assert "✗ grad  1 / 3 points  wrong answer  grad  a.py:7" in shown
    assert "✓ db  1/1  right on 24 cases" in shown
    assert "not right on 21 of 24 cases: dW is NaN in 1 of 2 entries" in shown
    assert "Likely cause: The 1/N is missing." in shown
    assert "Smallest case on which dW is not right (case 3, printed)" in shown
    assert "X = np.array([[1.0, 2.5]])" in shown
    assert "k = 2" in shown
    assert "basic (your files and network are not protected)" in shown
    assert "Note: big.py was not read: it is a folder" in shown


def test_colour_marks_the_entries_that_differ_and_only_those():
    shown = terminal.render(REPORT, width=100, color=True)

    assert "\x1b[1;31mnan\x1b[0m" in shown
    assert "\x1b[1;31m0.5" not in shown
    assert "\x1b" not in terminal.render(REPORT, width=100)


def test_outputs_that_failed_alike_share_a_row():
    lost = [OutputResult(name, Verdict.RUNTIME_ERROR, 0.0, 1.0, CaseCounts(0, 9)) for name in "abc"]
    problem = dataclasses.replace(PROBLEM, verdict=Verdict.RUNTIME_ERROR, outputs=tuple(lost))
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)))

    assert "✗ a, b, c  0/3  runtime error; not right on 9 of 9 cases" in shown


def test_the_graders_own_failure_is_not_shown_as_the_students():
    shown = terminal.render(dataclasses.replace(REPORT, problems=(FAILED,)))

    assert "The grader failed here; this problem costs no points." in shown


def test_large_arrays_are_cut():
    wide = [[float(i * j) for j in range(40)] for i in range(40)]
    example = Counterexample(0, {}, expected=wide, actual=wide, allowed=0.1)
    output = dataclasses.replace(WRONG, counterexample=example)
    problem = dataclasses.replace(PROBLEM, outputs=(output,))
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)), width=400)

    assert len(shown.splitlines()) < 40
    assert "…" in shown
