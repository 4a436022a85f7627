"""The report as one HTML file with pictures: no script, no font, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from grader.report.graph import Step, draw_graph
from grader.report.markup import Markup, join, tag
from grader.report.plots import MOST, agrees, draw_cells, draw_curve, draw_regions, greatest, shade
from grader.report.values import (
    GRADER_FAILED,
    MAX_COLUMNS,
    MAX_ROWS,
    Rows,
    amount,
    argument_lines,
    cause_heading,
    causes,
    code,
    digits_for,
    errors_of,
    evidence_line,
    example_title,
    finding,
    first_wrong,
    level_words,
    levels_of,
    number,
    part,
    plural,
    points_alone,
    points_of_group,
    rows_of,
    same_findings,
    shape_of,
    shown_examples,
    sign,
    still_hidden,
    total_of,
    waiting,
    words,
)
from grader.results import (
    PRICED,
    Counterexample,
    Figure,
    Mark,
    OutputResult,
    Plain,
    ProblemResult,
    Report,
    Verdict,
)

STATES = {
    Verdict.PASSED: "right",
    Verdict.CARRIED: "carried",
    **dict.fromkeys(PRICED, "carried"),
    Verdict.NOT_ATTEMPTED: "untried",
    Verdict.NEEDS_MARKING: "waiting",
    Verdict.INTERNAL_ERROR: "untried",
}
WRONG = "wrong"
PHONE = 328  # pixels of width that a page has there
CELL, LETTER = 13, 8  # pixels of a cell of a table, and of each letter in it
FEW_MARKS = 8  # points that are listed in words


def render(reports: Sequence[Report]) -> str:
    """The reports on one page."""
    titles = dict.fromkeys(
        f"{report.submission.name}: {report.homework_title}" for report in reports
    )
    body = (_report(report, f"r{index}") for index, report in enumerate(reports))
    return document(", ".join(titles) or "Report", body)


def document(title: str, body: Iterable[Markup]) -> str:
    """A whole page of these elements, which asks for nothing and runs nothing."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Markup('<meta name="referrer" content="no-referrer">'),
        Markup('<meta name="color-scheme" content="light dark">'),
        tag("title", title),
        tag("style", style),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', tag('main', *body)), lang='en')}\n"


@cache
def _style() -> Markup:
    return Markup((files("grader.report") / "report.css").read_text("utf-8"))


def _report(report: Report, name: str) -> Markup:
    shown = [p for p in report.problems if p.verdict is not Verdict.NOT_ATTEMPTED]
    sections = (_problem(problem, f"{name}-{problem.name}") for problem in shown)
    facts = [f"seed {report.seed}", f"sandbox {level_words(report.sandbox.level)}"]
    if report.student:
        facts.append(f"student {report.student}")
    facts += [f"{report.seconds:.2f} s", f"grader {report.grader_version}"]
    head = [
        tag("p", report.homework, class_="soft"),
        tag("h1", report.homework_title),
        tag("p", report.submission.name, class_="soft path"),
        tag("p", total_of(report), class_="score"),
    ]
    if open_points := waiting(report):
        head.append(tag("p", open_points, class_="soft"))
    head += [tag("p", f"Note: {note}", class_="note") for note in report.notes]
    if unseen := still_hidden(report):
        head.append(tag("p", unseen, class_="soft"))
    overview = tag(
        "nav",
        tag("h2", "Overview"),
        tag("ul", *(_line(problem, name) for problem in report.problems), class_="overview"),
        aria_label=f"Problems of {report.homework_title}",
    )
    foot = tag("footer", tag("p", " · ".join(facts)), *_receipt(report))
    return tag("article", tag("header", *head), overview, *sections, foot, class_="report")


def _receipt(report: Report) -> Iterator[Markup]:
    """What the report can be made again from, folded up."""
    if report.receipt is None:
        return
    made_with = report.receipt.environment
    torch = f", torch {made_with.torch}" if made_with.torch else ""
    lines = [
        f"submission {report.submission.digest}",
        f"homework   {report.homework_digest}",
        f"findings   {report.receipt.findings}",
        f"Python {made_with.python}, numpy {made_with.numpy}{torch}, {made_with.machine}",
        f"sandbox: {', '.join(report.sandbox.layers)}",
    ]
    text = tag("pre", tag("code", join(lines, Markup("\n"))))
    yield tag("details", tag("summary", "Receipt"), text)


