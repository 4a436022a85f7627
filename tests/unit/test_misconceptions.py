"""Which causes are the same, who has them, and the page that a class is shown."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from grader.classroom import page
from grader.classroom.gradebook import row_of
from grader.classroom.kept import Record
from grader.classroom.misconceptions import findings, misconceptions
from grader.results import CaseCounts, Diagnosis, OutputResult, ProblemResult, Verdict
from tests.reports import COUNTEREXAMPLE, REPORT
from tests.unit.test_report_html import HOSTILE, Page

W, C, P = Verdict.WRONG_ANSWER, Verdict.CARRIED, Verdict.PASSED


def output(name, verdict=W, message=None, diagnosis=None, example=None):
    said = message or f"{name} is off by 0.5; 1e-6 is allowed"
    return OutputResult(name, verdict, 0.0, 1.0, CaseCounts(3, 21), said, diagnosis, example)


def problem(*outputs, name="one", verdict=W, message=None):
    return ProblemResult(
        f"hw/{name}", name.title(), "f", verdict, 0.0, 2.0, outputs, message=message
    )


def mistake(message="The half is missing.", name="half"):
    return Diagnosis("mistake", message, "on all cases", name)


def found(*problems):
    return findings(replace(REPORT, problems=problems))


def causes(*students):
    return misconceptions((f"s{n}", found(*problems)) for n, problems in enumerate(students))


def test_a_listed_mistake_is_one_cause_in_every_problem():
    one = problem(output("L", diagnosis=mistake()))
    two = problem(output("J", diagnosis=mistake("J lacks the half.")), name="two")
    (cause,) = causes([one], [one, two], [two], [one])

    assert cause.students == ("s0", "s1", "s2", "s3")  # once each
    assert cause.sentence == "The half is missing."  # as most read it
    assert cause.problems == {"hw/one": ("L",), "hw/two": ("J",)}


def test_right_values_in_another_shape_are_one_cause_whatever_the_shapes():
    told = "right values in another shape: {} has shape (2, 1), expected (2,) = ({},)"
    shape = Verdict.WRONG_SHAPE
    one = problem(
        output("db1", shape, told.format("db1", "m")), output("db2", shape, told.format("db2", "k"))
    )
    two = problem(output("L", shape, "right values in another shape: a number"), name="two")
    (cause,) = causes([one], [one, two])

    assert cause.sentence == "The values are right, with axes of length 1 too many or too few."
    assert cause.problems == {"hw/one": ("db1", "db2"), "hw/two": ("L",)}


def test_what_follows_from_an_earlier_fault_is_no_cause_of_its_own():
    told = mistake()
    (item,) = found(
        problem(output("D", diagnosis=told), output("dW", C, "right for your own D", told))
    )

    assert item.outputs == ("D",)


def test_what_passed_or_was_not_attempted_is_no_misconception():
    advice = output("L", P, diagnosis=Diagnosis("advice", "Use a loop.", "-"))
    rest = [
        problem(verdict=v)
        for v in Verdict
        if v in ("not_attempted", "needs_marking", "internal_error")
    ]

    assert found(problem(advice, verdict=P), *rest) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a has shape (2,), expected (1, 2) = (d, N): an axis is missing",
         "b has shape (7,), expected (1, 7) = (d, N): an axis is missing"),
        ("a[0] holds complex numbers", "b[3] holds complex numbers"),
        ("a is NaN in 2 of 2 entries", "b is NaN in 14 of 20 entries"),
    ],
)  # fmt: skip
def test_names_of_outputs_and_numbers_make_no_other_cause(one, other):
    first = problem(output("a", message=one), output("b", P))
    second = problem(output("b", message=other), output("a", P))

    (cause,) = causes([first], [second])
    assert cause.explained


def test_different_causes_stay_apart():
    one = problem(output("a", diagnosis=Diagnosis("ignored", "In a, lam is left out.", "-")))
    two = problem(output("a", diagnosis=Diagnosis("ignored", "In a, mu is left out.", "-")))

    assert len(causes([one], [two])) == 2


def test_where_it_is_wrong_is_no_cause():
    where = Diagnosis("where", "a is wrong where n = 1.", "-")
    (cause,) = causes([problem(output("a", diagnosis=where))], [problem(output("a"))])

    assert not cause.explained
    assert len(cause.students) == 2


def test_a_crash_is_told_without_the_students_words():
    def crash(text):
        return problem(output("a"), verdict=Verdict.RUNTIME_ERROR, message=f"jane.py:3: {text}")

    first = crash("ValueError: Jane was here")
    (raised, own) = causes([first], [crash("ValueError: boo")], [crash("JaneError: boo")])
    (slow,) = causes([problem(output("a"), verdict=Verdict.TIME_LIMIT, message="f(x) took 5 s")])

    assert raised.sentence == "The code raises an exception: ValueError."
    assert len(raised.students) == 2
    assert own.sentence == "The code raises an exception."
    assert slow.sentence == "The code takes too long."


def test_exceptions_of_one_type_are_one_cause_in_a_problem_and_others_elsewhere():
    """A ValueError of a convolution says nothing of one in a loss."""

    def crash(name):
        return problem(output("a"), name=name, verdict=Verdict.RUNTIME_ERROR, message="ValueError")

    told = causes([crash("one")], [crash("one")], [crash("two")])

    assert [len(cause.students) for cause in told] == [2, 1]
    assert {cause.sentence for cause in told} == {"The code raises an exception: ValueError."}


def test_the_most_frequent_come_first_and_explained_ones_before_others():
    half, unknown = problem(output("L", diagnosis=mistake())), problem(output("L"))
    other = problem(output("L", diagnosis=mistake("Sign.", "sign")))
    order = [cause.sentence for cause in causes([other], [unknown], [half], [half], [unknown])]

    assert order[0] == "The half is missing."
    assert order[2] == "Sign."


# The page.

HOMEWORK = SimpleNamespace(
    id="hw", title=f"A homework {HOSTILE}", problems=(SimpleNamespace(id="hw/one", title=HOSTILE),)
)
NUMBERS = replace(COUNTEREXAMPLE, actual=[[0.5, 9.0]])


def shown(*problems, students=3):
    """The page of so many students with these results, as text and elements."""
    report = replace(REPORT, problems=problems)
    rows = [
        row_of(Record(f"file{n}", f"Jane{n} {HOSTILE}", f"in/jane{n}"), report)
        for n in range(students)
    ]
    text = page.render(HOMEWORK, rows, lambda _: report)
    return text, Page(text)


def test_the_page_names_nobody_and_quotes_nobody():
    wrong = problem(output("L", diagnosis=mistake(HOSTILE), example=NUMBERS))
    text, found = shown(wrong)

    assert "Jane" not in text
    assert "<b>" not in text
    assert not found.all("script")


def test_the_page_shows_a_case_of_numbers_and_none_of_text():
    said = replace(NUMBERS, actual=[["rude", 1.0]])
    with_numbers, _ = shown(problem(output("L", diagnosis=mistake(), example=NUMBERS)))
    with_text, _ = shown(problem(output("L", diagnosis=mistake(), example=said)))
    without, _ = shown(problem(output("L", diagnosis=mistake())))

    assert "one student&#x27;s L" in with_numbers
    assert "rude" not in with_text
    assert "An example" not in with_text + without


def test_the_page_counts_what_it_shows():
    text, found = shown(problem(output("L", diagnosis=mistake())), students=7)
    said = [e["text"] for e in found.all("title")]

    assert "0 of 7" in text  # right
    assert any("0 to 0.2: 7" in title for title in said)
    assert "one: 7 not right" in said
    assert "7 of 7" in said


def test_what_cannot_be_read_is_no_wrong_answer():
    report = replace(REPORT, problems=(problem(verdict=Verdict.INVALID_SUBMISSION),))
    rows = [
        row_of(Record("a", "ada", "in/a", unreadable="in/a: it is empty"), report),
        row_of(Record("b", "bob", "in/b"), replace(REPORT, problems=(problem(verdict=P),))),
    ]
    text = page.render(HOMEWORK, rows, lambda _: report)

    assert [e["text"] for e in Page(text).all("title")][-1] == "one: 1 right, 1 cannot be read"
    assert "1 of 2" in text
    assert "<strong>1</strong> cannot be read" in text


def test_a_class_without_faults_has_a_page_too():
    text, _ = shown(problem(output("L", P), verdict=P))

    assert "Nothing: whatever was handed in is right." in text
    assert "3 of 3" in text


def test_what_comes_of_where_the_code_runs_is_one_cause():
    def crash(what, verdict=Verdict.RUNTIME_ERROR):
        told = Diagnosis("environment", f"the code is Python 2; that is no mistake: {what}", "here")
        message = f"a.py:3: NameError: {what}"
        return problem(output("L", verdict, diagnosis=told), verdict=verdict, message=message)

    students = [crash("use range"), crash("backticks", Verdict.INVALID_SUBMISSION)]
    (cause,) = causes(*([item] for item in students))

    assert cause.sentence == "the code is Python 2; that is no mistake."  # and no student's words
    assert cause.students == ("s0", "s1")
