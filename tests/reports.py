"""Reports of every kind, for tests of formats."""

import dataclasses
import math

from hypothesis import strategies as st

from grader.results import (
    Attempt,
    CaseCounts,
    Counterexample,
    Diagnosis,
    Late,
    OutputResult,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)

DIGEST = "sha256:" + 64 * "0"
DUE = "2026-03-01T23:59:00+01:00"
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

ESSAY = ProblemResult(
    "hw/why-so",
    "Say why",
    None,
    Verdict.NEEDS_MARKING,
    0.0,
    2.0,
    file="why_so.md",
    line=1,
    message="why_so.md: 12 words, to be marked by hand",
)
MISSING = tuple(
    ProblemResult(
        f"hw/{name}",
        f"The title of {name}",
        name,
        Verdict.NOT_ATTEMPTED,
        0.0,
        3.0,
        (OutputResult("z", Verdict.NOT_ATTEMPTED, 0.0, 3.0),),
        message=f"there is no function {name}",
    )
    for name in ("first", "second-longer", "third")
)


def report(*problems, **changes):
    """A report of these problems."""
    return dataclasses.replace(REPORT, problems=problems, **changes)


def output(name, verdict, score, max_score=1.0, **changes):
    """An output of that verdict, judged on a few cases."""
    right = verdict in (Verdict.PASSED, Verdict.CARRIED)
    counts = CaseCounts(24, 0) if right else CaseCounts(3, 21)
    message = None if right else f"{name} differs"
    made = OutputResult(name, verdict, score, max_score, counts, message)
    return dataclasses.replace(made, **changes)


CRASHED = ProblemResult(
    "hw/crash",
    "Crashes",
    "crash",
    Verdict.RUNTIME_ERROR,
    0.0,
    2.0,
    tuple(output(name, Verdict.RUNTIME_ERROR, 0.0, message=None) for name in ("a", "b")),
    "a.py",
    3,
    "a.py:4: ValueError: no\n    X @ W\n    `X @ W`: they do not fit",
)
UNREADABLE = ProblemResult(
    "hw/broken",
    "Broken",
    "broken",
    Verdict.INVALID_SUBMISSION,
    0.0,
    1.0,
    (OutputResult("a", Verdict.INVALID_SUBMISSION, 0.0, 1.0),),
    "a.py",
    1,
    "the file does not parse: a.py:1: invalid syntax",
)
CARRYING = ProblemResult(
    "hw/carry",
    "Carries",
    "carry",
    Verdict.WRONG_ANSWER,
    1.333,
    3.0,
    (
        output("first", Verdict.WRONG_ANSWER, 0.0),
        output("then", Verdict.CARRIED, 0.333, message="right for your own first"),
        output("last", Verdict.CARRIED, 1.0, message="right for your own first"),
    ),
    "sub/b.py",
    9,
)
ALL_RIGHT = ProblemResult(
    "hw/right", "Right", "right", Verdict.PASSED, 0.1, 0.1,
    (output("x", Verdict.PASSED, 0.1, 0.1),), "a.py", 20, notes=("it drew random numbers",),
)  # fmt: skip
EDGES = {
    "golden": REPORT,
    "nothing in it": report(),
    "the grader failed": report(PROBLEM, FAILED),
    "only the grader failed": report(FAILED),
    "pending": report(PROBLEM, ESSAY),
    "only pending": report(ESSAY),
    "missing": report(*MISSING, dataclasses.replace(ESSAY, verdict=Verdict.NOT_ATTEMPTED)),
    "crashed": report(CRASHED, UNREADABLE),
    "a third carried": report(CARRYING, student="ada"),
    "floats that do not add up": report(
        *(dataclasses.replace(ALL_RIGHT, id=f"hw/right{n}") for n in range(3))
    ),
    "everything": report(
        PROBLEM, FAILED, ESSAY, *MISSING, CRASHED, UNREADABLE, CARRYING, ALL_RIGHT, student="ada"
    ),
    "late": report(PROBLEM, CARRYING, late=Late(DUE, 2, 0.25, 0.58325)),
    "closed": report(PROBLEM, ESSAY, late=Late(DUE, 9, 1.0, 1.0, closed=True)),
    "once too often": report(ALL_RIGHT, attempt=Attempt(4, 3, "best")),
    "graded with a bundle": report(PROBLEM, ESSAY, bundle_of=DIGEST),
}
"""Reports by what is special about them."""


# What students could print or name.
TRICKS = (
    "::error::owned",
    "::stop-commands::x",
    "%0A::set-output name=a::b",
    "##[error]owned",
    "\n::add-mask::a",
    "\r\n##[add-path]/tmp",
    "a,line=1:title=b",
    "=1+1",
    "@octocat #1 http://a.b www.c.d",
    "|---|",
    "`` ``` ````",
    "</system-out>]]>",
    "<img src=x onerror=y>",
    "[a](javascript:b) ![](c)",
    "1. a",
    "- a",
    "/close",
    "\x00\x1b[2J\u202e\ud800\ufffe",
)
TEXTS = st.text(min_size=1, max_size=20) | st.lists(
    st.sampled_from(TRICKS) | st.text(max_size=4), min_size=1, max_size=3
).map("".join)


@st.composite
def hostile_reports(draw):
    """A report in which all that a student can choose is chosen."""

    def problem(index):
        verdict = draw(st.sampled_from(Verdict))
        told = Diagnosis("scaled", draw(TEXTS), draw(TEXTS), when=draw(st.none() | TEXTS))
        example = Counterexample(0, {draw(TEXTS): 1.0}, draw(TEXTS), None, draw(TEXTS))
        made = OutputResult(
            draw(TEXTS), verdict, 0.0, 1.0, CaseCounts(1, 1), draw(TEXTS), told, example
        )
        return ProblemResult(
            f"hw/p{index}", draw(TEXTS), draw(TEXTS), verdict, 0.0, 1.0, (made,),
            draw(TEXTS), draw(st.integers(1, 99)), draw(TEXTS), notes=(draw(TEXTS),),
        )  # fmt: skip

    problems = tuple(problem(index) for index in range(draw(st.integers(0, 3))))
    info = SubmissionInfo(draw(TEXTS), DIGEST)
    return report(*problems, submission=info, student=draw(TEXTS), notes=(draw(TEXTS),))
