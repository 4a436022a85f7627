"""Formats are pure functions of a report; the JSON form is the contract and round-trips."""

import dataclasses
import json
import math
import re
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from grader.report import terminal
from grader.report.json import read, render, schema
from grader.report.values import causes, evidence_line, without_noise
from grader.results import (
    CaseCounts,
    Counterexample,
    Diagnosis,
    OutputResult,
    ProblemResult,
    Report,
    Verdict,
)
from tests.reports import DIGEST, ESSAY, FAILED, MISSING, PROBLEM, REPORT, RIGHT, WRONG


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


def test_the_schema_has_every_field_of_the_records():
    document = schema()

    def lacking(kind, node):
        node = document["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        for part in typing.get_args(kind):
            yield from lacking(part, node.get("items", node))
        if dataclasses.is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            for item in dataclasses.fields(kind):
                if item.name not in node["properties"]:
                    yield f"{kind.__name__}.{item.name}"
                else:
                    yield from lacking(hints[item.name], node["properties"][item.name])

    assert list(lacking(Report, document)) == []


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
        "needs",
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

    assert "\x1b[1;38;5;16;48;5;203mnan\x1b[0m" in shown
    assert "m0.5" not in shown
    assert "\x1b" not in terminal.render(REPORT, width=100)


def test_outputs_that_failed_alike_share_a_row():
    lost = [OutputResult(name, Verdict.RUNTIME_ERROR, 0.0, 1.0, CaseCounts(0, 9)) for name in "abc"]
    problem = dataclasses.replace(PROBLEM, verdict=Verdict.RUNTIME_ERROR, outputs=tuple(lost))
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)))

    assert "✗ a, b, c  0/3  runtime error; not right on 9 of 9 cases" in shown


def test_each_line_of_what_stopped_a_call_has_its_own():
    told = "a.py:3: ValueError: no\n    X @ W\n    `X @ W`: they do not fit"
    problem = dataclasses.replace(REPORT.problems[0], message=told)
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)))

    assert "\n  a.py:3: ValueError: no\n      X @ W\n      `X @ W`: they do not fit\n" in shown


def test_an_output_of_which_nothing_was_judged_says_why_and_counts_no_cases():
    lost = OutputResult("b", Verdict.NOT_ATTEMPTED, 0.0, 1.0, message="there is no function f")
    problem = dataclasses.replace(PROBLEM, outputs=(RIGHT, lost), message=None)

    text = terminal.render(dataclasses.replace(REPORT, problems=(problem,)))

    assert "0/1  not attempted: there is no function f" in text
    assert "0 of 0" not in text


def test_the_graders_own_failure_is_not_shown_as_the_students():
    shown = terminal.render(dataclasses.replace(REPORT, problems=(FAILED,)))

    assert "The grader failed here; this problem costs no points." in shown


def lines_wider_than(width, shown):
    return [line for line in shown.split("\n") if cell_len(line) > width]


LONG = "a_name_that_is_longer_than_" * 8
DIGITS_17 = [[-(1 + i / 7) * 10.0 ** (-100 - j) for j in range(12)] for i in range(14)]


def test_no_line_needs_more_than_100_columns():
    """Whatever its numbers, names and messages; where not all columns fit, that is said."""
    near = [[number * (1 + 1e-15) for number in row] for row in DIGITS_17]
    example = Counterexample(0, {LONG: DIGITS_17}, LONG, near, DIGITS_17, 1.0, (0, 0), 0.0)
    output = dataclasses.replace(WRONG, counterexample=example)
    named = dataclasses.replace(output, name=LONG, message=LONG)
    text = dataclasses.replace(output, counterexample=dataclasses.replace(example, actual=LONG))
    problems = [
        dataclasses.replace(PROBLEM, outputs=(output,)),
        dataclasses.replace(PROBLEM, outputs=(named,), title=LONG, function=LONG, file=LONG),
        dataclasses.replace(PROBLEM, outputs=(text,), message=LONG, id=f"hw/{LONG}"),
        *(dataclasses.replace(p, message=LONG) for p in MISSING),
    ]
    report = dataclasses.replace(REPORT, problems=tuple(problems), notes=(LONG,))
    shown = terminal.render(report, width=100)

    assert lines_wider_than(100, shown) == []
    for column in range(3):
        assert f"{DIGITS_17[0][column]:.17g}" in shown  # no digit is cut off
    assert re.search(r"-1\.0*\d*e-102  …$", shown, re.MULTILINE)
    assert LONG in shown.replace("\n", "").replace(" ", "")


