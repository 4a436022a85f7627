"""What is other in one report than in an earlier one."""

from dataclasses import replace

from grader.changes import changes, origins
from grader.results import (
    CaseCounts,
    Environment,
    OutputResult,
    ProblemResult,
    Receipt,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)

DIGEST, OTHER = "sha256:" + 64 * "0", "sha256:" + 64 * "1"
PASSED, WRONG, INVALID = Verdict.PASSED, Verdict.WRONG_ANSWER, Verdict.INVALID_SUBMISSION


COUNTS = CaseCounts(20, 4)


def output(name, verdict, cases=COUNTS, message=None):
    return OutputResult(name, verdict, float(verdict is PASSED), 1.0, cases, message)


def problem(*outputs, name="hw/grad", message=None):
    verdict = next((o.verdict for o in outputs if o.verdict is not PASSED), PASSED)
    score = sum(o.score for o in outputs)
    return ProblemResult(
        name, "T", "f", verdict, score, float(len(outputs)), outputs, message=message
    )


def report(*problems):
    return Report(
        "hw", "T", DIGEST, "1.0", 0, SubmissionInfo("mine", DIGEST), SandboxInfo("strong", ("a",)),
        problems, 0.1,
        receipt=Receipt(
            {"hw/grad": DIGEST}, {"hw/grad": DIGEST}, DIGEST, Environment("3.11.7", "2.1", "x86_64")
        ),
    )  # fmt: skip


def test_the_same_report_has_no_changes():
    one = report(problem(output("dW", WRONG), output("db", PASSED)))

    assert changes(one, one) == []
    assert origins(one.origin, one.origin) == []


def test_an_output_that_moves_is_named_with_both_reasons():
    old = report(problem(output("dW", WRONG, message="2 N too large"), output("db", PASSED)))
    new = report(problem(output("dW", PASSED), output("db", PASSED)))

    (change,) = changes(old, new)

    assert (change.problem, change.output, change.gain) == ("hw/grad", "dW", 1.0)
    assert (change.before.verdict, change.before.why) == (WRONG, "2 N too large")
    assert change.after.verdict is PASSED


def test_a_problem_that_was_not_judged_moves_as_a_whole():
    none = CaseCounts()
    broken = problem(output("dW", INVALID, none), output("db", INVALID, none), message="line 3")
    right = report(problem(output("dW", WRONG), output("db", PASSED)))

    (change,) = changes(right, report(broken))

    assert (change.output, change.gain, change.after.why) == (None, -1.0, "line 3")


def test_outputs_that_all_move_alike_are_one_change():
    old = report(problem(output("dW", PASSED), output("db", PASSED)))
    new = report(problem(output("dW", WRONG), output("db", WRONG)))

    (change,) = changes(old, new)

    assert (change.output, change.gain) == (None, -2.0)


def test_a_problem_in_one_report_alone_is_a_change():
    old = report(problem(output("dW", PASSED)))
    new = report(problem(output("dW", PASSED)), problem(output("y", WRONG), name="hw/new"))

    (change,) = changes(old, new)

    assert (change.problem, change.before, change.after.verdict) == ("hw/new", None, WRONG)


def test_a_changed_problem_is_named():
    old = report()
    receipt = replace(old.receipt, problems={"hw/grad": OTHER})
    new = replace(old, homework_digest=OTHER, receipt=receipt)

    assert origins(old.origin, new.origin) == ["problem hw/grad has changed since"]


def test_a_homework_that_changed_elsewhere_is_named():
    old = report()
    new = replace(old, homework_digest=OTHER)
    bare = replace(old, receipt=None)

    assert (
        "in homework.json, or in problems that were not graded"
        in origins(old.origin, new.origin)[0]
    )
    assert "no receipt says in what" in origins(bare.origin, new.origin)[0]


def test_versions_and_settings_are_named():
    old = report()
    made_with = replace(old.receipt.environment, numpy="2.2", torch="2.13")
    receipt = replace(old.receipt, environment=made_with, cases=3)
    sandbox = SandboxInfo("basic", ())
    new = replace(
        old, grader_version="2.0", seed=7, student="ada", receipt=receipt, sandbox=sandbox
    )

    assert origins(old.origin, new.origin) == [
        "grader 1.0, then 2.0",
        "seed 0, then 7",
        "student key none, then ada",
        "sandbox strong (a), then basic ()",
        "cases none, then 3",
        "numpy 2.1, then 2.2",
        "torch none, then 2.13",
    ]
