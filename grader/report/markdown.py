"""The report as Markdown, for a job summary or a comment on GitHub or GitLab.

Text of a student is never markup there: it is escaped, and what those sites would turn into a link, a mention
or a reference is broken by a space of no width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.errors import printable
from grader.report.text import counterexample, drawn, safe
from grader.report.values import (
    GRADER_FAILED,
    amount,
    cause_heading,
    causes,
    evidence_line,
    finding,
    level_words,
    overall,
    points_of_group,
    points_of_problem,
    remarks,
    same_findings,
    shown_examples,
    sign,
    words,
)
from grader.results import ProblemResult, Report, Verdict

SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$#]")
OPENING = re.compile(r"^([-+=/!:]|\d+(?=[.)]))")  # lists, headings, commands of GitLab
# @user, #12, !34, GH-56, https://…, www.…
LIVE = re.compile(r"(?i)(?<=[@#!])(?=\w)|(?<=gh-)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)")
BREAK = "\N{ZERO WIDTH SPACE}"


def render(reports: Sequence[Report], *, limit: int | None = None) -> str:
    """The reports one after the other, below a table of them if there are several.

    Args:
        reports: what is shown.
        limit: bytes that the text may have; what does not fit is left out at the end, and that is said,
            if there is room for it.
    """
    blocks = [_overview(reports)] if len(reports) > 1 else []
    for report in reports:
        blocks += [_head(report), *map(_problem, filter(_worth_telling, report.problems))]
    text = "\n\n".join(blocks) + "\n"
    if limit is None or len(text.encode()) <= limit:
        return text
    left_out = "*The rest is left out: it would be too long here.*\n"
    room = limit - len(left_out.encode())
    if room < 0:
        return ""
    kept = []
    for block in blocks:
        room -= len(block.encode()) + 2
        if room < 0:
            break
        kept.append(block)
    return "\n\n".join([*kept, left_out])


def _overview(reports: Sequence[Report]) -> str:
    rows = ["| Submission | Points |", "| --- | ---: |"]
    rows += (f"| {_inline(report.submission.name)} | {overall(report)} |" for report in reports)
    return "\n".join(rows)


def _head(report: Report) -> str:
    facts = f"seed {report.seed} · sandbox {_inline(level_words(report.sandbox.level))}"
    lines = [
        f"## {_inline(report.homework_title)}: {overall(report)}",
        "",
        f"Submission: {_inline(report.submission.name)} · {facts}",
        "",
    ]
    lines += ["| | Problem | Points | Result |", "| --- | --- | ---: | --- |"]
    for problem in report.problems:
        mark = sign(problem.verdict)
        result = words(problem.verdict)
        if problem.verdict is Verdict.NOT_ATTEMPTED and problem.message:
            result += f": {_inline(problem.message)}"
        score = "…" if problem.verdict is Verdict.NEEDS_MARKING else amount(problem.score)
        points = f"{score} / {amount(problem.max_score)}"
        lines.append(f"| {mark} | {_inline(problem.name)} | {points} | {result} |")
    lines += (f"\n{_inline(remark)}" for remark in remarks(report))
    return "\n".join(lines)


def _worth_telling(problem: ProblemResult) -> bool:
    """Whether there is more to say than the line of the table."""
    if problem.verdict is Verdict.PASSED:
        return bool(problem.notes) or any(output.diagnosis for output in problem.outputs)
    return problem.verdict is not Verdict.NOT_ATTEMPTED


def _problem(problem: ProblemResult) -> str:
    mark = sign(problem.verdict)
    place = f"{problem.file}:{problem.line}" if problem.file else None
    named = [_code(name) for name in (problem.function, place) if name]
    parts = [
        f"### {mark} {_inline(problem.name)}: {points_of_problem(problem)}, {words(problem.verdict)}",
        " · ".join([_inline(problem.title), *named]),
    ]
    if problem.verdict is Verdict.INTERNAL_ERROR:
        parts.append(GRADER_FAILED)
    if problem.message:
        parts.append(_fenced(drawn(map(safe, problem.message.split("\n")))))
    if problem.was_judged:
        parts.append(_outputs(problem))
    parts += (f"Note: {_inline(note)}." for note in problem.notes)
    parts += _causes(problem)
    for shown in shown_examples(problem.outputs)[:1]:
        if shown.counterexample is not None:
            parts.append(_fenced(drawn(counterexample(shown.name, shown.counterexample))))
    return "\n\n".join(parts)


def _outputs(problem: ProblemResult) -> str:
    rows = ["| | Output | Points | Finding |", "| --- | --- | ---: | --- |"]
    for group in same_findings(problem.outputs):
        mark = sign(group[0].verdict)
        points = points_of_group(group)
        names = _inline(", ".join(output.name for output in group))
        rows.append(f"| {mark} | {names} | {points} | {_inline(finding(group[0]))} |")
    return "\n".join(rows)


def _causes(problem: ProblemResult) -> Iterator[str]:
    for message, outputs in causes(problem.outputs).items():
        heading = cause_heading(outputs)
        yield f"**{heading}:** {_inline(message)}" if heading else _inline(message)
        if evidence := evidence_line(outputs):
            yield _inline(evidence)


def _inline(text: str) -> str:
    """Text within a line, as itself: no markup, no link, no mention, no line of its own."""
    live = LIVE.sub(BREAK, printable(" ".join(text.split())))
    return OPENING.sub(_escape_opening, SPECIAL.sub(r"\\\g<0>", live))


def _escape_opening(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"


def _code(text: str) -> str:
    """A name, as code within a line."""
    name = printable(" ".join(text.split()))
    fence = "`" * (_longest_fence(name) + 1)
    pad = " " if name.startswith("`") or name.endswith("`") else ""
    return f"{fence}{pad}{name}{pad}{fence}"


def _fenced(text: str) -> str:
    """Lines as they are, between fences longer than any in them."""
    fence = "`" * max(3, _longest_fence(text) + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def _longest_fence(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)