@given(actual=PLAIN, expected=PLAIN, text=st.text(min_size=1), width=st.integers(40, 100))
def test_no_report_is_wider_than_it_may_be(actual, expected, text, width):
    example = Counterexample(0, {text: actual}, text, expected, actual, 1.0, (0,), 0.1)
    output = OutputResult(
        text, Verdict.WRONG_ANSWER, 0.0, 1.0, CaseCounts(1, 1), text, None, example
    )
    problem = ProblemResult("hw/p", text, text, output.verdict, 0.0, 1.0, (output,), text, 1, text)
    report = dataclasses.replace(REPORT, problems=(problem,), notes=(text,))

    assert lines_wider_than(width, terminal.render(report, width=width)) == []


def test_the_colour_of_a_cell_grows_with_the_error():
    """And the numbers stay what they are without colours."""
    example = Counterexample(
        0, {}, expected=[0.0] * 5, actual=[0.0, 1.0, 2.0, 3.0, 4.0], at=(4,), allowed=1e-9
    )
    output = dataclasses.replace(WRONG, counterexample=example)
    report = dataclasses.replace(
        REPORT, problems=(dataclasses.replace(PROBLEM, outputs=(output,)),)
    )
    coloured = terminal.render(report, color=True)

    assert re.findall(r"48;5;(\d+)m(\d)", coloured) == [
        ("224", "1"), ("217", "2"), ("210", "3"), ("203", "4"),
    ]  # fmt: skip
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert [line.rstrip() for line in plain.split("\n")] == terminal.render(report).split("\n")


def test_large_arrays_are_cut():
    wide = [[float(i * j) for j in range(40)] for i in range(40)]
    example = Counterexample(0, {}, expected=wide, actual=wide, allowed=0.1)
    output = dataclasses.replace(WRONG, counterexample=example)
    problem = dataclasses.replace(PROBLEM, outputs=(output,))
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)), width=400)

    assert len(shown.splitlines()) < 40
    assert "…" in shown


def test_an_argument_of_thousands_of_numbers_is_told_by_its_shape():
    """Nobody reads them, and `report.json` has them; one number repeated is short however often it stands there."""
    arguments = {"X": [[0.5, 1.0] * 3] * 4000, "t": [1, 2], "Z": [[0.5] * 6] * 4000, "E": [[], []]}
    shown = shown_with(Counterexample(0, arguments, actual=1.0)).replace("    ", "  ")

    assert (
        "  X = …  # 24000 numbers of shape (4000, 6): --format json has them all\n"
        "  t = np.array([1, 2])\n"
        "  Z = np.full((4000, 6), 0.5)\n"
        "  E = empty\n"
    ) in shown


# Lists of arrays, names, written answers.


def shown_with(example, width=100, **changes):
    """The report for a terminal with one wrong output that has this counterexample."""
    output = dataclasses.replace(WRONG, diagnosis=None, counterexample=example, **changes)
    problem = dataclasses.replace(PROBLEM, outputs=(output,))
    return terminal.render(dataclasses.replace(REPORT, problems=(problem,)), width=width)


MATRICES = [[[11.0, 12.0], [13.0, 14.0]], [[21.0, 22.0, 23.0]], [[31.0], [32.0]]]
OTHERS = [[[11.0, 12.0], [13.0, 14.0]], [[21.0, 22.0, 29.0]], [[31.0], [32.0]]]


def test_of_a_list_of_matrices_the_item_that_differs_is_shown():
    """With its number, beside the right one; the others would only be in the way."""
    example = Counterexample(0, {}, expected=OTHERS, actual=MATRICES, at=(1, 0, 2), allowed=1e-6)
    shown = shown_with(example)

    assert "your dW[1]" in shown
    assert "right dW[1]" in shown
    assert "21  22  23" in shown
    assert "21  22  29" in shown
    assert "11  12" not in shown
    assert "31" not in shown


def test_the_entry_of_the_item_that_differs_is_marked():
    example = Counterexample(0, {}, expected=OTHERS, actual=MATRICES, at=(1, 0, 2), allowed=1e-6)
    output = dataclasses.replace(WRONG, counterexample=example)
    problem = dataclasses.replace(PROBLEM, outputs=(output,))
    shown = terminal.render(dataclasses.replace(REPORT, problems=(problem,)), color=True)

    assert "\x1b[1;38;5;16;48;5;203m23\x1b[0m" in shown
    assert "m22" not in shown


def test_both_values_are_shown_with_the_digits_that_tell_them_apart():
    """And -0, which no formula tells from 0, as 0."""
    example = Counterexample(
        0, {}, expected=[1.000001, -0.0], actual=[1.000002, 2.0], at=(0,), allowed=1e-9
    )
    shown = shown_with(example)

    assert "1.000002         2" in shown
    assert "1.000001         0" in shown


