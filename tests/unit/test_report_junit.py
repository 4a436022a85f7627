"""JUnit XML, as Jenkins and GitLab read it.

`tests/junit.xsd` has the rules of junit-10.xsd of the Jenkins xunit plugin. What GitLab reads is in its
documentation, doc/ci/testing/unit_test_reports.md. junitparser is a consumer of the format.
"""

import dataclasses
from functools import cache

import junitparser
import pytest
import xmlschema
from hypothesis import given, settings

from grader.report import junit
from grader.results import Verdict
from tests.paths import ROOT
from tests.reports import (
    ALL_RIGHT,
    CARRYING,
    CRASHED,
    EDGES,
    ESSAY,
    FAILED,
    MISSING,
    PROBLEM,
    REPORT,
    RIGHT,
    UNREADABLE,
    WRONG,
    hostile_reports,
    report,
)


@cache
def rules():
    return xmlschema.XMLSchema(ROOT / "tests" / "junit.xsd")


def suites(*reports):
    """What a consumer reads."""
    text = junit.render(reports)
    rules().validate(text)
    return list(junitparser.JUnitXml.fromstring(text.encode()))


def results(*problems):
    """What became of each test: the name of the element in it, None if it is green."""
    (suite,) = suites(report(*problems))
    found = {}
    for case in suite:
        kinds = [type(item).__name__.lower() for item in case.result]
        found[case.classname, case.name] = kinds[0] if kinds else None
    return found


@pytest.mark.parametrize("name", EDGES)
def test_every_report_is_valid_and_is_counted_rightly(name):
    (suite,) = suites(EDGES[name])
    kinds = [type(item) for case in suite for item in case.result]

    assert suite.tests == len(list(suite))
    assert suite.failures == kinds.count(junitparser.Failure)
    assert suite.errors == kinds.count(junitparser.Error)
    assert suite.skipped == kinds.count(junitparser.Skipped)


def test_a_test_is_an_output_and_its_class_the_problem():
    assert results(PROBLEM) == {("hw/grad", "dW"): "failure", ("hw/grad", "db"): None}


def test_a_problem_without_outputs_is_a_test():
    assert results(ESSAY) == {("hw/why-so", "why-so"): "skipped"}


def test_a_problem_of_which_nothing_was_judged_is_one_test():
    """The same reason for each of its outputs would only hide what is wrong."""
    assert results(UNREADABLE, MISSING[0]) == {
        ("hw/broken", "broken"): "error",
        ("hw/first", "first"): "failure",
    }


def test_crashes_are_errors():
    assert set(results(CRASHED).values()) == {"error"}


def test_the_graders_failure_is_an_error_that_says_whose_it_is():
    (suite,) = suites(report(FAILED))
    (case,) = suite

    assert type(case.result[0]) is junitparser.Error
    assert case.result[0].message == "The grader failed here; this problem costs no points."


def test_what_was_not_attempted_is_not_green():
    untried = dataclasses.replace(
        ESSAY, verdict=Verdict.NOT_ATTEMPTED, message="there is no answer"
    )

    assert set(results(*MISSING, untried).values()) == {"failure"}


def test_what_is_carried_is_green_only_with_all_its_points():
    assert results(CARRYING) == {
        ("hw/carry", "first"): "failure",
        ("hw/carry", "then"): "failure",
        ("hw/carry", "last"): None,
    }


def test_a_failure_says_in_text_what_the_terminal_says():
    """GitLab shows the text and not the message."""
    (suite,) = suites(REPORT)
    failure = next(iter(suite)).result[0]

    assert failure.message.startswith("0 of 2 points: not right on 21 of 24 cases: dW is NaN")
    assert "a.py:7" in failure.text
    assert "Likely cause: The 1/N is missing." in failure.text
    assert "X = np.array([[1.0, 2.5]])" in failure.text
    assert "your dW" in failure.text
    assert "db" not in failure.text


def test_what_is_carried_says_so():
    (suite,) = suites(report(CARRYING))

    assert list(suite)[2].system_out == "carried: right for your own first"


def test_points_stand_in_the_properties_and_notes_in_the_suite():
    (suite,) = suites(report(PROBLEM, ESSAY, ALL_RIGHT, student="ada"))
    properties = {item.name: item.value for item in suite.properties()}

    assert (properties["score"], properties["max_score"]) == ("1.1", "5.1")
    assert (properties["pending"], properties["student"]) == ("2", "ada")
    assert [item.text.split("\n") for item in suite.iterchildren(junitparser.SystemOut)] == [
        ["Note: big.py was not read: it is a folder", "hw/right: it drew random numbers."]
    ]


def test_of_several_submissions_no_two_tests_have_the_same_name():
    """GitLab would drop one of them."""
    other = dataclasses.replace(REPORT.submission, name="theirs")
    both = suites(REPORT, dataclasses.replace(REPORT, submission=other))
    names = [(case.classname, case.name) for suite in both for case in suite]

    assert [suite.name for suite in both] == ["mine (hw)", "theirs (hw)"]
    assert len(set(names)) == len(names) == 4


def test_no_report_at_all_is_a_document_without_suites():
    assert suites() == []


def test_control_characters_that_xml_forbids_are_replaced():
    told = "a\x00b\x1b[2Jc\ufffed\ud800e"
    wrong = dataclasses.replace(WRONG, message=told, diagnosis=None, counterexample=None)
    (suite,) = suites(report(dataclasses.replace(PROBLEM, outputs=(wrong, RIGHT))))

    assert "a\ufffdb\ufffd[2Jc\ufffdd\ufffde" in next(iter(suite)).result[0].message


def test_no_text_names_a_file_that_is_to_be_attached():
    """Jenkins looks for `[[ATTACHMENT|path]]` in what tests print."""
    name = "[[ATTACHMENT|/etc/passwd]]"
    carried = dataclasses.replace(CARRYING.outputs[2], message=name)
    problem = dataclasses.replace(CARRYING, outputs=(carried,), notes=(name,), message=name)

    assert "[[" not in junit.render([report(problem, notes=(name,))])


@settings(max_examples=40)
@given(hostile=hostile_reports())
def test_no_text_of_a_student_becomes_markup(hostile):
    """The elements are those of a report with harmless texts."""
    (suite,) = suites(hostile)

    assert len(list(suite)) == len(hostile.problems)
    assert [item.name for item in suite.properties()][:3] == ["score", "max_score", "pending"]
