"""What is right but for its form is a verdict of its own, and costs what the homework says."""

import dataclasses
import json
import shutil

import numpy as np
import pytest
from click.testing import CliRunner

from grader.answer_key import Entry
from grader.authoring.bundle import write_bundle
from grader.behaviour import confirmed
from grader.cases.generate import Case
from grader.cli.listing import list_, show
from grader.comparison import Scale, compare
from grader.errors import SpecError
from grader.grading import grade
from grader.report import gradescope, html, junit, terminal
from grader.report.json import read, render
from grader.results import Ending, Mismatch, Outcome, Verdict
from grader.sandbox.host import Sandbox
from grader.scoring import Findings, Judged, score_output
from grader.seeding import CourseKey
from grader.spec.load import load_homework
from grader.spec.model import Credit, Feedback, Output, Prices, Stability, Value
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import PROBLEMS, SUBMISSIONS
from tests.unit.test_hidden import RIGHT, unlike

# Which shapes.

ROW = np.array([1.0, 2.0, 3.0])
NUMBER = np.array(2.0)


def is_reshaped(mine, right, count=None):
    shape = np.shape(right[0] if count else right)
    value = Value("v", shape, count=count)
    found = compare(mine, right, value, scale=Scale(1.0, 8), sizes={})
    return found is not None and found.reshaped


@pytest.mark.parametrize(
    ("mine", "right"),
    [
        (ROW[None], ROW),
        (ROW[:, None], ROW),
        (ROW[None, :, None], ROW),
        (ROW, ROW[None]),
        (ROW, ROW[:, None]),
        (ROW[None].tolist(), ROW),
        (ROW[None].astype(np.float32), ROW),
        (NUMBER[None], NUMBER),
        (NUMBER[None, None], NUMBER),
        (2.0, NUMBER[None]),
        (ROW.reshape(3, 1)[None], ROW.reshape(3, 1)),
    ],
)
def test_axes_of_length_1_too_many_or_too_few_are_another_shape(mine, right):
    assert is_reshaped(mine, right)


@pytest.mark.parametrize(
    ("mine", "right"),
    [
        (ROW[None] + 1, ROW),
        (ROW[None, ::-1], ROW),
        (np.array([[1.0, np.nan, 3.0]]), ROW),
        (np.tile(ROW, (3, 1)), ROW),
        (2.0, np.full(3, 2.0)),  # one number for three
        (np.full(3, 2.0), NUMBER),  # three for one
        (np.full((1, 3), 2.0), NUMBER),
        (np.arange(6.0).reshape(2, 3).T, np.arange(6.0).reshape(2, 3)),
        (np.arange(6.0), np.arange(6.0).reshape(2, 3)),
        (ROW[:, None], ROW[None]),  # transposed: as many axes
        (ROW.reshape(3, 1, 1), ROW[None]),
        (np.zeros((0, 1)), np.zeros((1, 0, 0))),
        ([[1.0, 2.0, "3"]], ROW),
        (None, ROW),
        (ROW, ROW),
    ],
)
def test_nothing_else_is(mine, right):
    assert not is_reshaped(mine, right)


def test_wrong_values_in_another_shape_are_told_of_both():
    found = compare(ROW[None] + 1, ROW, Value("v", ("D",)), scale=Scale(1.0, 8), sizes={"D": 3})

    assert found.message == (
        "v has shape (1, 3), expected (3,) = (D,): an axis of length 1 too many; "
        "leave out keepdims or use .reshape(-1); its values are not right either"
    )


def test_of_a_list_all_items_must_have_the_right_values():
    right = [ROW, 2 * ROW]

    assert is_reshaped([ROW[None], 2 * ROW], right, "n")
    assert is_reshaped([ROW, 2 * ROW[:, None]], right, "n")
    assert not is_reshaped([ROW[None], 3 * ROW], right, "n")
    assert not is_reshaped([ROW[None]], right, "n")


# Points, from cases that are judged.

OUTPUT = Output("Z", 4, stability=Stability(1, "Shift."))
OTHER = Mismatch("Z has shape (1, 3), expected (3,)", reshaped=True)
NAN = Mismatch("Z is NaN")
OFF = Mismatch("Z is off by 1; 0 is allowed", max_abs_difference=1.0)
HALF = Credit(1.0, Prices(0.5, 0.25))


def case(index, mismatch=None, *, extreme=False, ending=Ending.RETURNED):
    made = Case(index, {}, {}, "far out" if extreme else None, stability=extreme)
    mismatches = {"Z": mismatch} if ending is Ending.RETURNED else {}
    return Judged(Entry(made, {"Z": ROW}, {}), Outcome(ending), mismatches)


def scored(*judged, output=OUTPUT, credit=HALF, total=None, **known):
    count = len(judged) if total is None else total
    return score_output(output, judged, count, Findings(**known), credit)