def test_an_item_of_the_wrong_shape_is_shown_beside_the_right_one():
    """The place is then that of the item alone."""
    actual = [MATRICES[0], [[21.0], [22.0], [23.0]], MATRICES[2]]
    shown = shown_with(Counterexample(0, {}, expected=OTHERS, actual=actual, at=(1,)))

    assert "your dW[1]" in shown
    assert "21  22  29" in shown
    assert "13" not in shown


def test_an_item_that_the_right_list_lacks_is_shown_alone():
    """What cannot be found is left out, rather than something else shown in its place."""
    example = Counterexample(0, {}, expected=[OTHERS[0]], actual=MATRICES, at=(2, 0, 0))
    shown = shown_with(example)

    assert "your dW[2]" in shown
    assert "right dW" not in shown


def test_an_item_is_shown_where_right_values_are_not():
    """A homework may keep them to itself."""
    shown = shown_with(Counterexample(0, {}, actual=MATRICES, at=(2, 1, 0), allowed=1e-6))

    assert "your dW[2]" in shown
    assert "right dW" not in shown
    assert "31\n" in shown


def test_a_list_of_arrays_of_one_shape_is_typed_as_a_list():
    example = Counterexample(0, {"Ws": [[[1.0]], [[2.0]]], "X": [[3.0]]}, actual=1.0, lists=("Ws",))
    wrong = OutputResult("a", Verdict.WRONG_ANSWER, 0.0, 1.0, counterexample=example)
    problem = dataclasses.replace(PROBLEM, outputs=(wrong,))

    text = terminal.render(dataclasses.replace(REPORT, problems=(problem,)))

    assert "Ws = [np.array([[1.0]]), np.array([[2.0]])]" in text
    assert "X = np.array([[3.0]])" in text


def test_a_list_of_vectors_is_shown_as_rows():
    """They fit beside each other, whatever their lengths."""
    example = Counterexample(
        0, {}, expected=[[1.0], [2.0, 3.0]], actual=[[1.0], [2.0, 4.0]], at=(1, 1), allowed=1e-6
    )
    shown = shown_with(example)

    assert "your dW  " in shown
    assert "2  4" in shown
    assert "2  3" in shown


def test_of_an_array_with_three_axes_the_matrix_that_differs_is_shown():
    actual = [[[1.0, 2.0]], [[3.0, 4.0]]]
    expected = [[[1.0, 2.0]], [[3.0, 5.0]]]
    shown = shown_with(
        Counterexample(0, {}, expected=expected, actual=actual, at=(1, 0, 1), allowed=1e-6)
    )

    assert "your dW[1]" in shown
    assert "3  4" in shown
    assert "1  2" not in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([[[1.0]], [[1.0, 2.0]]], "[np.array([[1.0]]), np.array([[1.0, 2.0]])]"),
        ([[1.0, 2.0], [3.0]], "[np.array([1.0, 2.0]), np.array([3.0])]"),
        ([[1.0, 2.0], 3.0], "[np.array([1.0, 2.0]), 3.0]"),
        ([[[1.0], [2.0]], [[3.0], [4.0]]], "np.array([[[1.0], [2.0]], [[3.0], [4.0]]])"),
        ([1, 2], "np.array([1, 2])"),
        (["relu", "tanh"], "['relu', 'tanh']"),
        (["relu"], "['relu']"),
        ("relu", "'relu'"),
        (3, "3"),
        (0.5, "0.5"),
    ],
    ids=str,
)
def test_arguments_are_shown_as_one_would_type_them(value, text):
    """A list of arrays of different shapes as such; names in quotes."""
    shown = shown_with(Counterexample(0, {"a": value}, actual=1.0))

    assert f"  a = {text}\n" in shown


NUMBERS_OR_NAMES = st.integers(-9, 9) | st.floats() | st.sampled_from(["relu", "\x1b[2J"])
NESTED = st.recursive(NUMBERS_OR_NAMES, lambda items: st.lists(items, max_size=3), max_leaves=9)
PLACE = st.lists(st.integers(0, 3), max_size=4).map(tuple)


@given(actual=NESTED, expected=NESTED | st.none(), at=PLACE | st.none(), value=NESTED)
def test_any_place_in_any_nested_list_can_be_shown(actual, expected, at, value):
    """A student's value need not have the form of the right one."""
    shown = shown_with(Counterexample(0, {"a": value}, None, expected, actual, 1.0, at, 0.1))

    assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_written_answer_waits_for_whoever_marks_it():
    """Its points are told apart: they are neither earned nor lost."""
    shown = terminal.render(dataclasses.replace(REPORT, problems=(PROBLEM, ESSAY)))

    assert "… why-so  2 points  needs marking  why_so.md:1" in shown
    assert "why_so.md: 12 words, to be marked by hand" in shown
    assert "1 / 5 points  ·  2 points to be marked by hand" in shown


