"""The record of causes: what is wrong in each wrong submission, and which causes in its report are true of it.

`submissions/<homework>/causes.json` has an entry for each, by verdict and name:

    "wrong_answer/conv--pad0-crop": {"truth": "crops with [pad:-pad], empty for pad = 0", "true": ["pad-crop"]}

`true` are the causes that the report names and that somebody has read to be true of the code; it is empty where the
report names none. A cause that is known to be false stands in `false`.
"""

import json
from dataclasses import dataclass

from grader.results import ProblemResult, Report, Verdict
from tests.paths import SUBMISSIONS


@dataclass(frozen=True)
class Entry:
    """What is recorded of a wrong submission."""

    truth: str
    true: frozenset[str]
    false: frozenset[str]


def recorded(homework: str) -> dict[str, Entry]:
    """The entries of a homework, by verdict and name; none if it has no record."""
    file = SUBMISSIONS / homework / "causes.json"
    if not file.exists():
        return {}
    return {
        name: Entry(entry["truth"], frozenset(entry["true"]), frozenset(entry.get("false", ())))
        for name, entry in json.loads(file.read_text(encoding="utf-8")).items()
    }


RECORDED = sorted(file.parent.name for file in SUBMISSIONS.glob("*/causes.json"))


def named(problem: ProblemResult) -> set[str]:
    """The causes that a report names: a listed mistake by its id, others by their code. Where it is wrong is none."""
    causes = [o.diagnosis for o in problem.outputs if o.diagnosis is not None]
    return {cause.mistake or cause.code for cause in causes if cause.code != "where"}


def shapes(problem: ProblemResult) -> set[str]:
    """The verdict on right values in another shape: it is its own cause, and never a false one."""
    return {str(o.verdict) for o in problem.outputs if o.verdict is Verdict.WRONG_SHAPE}


def faults(report: Report, entry: Entry) -> list[str]:
    """Where the causes in a report are not those that are recorded, one sentence each."""
    causes = {cause for problem in report.problems for cause in named(problem)}
    told = causes | {cause for problem in report.problems for cause in shapes(problem)}
    found = [
        f"names {cause}, which is not recorded as true: {entry.truth}"
        for cause in sorted(causes - entry.true - entry.false)
    ]
    if entry.true and not entry.true & told:
        found.append(f"names none of {sorted(entry.true)}, which is true: {entry.truth}")
    if entry.false and not entry.false & told:
        found.append(f"{sorted(entry.false)} is recorded as told falsely, and is not told any more")
    return found