def outcome(*judged, **options):
    found = scored(*judged, **options)
    return found.verdict, found.score


@pytest.mark.parametrize(
    ("price", "score", "told"),
    [
        (0.5, 2, "loses 2 of 4 points"),
        (0, 4, "loses nothing"),
        (0.3, 2.8, "loses 1.2 of 4 points"),
        (1, 0, "loses 4 of 4 points"),
    ],
)
def test_another_shape_costs_its_price_and_says_so(price, score, told):
    found = scored(case(0, OTHER), case(1, OTHER), credit=Credit(1.0, Prices(shape=price)))

    assert (found.verdict, found.score) == (Verdict.WRONG_SHAPE, pytest.approx(score))
    assert found.message == f"right values in another shape: {OTHER.message}; {told}"
    assert found.counterexample is not None


def test_without_a_price_it_costs_everything():
    assert Prices() == Prices(1.0, 1.0)
    assert outcome(case(0, OTHER), credit=Credit()) == (Verdict.WRONG_SHAPE, 0)


def test_the_values_must_be_right_on_every_case():
    found = scored(case(0, OTHER), case(1, OFF), case(2))

    assert (found.verdict, found.score) == (Verdict.WRONG_ANSWER, 0)
    assert found.message == OFF.message  # not that of a case with the right values
    assert outcome(case(0, OTHER), case(1)) == (Verdict.WRONG_SHAPE, 2)
    assert outcome(case(0, OTHER), case(1, ending=Ending.RAISED))[1] == 0
    assert outcome(case(0, OTHER), total=2)[1] == 0


def test_another_shape_and_an_overflow_lose_both():
    found = scored(case(0, OTHER), case(1, NAN, extreme=True))

    assert (found.verdict, found.score) == (Verdict.WRONG_ANSWER, 1.5)
    assert found.message == (
        "Z is NaN; right values in another shape on all ordinary cases: loses 2.5 of 4 points"
    )
    raised = case(1, extreme=True, ending=Ending.RAISED)
    assert outcome(case(0, OTHER), raised) == (Verdict.RUNTIME_ERROR, 1.5)
    assert outcome(case(0, OTHER), case(1, OTHER, extreme=True)) == (Verdict.WRONG_SHAPE, 2)
    assert outcome(case(0, OTHER), case(1, NAN, extreme=True), output=Output("Z", 4)) == (
        Verdict.WRONG_SHAPE,
        2,
    )


def test_a_limit_hit_costs_everything_whatever_the_form():
    stopped = case(1, extreme=True, ending=Ending.TIME_LIMIT)

    assert outcome(case(0, OTHER), stopped) == (Verdict.TIME_LIMIT, 0)
    assert outcome(case(0, OFF), stopped, conventions={"Z": "so"}) == (Verdict.TIME_LIMIT, 0)


def test_another_convention_costs_its_price():
    found = scored(case(0, OFF), case(1, OFF), conventions={"Z": "the sum in place of the mean"})

    assert (found.verdict, found.score) == (Verdict.OTHER_CONVENTION, 3)
    assert found.message == (
        "right by another convention, the sum in place of the mean: loses 1 of 4 points"
    )
    assert outcome(case(0, OFF), conventions={"A": "so"}) == (Verdict.WRONG_ANSWER, 0)


def test_another_convention_that_overflows_loses_both():
    known = {"conventions": {"Z": "the sum in place of the mean"}}

    assert outcome(case(0, OFF), case(1, OFF, extreme=True), **known)[1] == 3
    assert outcome(case(0, OFF), case(1, NAN, extreme=True), **known) == (
        Verdict.WRONG_ANSWER,
        2.25,
    )


def test_right_values_at_first_and_other_ones_later_are_no_matter_of_shape():
    first, later = case(0, OTHER), case(0, OFF)

    assert outcome(*confirmed([first], [later])) == (Verdict.WRONG_ANSWER, 0)
    assert outcome(*confirmed([case(0)], [first])) == (Verdict.WRONG_ANSWER, 0)
    assert outcome(*confirmed([first], [first])) == (Verdict.WRONG_SHAPE, 2)


def test_what_raised_at_first_is_not_right_for_coming_later():
    """Of a script: the output was not there, then a later line raised, after it."""
    first = case(0, ending=Ending.RAISED)
    later = dataclasses.replace(first, mismatches={"Z": None})

    assert outcome(*confirmed([first], [later])) == (Verdict.RUNTIME_ERROR, 0)


# The homework.


