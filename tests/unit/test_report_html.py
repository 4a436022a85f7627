"""The page with pictures: nothing from elsewhere, everything escaped, readable by everybody."""

import base64
import dataclasses
import hashlib
import math
import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.report import html
from grader.report.graph import Step, draw_graph
from grader.report.json import read
from grader.report.json import render as as_json
from grader.report.markup import Markup, join, tag
from grader.report.plots import draw_curve, shade
from grader.report.values import first_wrong
from grader.results import (
    Axis,
    CaseCounts,
    Counterexample,
    Diagnosis,
    Figure,
    Mark,
    OutputResult,
    Panel,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)

DIGEST = "sha256:" + 64 * "0"
STYLE = (files("grader.report") / "report.css").read_text("utf-8")
HOSTILE = "<script>alert(1)</script>\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}\"'><img src=x onerror=y>&\x00"
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Page(HTMLParser):
    """The elements of a page, with their attributes and text; fails unless they nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, name, attributes):
        element = {"tag": name, "text": "", "inside": [], **dict(attributes)}
        self.elements.append(element)
        for outer in self.open:
            outer["inside"].append(element)
        if name not in VOID:
            self.open.append(element)

    def handle_endtag(self, name):
        assert self.open.pop()["tag"] == name

    def handle_data(self, text):
        for outer in self.open:
            outer["text"] += text

    def all(self, name, **attributes):
        return [
            element
            for element in self.elements
            if element["tag"] == name
            and all(value in element.get(key, "").split() for key, value in attributes.items())
        ]


def output(name, verdict=Verdict.WRONG_ANSWER, example=None, needs=(), **changes):
    fine = verdict is Verdict.PASSED
    counts = CaseCounts(24, 0) if fine else CaseCounts(3, 21)
    message = None if fine else f"{name} differs"
    made = OutputResult(name, verdict, float(fine), 1.0, counts, message, None, example, needs)
    return dataclasses.replace(made, **changes)


def problem(*outputs, verdict=Verdict.WRONG_ANSWER, **changes):
    made = ProblemResult("hw/net", "A network", "f", verdict, 1.0, 3.0, outputs, "a.py", 7)
    return dataclasses.replace(made, **changes)


def report(*problems, **changes):
    made = Report(
        homework="hw",
        homework_title="A homework",
        homework_digest=DIGEST,
        grader_version="0.1.0",
        seed=0,
        submission=SubmissionInfo("mine", DIGEST),
        sandbox=SandboxInfo("strong", ("one",)),
        problems=problems,
        seconds=0.25,
    )
    return dataclasses.replace(made, **changes)


def page(*problems, **changes):
    return Page(html.render([report(*problems, **changes)]))


def example(actual, expected=None, at=(0, 0), allowed=1e-6):
    return Counterexample(3, {"X": [[1.0, 2.5]]}, None, expected, actual, at=at, allowed=allowed)


WRONG = example([[1.0, 2.0], [3.0, 9.0]], [[1.0, 2.0], [3.0, 4.0]], (1, 1))
PLANE = (Axis("x1", 0, 2), Axis("x2", 0, 2))
REGIONS = Figure(
    "The sign of the output.",
    (
        Panel(
            "n = 1",
            PLANE,
            [[1.0, -1.0], [0.0, 1.0]],
            [[1.0, -1.0], [-1.0, 1.0]],
            (Mark((0.5, 1.5), 0.0, False, -1.0), Mark((0.5, 0.5), 1.0, True, 1.0)),
        ),
        Panel("alone", PLANE, [[1.0]], None, (Mark((0.5, 1.5), 0.25, False, 1.0),)),
    ),
    ("below", "above"),
)
CURVES = Figure(
    "The cost.",
    (
        Panel(
            "k = 1",
            (Axis("a", -1, 1),),
            [1.0, 0.0, 1.0],
            [2.0, 0.0, 2.0],
            (Mark((0.0,), 0.0, True),),
        ),
    ),
)
NEEDS = {"S": ("W", "X"), "Z": ("S",), "Y": ("V", "Z"), "dV": ("Y", "Z", "y")}
STEPS = (
    output("S", Verdict.PASSED, needs=NEEDS["S"]),
    output("Z", Verdict.WRONG_ANSWER, WRONG, needs=NEEDS["Z"]),
    output("Y", Verdict.CARRIED, needs=NEEDS["Y"]),
    output("dV", Verdict.WRONG_ANSWER, WRONG, needs=NEEDS["dV"]),
)
FULL = (problem(*STEPS, figures=(REGIONS, CURVES)),)


# One file that asks for nothing and runs nothing.


def test_the_page_needs_nothing_from_elsewhere():
    text = html.render([report(*FULL)])
    found = Page(text)

    assert not re.search(
        r"https?:|//|@import|@font-face|\bsrc=|<link|<script|<iframe|\bon\w+=", text
    )
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {
        f"#{element['id']}" for element in found.all("pattern")
    }
    assert {link["href"][0] for link in found.all("a")} == {"#"}


def test_the_policy_allows_the_style_of_the_page_and_nothing_else():
    found = page(*FULL)
    (policy,) = [e["content"] for e in found.all("meta") if "http-equiv" in e]
    (style,) = found.all("style")
    digest = base64.b64encode(hashlib.sha256(style["text"].encode()).digest()).decode()

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not any("style" in element for element in found.elements)  # the policy forbids those


def test_text_of_the_student_is_text():
    values = example([[HOSTILE, 1.0]], [[0.0, 1.0]])
    plain = output(HOSTILE, example=values, needs=(HOSTILE, "X"), message=HOSTILE)
    cause = Diagnosis("mistake", HOSTILE, HOSTILE)
    after = output("b", needs=(HOSTILE,), diagnosis=cause)
    mine = problem(plain, after, id=f"hw/{HOSTILE}", title=HOSTILE, function=HOSTILE, file=HOSTILE)
    mine = dataclasses.replace(mine, message=HOSTILE, figures=(Figure(HOSTILE),))
    missing = dataclasses.replace(mine, verdict=Verdict.NOT_ATTEMPTED)
    text = html.render([report(mine, missing, notes=(HOSTILE,), student=HOSTILE)])

    assert not Page(text).all("script")
    assert not Page(text).all("img")
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "&lt;script&gt;" in text


def test_only_what_is_marked_as_markup_is_not_escaped():
    assert tag("p", "<b>", title='"&') == '<p title="&quot;&amp;">&lt;b&gt;</p>'
    assert tag("p", tag("b", "x"), None_=None) == "<p><b>x</b></p>"
    assert join(["<", Markup("<br>")], ", ") == "&lt;, <br>"


TEXT = st.text(max_size=9)
NUMBERS = st.integers(-9, 9) | st.floats() | TEXT
NESTED = st.recursive(NUMBERS, lambda items: st.lists(items, max_size=3), max_leaves=9)
PLACE = st.lists(st.integers(0, 3), max_size=4).map(tuple)


@settings(max_examples=60)
@given(
    actual=NESTED,
    expected=NESTED | st.none(),
    at=PLACE | st.none(),
    name=TEXT,
    verdict=st.sampled_from(Verdict),
    needs=st.lists(st.sampled_from("abX"), max_size=3).map(tuple),
)
def test_any_report_makes_a_page_that_nests(actual, expected, at, name, verdict, needs):
    values = Counterexample(0, {name: actual}, name, expected, actual, 1.0, at, 0.1)
    panel = Panel(name, PLANE, actual, expected, (Mark((0.0, 0.5), math.nan, False),))
    line = Panel(name, PLANE[:1], actual, expected, (Mark((0.0,), math.inf, True),))
    figures = (Figure(name, (panel,), ("a", "b")), Figure(name, (line,)))
    outputs = (output("a", verdict, values, needs), output("b", verdict, values, needs))
    found = page(problem(*outputs, verdict=verdict, figures=figures, message=name))

    assert len(found.all("h1")) == 1


# Everybody can read it.


def colours(text):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    dark, light = sorted([luminance(one), luminance(two)])
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK = map(colours, STYLE.split("@media screen and (prefers-color-scheme: dark)"))
STATES = ["right", "wrong", "carried", "waiting", "untried"]
CELLS = ["zero", "odd", *(f"{kind}{n}" for kind in ("neg", "pos", "error") for n in range(1, 5))]
TEXTS = [
    *((text, ground) for text in ("ink", "soft", "link") for ground in ("page", "panel")),
    *(("soft", f"{state}-bg") for state in STATES),
    *((state, ground) for state in STATES for ground in ("page", "panel", f"{state}-bg")),
    *(("ink", ground) for ground in [*CELLS, "carried-bg"]),
]
LINES = [  # what is not text, but means something
    *((line, "page") for line in ("strong-line", "link", "wrong", "ink")),
    *(("wrong", ground) for ground in [*CELLS[:10], "wrong-bg"]),  # not in differences
    *((line, ground) for line in ("wrong", "ink") for ground in ("below", "above", "neither")),
    ("hatch", "below"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(theme):
    """By WCAG 2.2, level AA: 4.5 to 1 for text, 3 to 1 for lines."""
    low = {pair: contrast(*(theme[name] for name in pair)) for pair in TEXTS}
    lines = {pair: contrast(*(theme[name] for name in pair)) for pair in LINES}

    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    assert {pair: ratio for pair, ratio in lines.items() if ratio < 3} == {}


def test_both_themes_have_the_same_colours_and_no_rule_has_its_own():
    rules = re.sub(r"--[\w-]+: #[0-9a-f]{6};", "", STYLE)

    assert LIGHT.keys() == DARK.keys()
    assert set(re.findall(r"var\(--([\w-]+)\)", STYLE)) == LIGHT.keys()
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", rules)
    grounds = {b for _, b in TEXTS} | {name for pair in LINES for name in pair}
    assert LIGHT.keys() - grounds - {a for a, _ in TEXTS} == {"line"}  # the one that only separates


def test_the_measure_of_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_picture_says_in_words_what_it_shows():
    pictures = page(*FULL).all("svg")

    assert len(pictures) == 5  # the graph, three squares, a curve
    for picture in pictures:
        assert picture["role"] == "img"
        (title,) = [e for e in picture["inside"] if e["tag"] == "title"]
        assert title["text"].strip()


def test_ids_are_unique_and_links_lead_somewhere():
    one = report(*FULL)
    found = Page(html.render([one, one]))
    ids = [element["id"] for element in found.elements if "id" in element]

    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in found.all("a")} <= set(ids)
    assert {name for e in found.elements for name in e.get("aria-labelledby", "").split()} <= set(
        ids
    )


def test_only_what_is_wider_than_a_phone_scrolls_and_then_with_the_keyboard():
    wide = [[1 / 3 + j for j in range(9)]]
    long = output(40 * "c", example=example(1.0))
    outputs = (output("a", example=example(wide, wide)), output("b", example=WRONG), long)
    found = page(problem(*outputs))
    scrolls = found.all("div", **{"class": "scroll"})

    assert len(found.all("table", **{"class": "heat"})) == 7
    names = ["your a", "right a", f"your {40 * 'c'}"]
    assert [element["aria-label"] for element in scrolls] == names
    assert {(element["tabindex"], element["role"]) for element in scrolls} == {("0", "group")}


def test_headings_have_no_gaps_and_the_language_is_said():
    found = page(*FULL, problem(output("a", Verdict.PASSED), verdict=Verdict.PASSED, id="hw/b"))
    levels = [int(e["tag"][1]) for e in found.elements if re.fullmatch("h[1-6]", e["tag"])]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert found.all("html")[0]["lang"] == "en"
    assert "width=device-width" in html.render([report()])
    assert found.all("title")[0]["text"] == "mine: A homework"


def test_what_is_wrong_is_not_said_by_colour_alone():
    (mine, _, difference) = page(problem(output("dW", example=WRONG))).all(
        "table", **{"class": "heat"}
    )
    bad = [cell["text"] for cell in mine["inside"] if "bad" in cell.get("class", "").split()]

    assert bad == ["wrong: 9"]
    assert [cell["text"] for cell in difference["inside"] if cell["tag"] == "td"][-4:] == [
        "0", "0", "0", "5",
    ]  # fmt: skip


# What it says.


def test_what_a_problem_notes_is_on_the_page():
    right = problem(output("db", Verdict.PASSED), verdict=Verdict.PASSED, notes=("it draws",))
    (shown,) = page(right).all("body")

    assert "Note: it draws." in shown["text"]


def test_it_says_what_a_student_needs():
    cause = Diagnosis("mistake", "The 1/N is missing.", "equal on all 24 cases", "n")
    wrong = output("dW", example=WRONG, diagnosis=cause)
    found = page(problem(wrong, output("db", Verdict.PASSED)), notes=("big.py was not read",))
    (shown,) = found.all("body")

    for text in [
        "A homework", "1 / 3 points", "wrong answer", "a.py:7", "The 1/N is missing.",
        "It explains dW: equal on all 24 cases.", "not right on 21 of 24 cases: dW differs",
        "right on 24 cases", "Smallest case on which dW is not right (case 3)",
        "X = np.array([[1.0, 2.5]])", "Note: big.py was not read", "sandbox strong",
    ]:  # fmt: skip
        assert text in shown["text"]


def test_a_sandbox_that_protects_nothing_is_named():
    found = page(problem(), sandbox=SandboxInfo("basic", ()))

    assert "basic (your files and network are not protected)" in found.all("footer")[0]["text"]


def test_values_that_may_not_be_shown_are_not():
    hidden = output("dW", example=example([[1.5, 2.5]], None, (0, 1)))
    tables = page(problem(hidden)).all("table", **{"class": "heat"})

    assert [table["text"].partition("(")[0].strip() for table in tables] == ["your dW"]
    assert [c["text"] for c in tables[0]["inside"] if "bad" in c.get("class", "")] == ["wrong: 2.5"]


@pytest.mark.parametrize(
    ("actual", "expected", "captions"),
    [
        (1.5, 1.0, ["your o", "right o", "yours minus right"]),
        ([1.5, 2.0], [1.0, 2.0], ["your o (2,)", "right o (2,)", "yours minus right (2,)"]),
        ([[1.0], [2.0]], [[1.0, 2.0]], ["your o (2, 1)", "right o (1, 2)"]),
        ([[1.0], [2.0, 4.0]], [[1.0], [2.0, 3.0]], ["your o 2 rows", "right o 2 rows", "yours minus right 2 rows"]),
        ([[[1.0]], [[2.0]]], [[[1.0]], [[3.0]]], ["your o[1] (1, 1)", "right o[1] (1, 1)", "yours minus right (1, 1)"]),
    ],
)  # fmt: skip
def test_values_are_shown_with_their_shapes(actual, expected, captions):
    at = (1, 0, 0) if isinstance(actual, list) else ()
    found = page(problem(output("o", example=example(actual, expected, at))))

    assert [caption["text"] for caption in found.all("caption")] == captions


def test_a_large_matrix_is_a_picture_with_dots_on_what_is_wrong():
    right = [[float(i * j) for j in range(40)] for i in range(200)]
    mine = [[*row] for row in right]
    mine[3][7] = -1.0
    found = page(problem(output("G", example=example(mine, right, (3, 7)))))
    one, two, _ = found.all("svg", **{"class": "cells"})

    assert (
        "your G (200, 40), 1 wrong (with a dot); the first 128 rows and columns"
        in one["inside"][0]["text"]
    )
    assert "wrong" not in two["inside"][0]["text"]
    assert found.all("table", **{"class": "heat"}) == []


def test_the_step_graph_marks_each_output_and_where_to_start():
    found = page(*FULL)
    (graph,) = found.all("svg", **{"class": "graph"})
    (words,) = [e["text"] for e in graph["inside"] if e["tag"] == "desc"]
    nodes = {e["text"]: e["class"] for e in graph["inside"] if e["tag"] == "g"}

    assert words == (
        "S from W, X: passed; Z from S: wrong answer (start here); Y from V, Z: carried; "
        "dV from Y, Z, y: wrong answer"
    )
    assert nodes == {
        "W, X✓ S": "step right", "✗ Z": "step wrong first", "V→ Y": "step carried",
        "y✗ dV": "step wrong",
    }  # fmt: skip
    assert "Start with Z" in found.all("body")[0]["text"]


def test_the_first_wrong_step_follows_from_no_other_wrong_one():
    """In whatever order the outputs are listed; of several, the one that most follows from."""

    def first(needs, *wrong):
        verdicts = {
            name: Verdict.WRONG_ANSWER if name in wrong else Verdict.PASSED for name in needs
        }
        return first_wrong([output(n, verdicts[n], needs=found) for n, found in needs.items()])

    assert first(NEEDS, "dV", "Z") == "Z"
    assert first({"Y": (), "L": ("Y",), "D": ("Y",), "dW": ("D",)}, "L", "D") == "D"
    assert first(NEEDS, "dV") == "dV"
    assert first(NEEDS) is None


def test_the_case_of_the_first_wrong_step_is_open_and_the_others_are_folded():
    late, early = output("L", example=WRONG, needs=("Y",)), output("Y", example=WRONG, needs=("X",))
    found = page(problem(late, early))

    assert "Smallest case on which Y is not right (case 3)" in [e["text"] for e in found.all("h3")]
    assert [e["text"] for e in found.all("summary")] == [
        "Smallest case on which L is not right (case 3)"
    ]


def test_no_graph_where_nothing_is_wrong_or_nothing_follows():
    fine = [output(name, Verdict.PASSED, needs=needs) for name, needs in NEEDS.items()]
    alone = [output("a", needs=("X",)), output("b", needs=("X",))]

    assert page(problem(*fine, verdict=Verdict.PASSED)).all("svg") == []
    assert page(problem(*alone)).all("svg") == []


def test_the_nodes_of_a_graph_do_not_overlap():
    steps = [Step(f"{n}{i}", need, "right", "✓", "passed") for i in range(5) for n, need in [
        ("a", tuple(f"x{j}" for j in range(i + 1))), ("b", ("a0", f"a{i}", "x0")), ("c", (f"b{i}", "a0", "x3")),
    ]]  # fmt: skip
    boxes = [e for e in Page(draw_graph(steps, "g")[0]).elements if e["tag"] == "rect"]
    places = [[float(box[key]) for key in ("x", "y", "width")] for box in boxes]

    assert len(places) == 15
    for x, y, width in places:
        assert not [p for p in places if p[1] == y and x < p[0] < x + width]


def test_regions_show_the_wrong_points_in_a_picture_and_in_words():
    found = page(problem(output("y"), figures=(REGIONS,)))
    titles = [e["inside"][0]["text"] for e in found.all("svg", **{"class": "plot"})]

    assert titles == [
        "yours, n = 1: above on 50 % of the area; 1 of 2 points wrong",
        "wanted, n = 1: above on 50 % of the area",
        "yours, alone: above on 100 % of the area; 1 of 1 points wrong",
    ]
    assert "(0.5, 1.5): 0.25, must be 1" in found.all("body")[0]["text"]
    assert len(found.all("path", **{"class": "cross"})) == 2


def test_a_row_of_regions_lies_where_its_axis_says():
    """The first row is the lowest."""
    panel = Panel("p", PLANE, [[1.0, 1.0], [-1.0, -1.0]])
    (picture,) = page(problem(figures=(Figure("c", (panel,), ("b", "a")),))).all("svg")
    starts = {
        e["class"]: re.match(r"M([\d.]+) ([\d.]+)h", e["d"]).groups()
        for e in picture["inside"] if e.get("class") in ("above", "below")
    }  # fmt: skip

    assert float(starts["below"][1]) < float(starts["above"][1])


def test_a_curve_that_leaves_the_picture_is_cut_and_that_is_said():
    panel = Panel("p", PLANE[:1], [0.0, 1.0, 100.0, math.nan], [0.0, 1.0, 2.0, 3.0])
    picture = draw_curve(panel)

    assert "2 values lie outside the picture" in picture
    assert "nan" not in re.sub(r"<title>.*?</title>", "", picture)


def test_the_largest_number_there_is_has_a_shade():
    assert shade(1.7e308, 0.25) == shade(1.0, 1.0)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(0.0, "zero"), (0.1, "pos1"), (4.0, "pos4"), (-4.0, "neg4"), (9.0, "pos4"), (math.nan, "odd"),
     ("text", "odd"), (-1.1, "neg2")],
)  # fmt: skip
def test_the_shade_of_a_number_is_its_sign_and_size(value, kind):
    assert shade(value, 4.0) == kind


def test_figures_and_needs_round_trip():
    made = report(*FULL)

    assert read(as_json(made)) == made