def test_a_single_point_is_one():
    essay = dataclasses.replace(ESSAY, max_score=1.0)
    shown = terminal.render(dataclasses.replace(REPORT, problems=(essay,)))

    assert "… why-so  1 point  needs marking" in shown
    assert "0 / 1 point  ·  1 point to be marked by hand" in shown


def test_where_nothing_waits_nothing_is_said_of_it():
    assert "marked by hand" not in terminal.render(REPORT)


def test_what_waits_to_be_marked_does_not_keep_a_submission_from_passing():
    """It counts in what could be reached."""
    passed = dataclasses.replace(PROBLEM, verdict=Verdict.PASSED, score=3.0, outputs=(RIGHT,))
    report = dataclasses.replace(REPORT, problems=(passed, ESSAY))

    assert report.passed
    assert (report.score, report.max_score, report.pending) == (3.0, 5.0, 2.0)
    assert not dataclasses.replace(report, problems=(ESSAY, PROBLEM)).passed


def test_only_written_answers_that_were_given_are_pending():
    missing = dataclasses.replace(ESSAY, verdict=Verdict.NOT_ATTEMPTED)

    assert dataclasses.replace(REPORT, problems=(missing, PROBLEM)).pending == 0
    assert dataclasses.replace(REPORT, problems=(ESSAY, ESSAY)).pending == 4


def test_problems_that_were_not_attempted_have_a_line_each():
    """With points and reason, below the others; no title and no outputs."""
    problems = (MISSING[0], PROBLEM, *MISSING[1:])
    lines = terminal.render(dataclasses.replace(REPORT, problems=problems)).splitlines()

    first = next(i for i, line in enumerate(lines) if line.startswith("· first"))
    assert lines[first : first + 3] == [
        "· first          0/3  there is no function first",
        "· second-longer  0/3  there is no function second-longer",
        "· third          0/3  there is no function third",
    ]
    assert lines.index("✗ grad  1 / 3 points  wrong answer  grad  a.py:7") < first
    assert not any("The title of" in line for line in lines)
    assert lines[-1].startswith("1 / 12 points")


def test_a_missing_problem_without_a_reason_says_what_it_is():
    missing = dataclasses.replace(MISSING[0], message=None)

    assert "· first  0/3  not attempted" in terminal.render(
        dataclasses.replace(REPORT, problems=(missing,))
    )


def test_pending_points_and_answers_without_a_function_round_trip():
    """A written problem has no function; the total of what waits stands beside the score."""
    report = dataclasses.replace(REPORT, problems=(ESSAY, *MISSING))
    data = json.loads(render(report))

    conforms(report)
    assert (data["score"], data["max_score"], data["pending"]) == (0.0, 11.0, 2.0)
    assert "function" not in data["problems"][0]
    assert data["problems"][0]["outputs"] == []
    assert data["problems"][0]["verdict"] == "needs_marking"
    assert read(render(report)) == report
    assert read(render(report)).pending == 2.0


def test_lists_and_names_round_trip():
    example = Counterexample(
        0,
        {"Ws": MATRICES, "acts": ["relu", "tanh"], "act": "tanh"},
        expected=OTHERS,
        actual=MATRICES,
        at=(1, 0, 2),
    )
    output = dataclasses.replace(WRONG, counterexample=example)
    report = dataclasses.replace(
        REPORT, problems=(dataclasses.replace(PROBLEM, outputs=(output,)),)
    )

    conforms(report)
    assert read(render(report)) == report


def wrong_with(name, message, *, code="scaled", when=None):
    diagnosis = Diagnosis(code, message, f"seen in {name}", when=when)
    return dataclasses.replace(WRONG, name=name, diagnosis=diagnosis)


def test_a_cause_that_differs_in_the_name_alone_is_told_once():
    pair = tuple(wrong_with(name, f"{name} is 1/N times the right one.") for name in ("dW", "db"))

    assert causes(pair) == {"dW is 1/N times the right one. The same holds for db.": list(pair)}


@pytest.mark.parametrize("told", ["D = Y - y lacks the 1/N.", "D and dW do not depend on lr."])
def test_a_sentence_that_names_outputs_is_told_once_for_all_that_it_is_told_of(told):
    pair = tuple(wrong_with(name, told) for name in ("D", "dW"))

    assert causes(pair) == {told: list(pair)}


def test_a_condition_is_told_only_of_the_outputs_that_have_it():
    pair = [wrong_with("dW", "Shared.", when="N > 1"), wrong_with("db", "Shared.")]

    assert "N > 1" in evidence_line(pair[:1])
    assert "N > 1" not in evidence_line(pair)


def test_what_rounding_leaves_of_a_zero_is_shown_as_zero():
    assert without_noise([[-1.11e-16, 1.0]], 1e-6) == [[0.0, 1.0]]
    assert without_noise([3e-17, 1e-16], 1e-22) == [3e-17, 1e-16]