@pytest.fixture
def load(tmp_path):
    """Loads a shipped homework with these prices."""

    def load(prices):
        folder = shutil.copytree(BANK / "uva-2017-hw1", tmp_path / "bank" / "uva-2017-hw1")
        document = json.loads((folder / "homework.json").read_text("utf-8"))
        (folder / "homework.json").write_text(json.dumps({**document, "prices": prices}), "utf-8")
        return load_homework(folder)

    return load


@pytest.mark.parametrize(
    ("said", "prices"),
    [
        ({}, Prices(1, 1)),
        ({"shape": 0.5}, Prices(0.5, 1)),
        ({"shape": 0, "convention": 0.25}, Prices(0, 0.25)),
    ],
)
def test_a_homework_sets_its_prices(load, said, prices):
    assert load(said).prices == prices


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"shape": 1.1}, "$.prices.shape"),
        ({"shape": -0.1}, "$.prices.shape"),
        ({"convention": "half"}, "$.prices.convention"),
        ({"convention": None}, "$.prices.convention"),
        ({"transpose": 0.5}, "$.prices"),
        (0.5, "$.prices"),
    ],
)
def test_a_slip_is_refused_with_its_place(load, said, place):
    with pytest.raises(SpecError) as caught:
        load(said)

    assert f"homework.json: {place}" in str(caught.value)


def test_a_bundle_has_the_prices(load, tmp_path):
    homework = load({"shape": 0.5})
    write_bundle(homework, tmp_path / "given")

    assert load_homework(tmp_path / "given" / homework.id).prices == Prices(shape=0.5)


# The whole way.


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def homework():
    found = load_homework(BANK / "uva-2017-hw1")
    return dataclasses.replace(found, prices=Prices(0.5, 0.5), hidden_cases=3)


@pytest.fixture
def report(sandbox, homework, tmp_path):
    """Grade the right answer with a line before it returns."""

    def report(line, homework=homework, text=RIGHT, **options):
        (tmp_path / "worked.py").write_text(
            text.replace("    return", f"    {line}\n    return", 1)
        )
        return grade(read_submission(tmp_path), homework, sandbox, **options)

    return report


def results(report):
    return {o.name: (o.verdict, o.score) for o in report.problems[0].outputs}


SHAPE, W, C, P = Verdict.WRONG_SHAPE, Verdict.WRONG_ANSWER, Verdict.CARRIED, Verdict.PASSED


def test_other_outputs_are_judged_as_they_are(report):
    found = report("L = L.reshape(1, 1)")

    assert results(found)["L"] == (SHAPE, 0.5)
    assert {v for name, v in results(found).items() if name != "L"} == {(P, 1)}
    assert (found.problems[0].verdict, found.score) == (W, 7.5)


def test_follow_through_takes_its_values_in_the_asked_for_shape(report):
    """dW1 follows from D1, which is wrong, beside a Z1 in another shape, which is not."""
    found = results(report("Z1 = Z1[None]; D1 = D1 * 3", text=RIGHT.replace("Z1.T", "Z1[0].T")))

    assert (found["Z1"], found["D1"]) == ((SHAPE, 0.5), (W, 0))
    assert (found["dW1"], found["dW2"]) == ((C, 1), (P, 1))


def test_what_follows_from_both_is_carried(report):
    """Y follows from Z1, in another shape, and from nothing wrong; D_out from a wrong Y."""
    text = RIGHT.replace("Y = W2 @ Z1", "Y = 2 * W2 @ Z1").replace("Z1.T", "Z1[0].T")
    graded = report("Z1 = Z1[None]", text=text)
    found = results(graded)
    (last,) = [o for o in graded.problems[0].outputs if o.name == "dW2"]

    assert (found["Z1"], found["Y"], found["dW2"]) == ((SHAPE, 0.5), (W, 0), (C, 1))
    assert last.message == "right for your own Y: correct Y first"


def test_where_it_is_in_another_shape_is_told(report):
    found = report("Y = Y.squeeze()")
    (values,) = [o for o in found.problems[0].outputs if o.name == "Y"]

    assert (values.verdict, values.diagnosis.when) == (SHAPE, "dout = 1")
    assert values.diagnosis.message == (
        "Y is in another shape where dout = 1, and as asked for elsewhere."
    )


def test_a_wrong_value_in_another_shape_is_wrong(report):
    assert results(report("L = 2 * L.reshape(1, 1)"))["L"] == (W, 0)


def test_a_changed_argument_is_wrong_as_before(report):
    found = results(report("L = L.reshape(1, 1); X *= 2"))

    assert set(found.values()) == {(W, 0)}


KEY = CourseKey("correct horse battery staple")


def test_on_hidden_cases_too_nothing_more_is_lost(report):
    found = report("L = L.reshape(1, 1)", key=KEY)
    (loss,) = [o for o in found.problems[0].outputs if o.name == "L"]

    assert (results(found)["L"], loss.hidden.failed) == ((SHAPE, 0.5), 3)
    assert "loses 0.5 of 1 point" in loss.message
    assert found.score == 7.5


