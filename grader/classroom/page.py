"""The misconception map as a page that can be shown to the class.

There are no names of students on it, and of what they wrote no more than a sentence of their report quotes:
at most the name of a type or of a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import mean, median

from grader import __version__
from grader.classroom.gradebook import Row
from grader.classroom.misconceptions import WRONG, Cause, misconceptions
from grader.comparison import listed
from grader.report.html import counterexample, document
from grader.report.markup import Markup, join, tag
from grader.report.values import amount, plural, rows_of
from grader.results import PRICED, OutputResult, Plain, Report, Verdict, last_part
from grader.spec.model import Homework

BINS = 10  # of the distribution of scores
MAX_CAUSES = 25  # told on a page; the others are counted
MAX_EXAMPLES = 12  # reports that are looked through for one
WIDTH, HEIGHT = 320, 96  # of the distribution
KINDS = {  # of a bar: its colour, what it means, and the verdicts
    "right": ("right", (Verdict.PASSED,)),
    "carried": ("right for an earlier wrong value", (Verdict.CARRIED,)),
    "wrong": ("not right", tuple(WRONG)),
    "waiting": ("marked by hand", (Verdict.NEEDS_MARKING,)),
    "untried": ("not attempted", (Verdict.NOT_ATTEMPTED, Verdict.INTERNAL_ERROR)),
    "unread": ("cannot be read", ()),  # of a submission as a whole, whatever it would have answered
}


def render(homework: Homework, rows: Sequence[Row], report_of: Callable[[Row], Report]) -> str:
    """The page.

    Args:
        homework: that the class was graded by.
        rows: one a student.
        report_of: the whole report of one, for an example.
    """
    causes = misconceptions((row.record.file, row.findings) for row in rows)
    by_file = {row.record.file: row for row in rows}
    most = max((row.max_score for row in rows), default=0.0)
    head = tag(
        "header",
        tag("p", homework.id, class_="soft"),
        tag("h1", homework.title),
        tag("ul", *_figures(rows, most), class_="figures"),
    )
    titles = {problem.id: problem.title for problem in homework.problems}
    sections = [
        tag("section", tag("h2", "Scores"), _distribution(rows, most), class_="part"),
        tag("section", tag("h2", "Problems"), _problems(rows, titles), class_="part"),
        tag(
            "section",
            tag("h2", "What went wrong"),
            *_causes(causes, by_file, report_of),
            class_="part",
        ),
    ]
    foot = tag("footer", tag("p", f"{len(rows)} submissions · grader {__version__}"))
    page = tag("article", head, *sections, foot, class_="report")
    return document(f"{homework.title}: what went wrong", [page])


def _figures(rows: Sequence[Row], most: float) -> Iterator[Markup]:
    scores = [row.score for row in rows]
    passed = sum(row.passed for row in rows)
    unread = sum(bool(row.unreadable) for row in rows)
    for number, text in (
        (str(len(rows)), plural("student", len(rows))),
        (str(passed), "passed everything"),
        *[(str(unread), "cannot be read")] * bool(unread),
        (f"{median(scores):.3g}", f"median of {amount(most)} points"),
        (f"{mean(scores):.3g}", "mean"),
    ):
        yield tag("li", tag("strong", number), f" {text}")


# Scores.


def _distribution(rows: Sequence[Row], most: float) -> Markup:
    counts = [0] * BINS
    for row in rows:
        share = row.score / row.max_score if row.max_score else 0.0
        counts[min(int(share * BINS), BINS - 1)] += 1
    top = max(counts)
    step = WIDTH / BINS
    bars = []
    for index, count in enumerate(counts):
        height = HEIGHT * count / top if top else 0.0
        x, y = index * step, 16 + HEIGHT - height
        if count:
            bars.append(
                tag("rect", x=x + 2, y=y, width=step - 4, height=height, rx=2, class_="bar")
            )
            bars.append(
                tag(
                    "text",
                    str(count),
                    x=x + step / 2,
                    y=y - 4,
                    text_anchor="middle",
                    class_="count",
                )
            )
    base = 16.0 + HEIGHT
    bars.append(tag("path", d=f"M0 {base}H{WIDTH}", class_="base"))
    for index in range(0, BINS + 1, 5):
        anchor = "start" if index == 0 else "end" if index == BINS else "middle"
        label = amount(most * index / BINS)
        bars.append(tag("text", label, x=index * step, y=base + 16, text_anchor=anchor))
    said = ", ".join(
        f"{amount(most * i / BINS)} to {amount(most * (i + 1) / BINS)}: {count}"
        for i, count in enumerate(counts)
        if count
    )
    picture = tag(
        "svg",
        tag("title", f"Students by points. {said}"),
        *bars,
        viewBox=f"0 0 {WIDTH} {HEIGHT + 40}",
        role="img",
        class_="distribution",
    )
    return tag("figure", picture, tag("figcaption", "Students by points."))


# Problems.


def _problems(rows: Sequence[Row], titles: Mapping[str, str]) -> Markup:
    shown = [mark.problem for mark in rows[0].marks] if rows else []
    verdicts = [{m.problem: m.verdict for m in row.marks} for row in rows if not row.unreadable]
    unread = len(rows) - len(verdicts)
    seen: set[str] = set()
    lines = []
    for problem in shown:
        had = [found[problem] for found in verdicts if problem in found]
        counts = {kind: sum(v in of for v in had) for kind, (_, of) in KINDS.items()}
        counts["unread"] = unread
        seen.update(kind for kind, count in counts.items() if count)
        waiting = counts["waiting"]
        right = f"{waiting} to mark" if waiting else f"{counts['right']} of {len(had) + unread}"
        said = ", ".join(f"{count} {KINDS[kind][0]}" for kind, count in counts.items() if count)
        lines.append(
            tag(
                "li",
                tag(
                    "span",
                    tag("strong", last_part(problem)),
                    " ",
                    tag("span", titles[problem], class_="soft"),
                    class_="name",
                ),
                _bar(counts, f"{last_part(problem)}: {said}"),
                tag("span", right, class_="points"),
            )
        )
    legend = [
        tag("span", tag("span", class_=f"swatch {kind}"), f" {text}", class_="key")
        for kind, (text, _) in KINDS.items()
        if kind in seen
    ]
    return tag("figure", tag("ul", *lines, class_="bars"), tag("figcaption", *legend))


def _bar(counts: Mapping[str, int], said: str) -> Markup:
    """Parts of a whole, side by side."""
    total = sum(counts.values()) or 1
    parts, x = [], 0.0
    for kind, count in counts.items():
        if count:
            parts.append(tag("rect", x=x, y=0, width=100 * count / total, height=10, class_=kind))
            x += 100 * count / total
    return tag(
        "svg",
        tag("title", said),
        *parts,
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        role="img",
        class_="share",
    )


# Causes.


def _causes(
    causes: Sequence[Cause], rows: Mapping[str, Row], report_of: Callable[[Row], Report]
) -> Iterator[Markup]:
    if not causes:
        yield tag("p", "Nothing: whatever was handed in is right.")
        return
    for cause in causes[:MAX_CAUSES]:
        count = len(cause.students)
        where = join(_places(cause), "; ")
        parts: list[Markup] = [
            tag(
                "p",
                tag("strong", str(count), class_="number"),
                f" {plural('student', count)}",
                _bar({"wrong": count, "rest": len(rows) - count}, f"{count} of {len(rows)}"),
                class_="how-many",
            ),
            tag("p", cause.sentence, class_="cause-text" if cause.explained else "soft cause-text"),
            tag("p", where, class_="soft"),
        ]
        example = _example(cause, rows, report_of)
        if example is not None:
            title, body = example
            parts.append(tag("details", tag("summary", title), body))
        yield tag("div", *parts, class_="cause")
    rest = causes[MAX_CAUSES:]
    if rest:
        most = len(rest[0].students)
        yield tag(
            "p",
            f"And {len(rest)} more, of {most} {plural('student', most)} at most each.",
            class_="soft",
        )


def _places(cause: Cause) -> Iterator[str]:
    for problem, outputs in cause.problems.items():
        name = last_part(problem)
        yield f"{name}: {listed([*outputs])}" if outputs else name


def _example(
    cause: Cause, rows: Mapping[str, Row], report_of: Callable[[Row], Report]
) -> tuple[str, Markup] | None:
    """A case of one student on which it shows, where the homework lets students see one."""
    if not cause.explained:
        return None
    for student in cause.students[:MAX_EXAMPLES]:
        for problem in report_of(rows[student]).problems:
            for output in problem.outputs:
                if output.name in cause.problems.get(problem.id, ()) and _can_be_shown(output):
                    assert output.counterexample is not None  # noqa: S101 - for the type checker
                    title, body = counterexample(output, output.counterexample, "one student's")
                    return f"An example: {title[0].lower()}{title[1:]}", body
    return None


def _can_be_shown(output: OutputResult) -> bool:
    """Whether there is a case, with numbers alone: text may be a student's."""
    example = output.counterexample
    if example is None or output.verdict not in (Verdict.WRONG_ANSWER, *PRICED):
        return False
    rows = rows_of(example.actual)
    return rows is not None and all(_is_number(item) for row in rows for item in row)


def _is_number(item: Plain) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool)
