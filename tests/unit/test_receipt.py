"""Receipts say what a report was made from; a file that says so may be anybody's."""

import dataclasses
import json

import pytest
from jsonschema import Draft202012Validator

from grader.grading import grade
from grader.receipt import SCHEMA, TIMES, digests, environment, read, render
from grader.report import html
from grader.report.json import document, schema
from grader.report.json import render as as_json
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import SUBMISSIONS


@pytest.fixture(scope="module")
def report():
    homework = load_homework(BANK / "uva-2017-hw1")
    with Sandbox() as sandbox:
        submission = read_submission(SUBMISSIONS / "uva-2017-hw1/wrong_answer/factor-2")
        return grade(submission, homework, sandbox, seed=3, student="ada", cases=5)


def text_with(report, **values):
    """The receipt with other values at places such as `receipt__cases`."""
    data = json.loads(render(report))
    for place, value in values.items():
        *path, last = place.split("__")
        item = data
        for name in path:
            item = item[name]
        item[last] = value
    return json.dumps(data)


def test_a_receipt_has_all_that_the_report_was_made_from(report):
    kept = read(render(report))

    assert kept.origin == report.origin
    assert (kept.origin.seed, kept.origin.student, kept.receipt.cases) == (3, "ada", 5)
    assert list(kept.receipt.problems) == ["uva-2017-hw1/worked-example"]
    assert kept.report is None


def test_a_receipt_has_no_answers_and_no_times(report):
    data = json.loads(render(report))

    assert data["schema"] == SCHEMA
    assert not {"problems", "notes", "score", *TIMES} & data.keys()
    assert "counterexample" not in render(report)


def test_a_receipt_file_is_described_by_the_schema_of_the_report(report):
    data = json.loads(render(report))
    described = schema()
    known = {**described["properties"], "schema": {"const": SCHEMA}}

    Draft202012Validator({**described, "properties": known, "required": [*data]}).validate(data)


def test_a_report_does_as_well_as_its_receipt(report):
    kept = read(as_json(report))

    assert kept.origin == report.origin
    assert as_json(kept.report) == as_json(report)
    assert not kept.altered


def test_times_and_origins_are_no_findings(report):
    other = dataclasses.replace(report, seconds=99.0, grader_version="9.9", seed=8)

    assert digests(document(other)) == digests(document(report))


@pytest.mark.parametrize("change", ['"score": 8.0', '"max_score": 1.0', '"message": "Well done."'])
def test_a_report_that_was_altered_does_not_fit_its_receipt(report, change):
    """Wherever: also in the sums, which nobody reads from there."""
    name = change.partition(":")[0]
    text = as_json(report)
    place = text.index(f"{name}: ")
    end = text.index("\n", place)
    comma = "," if text[end - 1] == "," else ""

    assert read(f"{text[:place]}{change}{comma}{text[end:]}").altered


def test_torch_is_named_only_if_the_submission_imports_it():
    assert environment({"numpy"}).torch is None
    assert environment({"torch"}).torch is not None


def test_a_page_has_the_receipt_folded_up(report):
    page = html.render([report])

    assert "<summary>Receipt</summary>" in page
    assert report.receipt.findings in page
    assert "Receipt" not in html.render([dataclasses.replace(report, receipt=None)])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not JSON"),
        ("\0", "not JSON"),
        ("[" * 100_000, "too many levels"),
        ("[1, 2]", "a list of 2"),
        ("3", "expected the schema"),
        ('{"schema": "grader-receipt/2"}', "expected the schema"),
        ('{"schema": []}', "expected the schema"),
        ('{"schema": "grader-receipt/1"}', r"\$.homework: expected text, found nothing"),
        ('{"seed": ' + "9" * 5000 + "}", "digits"),
    ],
)
def test_what_is_no_receipt_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        read(text)

    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"receipt": None}, "no receipt"),
        ({"seed": -1}, "at least 0"),
        ({"seed": True}, r"\$.seed: expected a number, found true or false"),
        ({"seed": 1.5}, "expected a number"),
        ({"student": ["ada"]}, r"\$.student: expected text, found a list"),
        ({"student": "x" * 20_000}, "at most 10,000 characters"),
        ({"student": "\ud800"}, "half a character"),
        ({"submission__name": 3}, r"\$.submission.name: expected text"),
        ({"submission__digest": "sha256:\x1b[31m"}, "expected digests"),
        ({"sandbox__layers": "all"}, "expected a list"),
        ({"receipt__problems": {}}, "at least one problem"),
        ({"receipt__problems": [1]}, "expected an object"),
        ({"receipt__results": {}}, "expected the problems of"),
        ({"receipt__cases": 10**9}, "1 to 10000"),
        ({"receipt__cases": 0}, "1 to 10000"),
        ({"receipt__further_calls": {"a": "b"}}, "expected a number"),
        ({"receipt__environment": {}}, "expected text, found nothing"),
    ],
)
def test_values_that_no_grader_writes_are_refused(report, values, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        read(text_with(report, **values))

    assert "\x1b" not in str(caught.value)


def test_a_report_with_problems_of_another_form_is_refused(report):
    for problems in (
        None,
        {},
        [3],
        [{"id": []}],
        [{"id": "a", "title": "b", "verdict": "x" * 1000}],
    ):
        data = {**document(report), "problems": problems}
        with pytest.raises(ValueError, match=r"^\$.problems.*: expected "):
            read(json.dumps(data))