@pytest.mark.parametrize(
    ("public", "hidden", "verdict", "message"),
    [
        ("L", "L.reshape(1, 1)", (SHAPE, 0.5), "in another shape on hidden cases: loses 0.5"),
        ("L.reshape(1, 1)", "2 * L", (W, 0), "right but for its form, on public cases alone"),
        ("L.reshape(1, 1)", "L", (SHAPE, 0.5), "L has shape (1, 1)"),
    ],
)
def test_a_hidden_case_may_cost_more_and_is_not_told(
    report, homework, public, hidden, verdict, message
):
    text = f"""{unlike(homework, "return change(right(X, W1, W2, y), lambda L: " + hidden + ")")}
def change(found, form):
    return dict(found, L=form(np.asarray(found["L"])))
""".replace(
        "        return right(X, W1, W2, y)\n",
        f"        return change(right(X, W1, W2, y), lambda L: {public})\n",
        1,
    )
    found = report("pass", text=text, key=KEY)
    (loss,) = [o for o in found.problems[0].outputs if o.name == "L"]

    assert results(found)["L"] == verdict
    assert message in loss.message


def test_every_format_tells_it(report):
    found = report("L = L.reshape(1, 1)")
    told = "right values in another shape"

    assert "≈ L" in terminal.render(found, width=200)
    assert f"{told}: L has shape (1, 1), expected a single number" in terminal.render(
        found, width=250
    )
    assert told in html.render([found])
    assert "right but for its form" in html.render([found])
    assert 'type="wrong_shape"' in junit.render([found])
    assert read(render(found)) == found


def test_at_no_price_nothing_is_lost_and_it_is_still_told(report, homework):
    free = dataclasses.replace(homework, prices=Prices(0, 0))
    found = report("L = L.reshape(1, 1)", homework=free)

    assert (results(found)["L"], found.score) == ((SHAPE, 1), 8)
    assert (found.problems[0].verdict, found.passed) == (W, False)
    assert "loses nothing" in terminal.render(found, width=250)
    tests = json.loads(gradescope.render([found]))["tests"]
    assert [t["status"] for t in tests if t["name"].endswith(": L")] == ["passed"]


def test_where_feedback_is_the_verdict_alone_nothing_more_is_told(report, homework):
    (problem,) = homework.problems
    quiet = dataclasses.replace(problem, feedback=Feedback.VERDICT)
    found = report("L = L.reshape(1, 1)", dataclasses.replace(homework, problems=(quiet,)))
    (loss,) = [o for o in found.problems[0].outputs if o.name == "L"]

    assert (loss.verdict, loss.score, loss.message) == (SHAPE, 0.5, None)
    assert "≈ L" in terminal.render(found, width=200)


@pytest.mark.parametrize(
    ("folder", "outputs"),
    [
        ("leren-2018-hw5/wrong_answer/loglik--columns", {"u", "l"}),
        (
            "deep-learning-2021-hw1/wrong_answer/pseudo-grad-weights--keepdims",
            {"db1", "db2", "db3"},
        ),
        ("uva-2017-hw1/wrong_answer/hinge-loss--batch-of-one", {"L"}),
    ],
)
def test_submissions_that_are_right_but_for_a_shape(folder, outputs, sandbox):
    homework = load_homework(PROBLEMS / folder.partition("/")[0])
    name = folder.rpartition("/")[2].partition("--")[0]
    (problem,) = (item for item in homework.problems if item.name == name)
    homework = dataclasses.replace(homework, prices=Prices(shape=0.5))
    found = grade(read_submission(SUBMISSIONS / folder), homework, sandbox, problems=[problem])

    for output in found.problems[0].outputs:
        reshaped = output.name in outputs
        assert output.verdict is (SHAPE if reshaped else P)
        assert output.score == output.max_score * (0.5 if reshaped else 1)


def test_the_list_and_an_exercise_say_what_another_form_costs():
    """Where a homework sets no prices, nothing is said of them."""
    told = "right values in another shape lose 50 % of their points; right ones by another convention lose 50 %"
    shown = CliRunner().invoke(show, ["cs231n-layers/conv", "--problems", str(PROBLEMS)])
    other = CliRunner().invoke(show, ["worked-example", "--problems", str(PROBLEMS)])
    data = json.loads(CliRunner().invoke(list_, ["--json", "--problems", str(PROBLEMS)]).output)

    assert told in " ".join(shown.output.split())
    assert "another shape" not in other.output
    prices = {homework["id"]: homework.get("prices") for homework in data}
    assert prices["cs231n-layers"] == {"shape": 0.5, "convention": 0.5}
    assert prices["uva-2017-hw1"] is None