def _line(problem: ProblemResult, name: str) -> Markup:
    """A problem in the overview: a link, unless there is no more to say of it."""
    untried = problem.verdict is Verdict.NOT_ATTEMPTED
    label = problem.name
    if not untried:
        label = tag("a", label, href=f"#{name}-{label}")
    why = problem.message if untried and problem.message else words(problem.verdict)
    return tag(
        "li",
        _mark(problem.verdict),
        tag("span", label, class_="name"),
        tag("span", _points(problem), class_="points"),
        tag("span", why, class_="soft why"),
    )


def _points(problem: ProblemResult) -> str:
    if problem.verdict is Verdict.NEEDS_MARKING:
        return points_alone(problem.max_score)
    return f"{amount(problem.score)} / {amount(problem.max_score)}"


def _problem(problem: ProblemResult, name: str) -> Markup:
    state = STATES.get(problem.verdict, WRONG)
    place = f"{problem.file}:{problem.line}" if problem.file else None
    facts: list[str] = [tag("span", words(problem.verdict), class_=f"badge {state}")]
    facts += [tag("code", fact) for fact in (problem.function, place) if fact]
    parts: list[str] = [
        tag(
            "h2",
            _mark(problem.verdict),
            tag("span", problem.name, class_="name"),
            tag("span", _points(problem), class_="points"),
        ),
        tag("p", problem.title, class_="title"),
        tag("p", *_spaced(facts), class_="soft facts"),
    ]
    if problem.verdict is Verdict.INTERNAL_ERROR:
        parts.append(tag("p", GRADER_FAILED, class_="note"))
    if problem.message:
        lines = join(problem.message.split("\n"), Markup("\n"))
        parts.append(tag("p", lines, class_="message"))
    parts += [tag("p", f"Note: {note}.", class_="note") for note in problem.notes]
    parts += _causes(problem)
    if problem.verdict is Verdict.PASSED:
        said = dict.fromkeys(finding(output) for output in problem.outputs)
        names = ", ".join(output.name for output in problem.outputs)
        parts.append(tag("p", tag("strong", names), f" {', '.join(said)}", class_="outputs"))
    elif problem.was_judged:
        parts.append(_outputs(problem))
    parts += _graph(problem, name)
    parts += _counterexamples(problem)
    parts += (_figure(item, f"{name}-f{index}") for index, item in enumerate(problem.figures))
    return tag("section", *parts, id=name, class_="problem")


def _causes(problem: ProblemResult) -> Iterator[Markup]:
    for message, outputs in causes(problem.outputs).items():
        heading, evidence = cause_heading(outputs), evidence_line(outputs)
        parts = [tag("h3", heading)] if heading else []
        parts.append(tag("p", message, class_="cause-text"))
        parts += [tag("p", evidence, class_="soft")] if evidence else []
        yield tag("div", *parts, class_="cause")


def _outputs(problem: ProblemResult) -> Markup:
    rows = []
    for group in same_findings(problem.outputs):
        points = points_of_group(group)
        names = ", ".join(output.name for output in group)
        rows.append(
            tag(
                "tr",
                tag("th", _mark(group[0].verdict), tag("span", names), scope="row"),
                tag("td", points, class_="points"),
                tag("td", finding(group[0]), class_="finding"),
            )
        )
    heads = (tag("th", text, scope="col") for text in ("Output", "Points", "Finding"))
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="outputs")


def _graph(problem: ProblemResult, name: str) -> Iterator[Markup]:
    """The step graph, where something is wrong and outputs follow from others."""
    needs = {output.name: output.needs for output in problem.outputs}
    linked = any(need in needs for items in needs.values() for need in items)
    first = first_wrong(problem.outputs)
    if not linked or first is None:
        return
    steps = []
    for output in problem.outputs:
        state, mark = STATES.get(output.verdict, WRONG), sign(output.verdict)
        text = words(output.verdict)
        steps.append(Step(output.name, output.needs, state, mark, text, output.name == first))
    graph, width = draw_graph(steps, f"{name}-graph")
    legend = [_key("right", "✓", "right"), _key("wrong", "✗", "wrong")]
    if any(output.verdict is Verdict.CARRIED for output in problem.outputs):
        legend.append(_key("carried", "→", "right for your own earlier value"))
    if any(output.verdict in PRICED for output in problem.outputs):
        legend.append(_key("carried", "≈", "right but for its form"))
    yield tag("h3", "Where it goes wrong")
    yield tag(
        "figure",
        _scrolling(graph, "the step graph", width),
        tag(
            "figcaption",
            tag(
                "span",
                tag("strong", f"Start with {first}"),
                ", the one with the thick frame. Below each name: the inputs that it takes. ",
            ),
            *legend,
        ),
    )


def _key(state: str, mark: str, text: str) -> Markup:
    return tag("span", tag("span", mark, class_=f"mark {state}"), f" {text}", class_="key")


def _counterexamples(problem: ProblemResult) -> Iterator[Markup]:
    """That of the first wrong output, and those of the others folded up."""
    for index, output in enumerate(shown_examples(problem.outputs)):
        if output.counterexample is None or (index and output.counterexample.actual is None):
            continue
        title, body = counterexample(output, output.counterexample)
        if index:
            yield tag("details", tag("summary", title), body)
        else:
            yield tag("h3", title)
            yield body


def counterexample(
    output: OutputResult, example: Counterexample, owner: str = "your"
) -> tuple[str, Markup]:
    """What the case is, and the case: arguments, the value that came, the right one and the difference.

    Args:
        output: what is wrong on it.
        example: the case.
        owner: whose the value is.
    """
    title = example_title(output.name, example)
    lines = argument_lines(example)
    parts = [tag("pre", tag("code", join(lines, Markup("\n"))))] if lines else []
    if example.actual is not None:
        part_of, name = part(example, output.name)
        parts.append(tag("div", *_values(part_of, name, owner), class_="values"))
    return title, tag("div", *parts, class_="example")


def _values(example: Counterexample, name: str, owner: str) -> Iterator[Markup]:
    """The student's value, the right one and the difference, as far as they are known."""
    actual, expected = rows_of(example.actual), rows_of(example.expected)
    if actual is None:
        yield tag("p", f"{owner} {name}: ", tag("code", code(example.actual)))
        return
    errors = errors_of(example)
    levels, digits = levels_of(errors), digits_for(example, errors)
    known = [
        item for row in (actual if example.expected is None else expected or []) for item in row
    ]
    most = greatest(known)
    wrong: Rows = [[*row] for row in errors] or _only(actual, example.at)
    yield _matrix(
        f"{owner} {name}",
        actual,
        _shades(actual, most),
        digits,
        wrong,
        shape=_shape(example.actual),
    )
    if example.expected is None:
        return
    if expected is None:
        yield tag("p", f"right {name}: ", tag("code", code(example.expected)))
        return
    yield _matrix(
        f"right {name}",
        expected,
        _shades(expected, most),
        digits,
        [],
        shape=_shape(example.expected),
    )
    if errors:
        differences: Rows = [
            [_difference(a, b, error) for a, b, error in zip(*rows, strict=True)]
            for rows in zip(actual, expected, errors, strict=True)
        ]
        classes = [[f"error{level}" if level else "zero" for level in row] for row in levels]
        yield _matrix(
            f"{owner}s minus right" if owner == "your" else "difference",
            differences,
            classes,
            3,
            [],
            shape=_shape(example.expected),
        )


def _shape(value: Plain) -> str | None:
    """The shape of a vector or matrix, as numpy writes it; None of a single number."""
    if not isinstance(value, list):
        return None
    shape = shape_of(value)
    return f"{len(value)} rows" if shape is None else str(shape)


def _only(rows: Rows, at: tuple[int, ...] | None) -> Rows:
    """1 at the place of the greatest difference, 0 elsewhere."""
    place = (0, *at)[-2:] if at else ()
    return [[int((i, j) == place) for j in range(len(row))] for i, row in enumerate(rows)]


def _shades(rows: Rows, most: float) -> list[list[str]]:
    return [[shade(value, most) for value in row] for row in rows]


def _difference(actual: Plain, expected: Plain, error: float) -> Plain:
    """0 where the difference is allowed."""
    if not isinstance(actual, int | float) or not isinstance(expected, int | float):
        return ""
    return float(actual - expected) if error else 0


def _matrix(
    title: str,
    rows: Rows,
    classes: list[list[str]],
    digits: int,
    wrong: Rows,
    *,
    shape: str | None,
) -> Markup:
    """A matrix as a table of coloured cells; without numbers where it is too large for them."""
    columns = max(map(len, rows), default=0)
    if len(rows) > MAX_ROWS or columns > MAX_COLUMNS:
        cut = [row[:MOST] for row in classes[:MOST]]
        dots: Rows = [row[:MOST] for row in wrong[:MOST]]
        count = sum(bool(item) for row in wrong for item in row)
        text = f"{title} {shape}" + (f", {count} wrong (with a dot)" if count else "")
        if len(rows) > MOST or columns > MOST:
            text += f"; the first {MOST} rows and columns"
        return tag("figure", tag("figcaption", text), draw_cells(cut, dots, text), class_="large")
    body = []
    if shape is not None:
        heads = (tag("th", str(j), scope="col") for j in range(columns))
        body.append(tag("tr", tag("td"), *heads))
    for i, row in enumerate(rows):
        cells = []
        if shape is not None:
            cells.append(tag("td") if shape.endswith(",)") else tag("th", str(i), scope="row"))
        for j, value in enumerate(row):
            bad = bool(wrong) and bool(wrong[i][j])
            text = number(value, digits)
            note = [tag("span", "wrong: ", class_="unseen")] if bad else []
            cells.append(tag("td", *note, text, class_=classes[i][j] + " bad" * bad))
        body.append(tag("tr", *cells))
    caption = tag("caption", title, *([tag("span", f" {shape}", class_="size")] if shape else []))
    table = tag("table", caption, tag("tbody", *body), class_="heat")
    letters = max((len(number(value, digits)) for row in rows for value in row), default=0)
    width = max((columns + 1) * (CELL + LETTER * letters), LETTER * len(f"{title} {shape}"))
    return _scrolling(table, title, width)


def _figure(figure: Figure, name: str) -> Markup:
    if not figure.panels:
        return tag("p", figure.caption, class_="note")
    curves = len(figure.panels[0].axes) == 1
    if curves:
        frames = [
            tag(
                "div",
                tag("p", f"{'✓' if agrees(panel) else '✗'} {panel.title}", class_="panel-title"),
                draw_curve(panel),
                class_="panel",
            )
            for panel in figure.panels
        ]
        legend = [tag("span", tag("span", class_="swatch own"), " yours", class_="key")]
        if any(panel.expected is not None for panel in figure.panels):
            legend.append(tag("span", tag("span", class_="swatch wanted"), " right", class_="key"))
    else:
        frames = [_regions(figure, index, name) for index in range(len(figure.panels))]
        legend = [
            tag("span", tag("span", class_=f"swatch {kind}"), f" {text}", class_="key")
            for kind, text in zip(("below", "above"), figure.classes, strict=False)
        ]
        if any(not mark.right for panel in figure.panels for mark in panel.marks):
            legend.append(
                tag("span", tag("span", "✕", class_="mark wrong"), " a wrong point", class_="key")
            )
    caption = tag("figcaption", tag("span", f"{figure.caption} "), *legend)
    head = tag("h3", "Curves" if curves else "Decision regions")
    return tag("figure", head, caption, tag("div", *frames, class_="panels"), class_="picture")


def _regions(figure: Figure, index: int, name: str) -> Markup:
    """The student's regions, the wanted ones where there is one answer, and the points in words if few."""
    panel = figure.panels[index]
    wrong = sum(not mark.right for mark in panel.marks)
    count = len(panel.marks)
    text = f"{'✗' if wrong else '✓'} {panel.title}"
    if wrong:
        text += f": {wrong} of {count} {plural('point', count)} wrong"
    pictures = [
        tag(
            "div",
            tag("p", "yours", class_="soft"),
            draw_regions(
                panel,
                panel.actual,
                panel.marks,
                figure,
                f"yours, {panel.title}",
                f"{name}-{index}a",
            ),
        )
    ]
    if panel.expected is not None:
        pictures.append(
            tag(
                "div",
                tag("p", "wanted", class_="soft"),
                draw_regions(
                    panel, panel.expected, (), figure, f"wanted, {panel.title}", f"{name}-{index}b"
                ),
            )
        )
    elif count <= FEW_MARKS:
        pictures.append(tag("ul", *map(_point, panel.marks), class_="points-list"))
    return tag(
        "div",
        tag("p", text, class_="panel-title"),
        tag("div", *pictures, class_="pair"),
        class_="panel wide",
    )


def _point(mark: Mark) -> Markup:
    """A point in words."""
    place = ", ".join(f"{number:g}" for number in mark.at)
    text = f"({place}): {mark.actual:.4g}"
    if not mark.right and mark.expected is not None:
        text += f", must be {mark.expected:.4g}"
    state, sign = ("right", "✓") if mark.right else ("wrong", "✗")
    return tag("li", tag("span", sign, class_=f"mark {state}"), f" {text}")


def _scrolling(element: Markup, label: str, width: float) -> Markup:
    """What is wider than a phone scrolls by itself, with the keyboard too."""
    if width <= PHONE:
        return tag("div", element)
    return tag("div", element, class_="scroll", tabindex=0, role="group", aria_label=label)


def _mark(verdict: Verdict) -> Markup:
    mark, state = sign(verdict), STATES.get(verdict, WRONG)
    said = tag("span", f"{words(verdict)}: ", class_="unseen")
    return join([tag("span", mark, class_=f"mark {state}", aria_hidden="true"), said])


def _spaced(items: Sequence[str]) -> Iterator[str]:
    for index, item in enumerate(items):
        if index:
            yield " "
        yield item
