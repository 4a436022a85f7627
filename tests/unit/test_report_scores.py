"""Every format shows the same score, and those for people say the same of it."""

import base64
import csv
import io
import json
import re
from html import unescape

import junitparser
import pytest

from grader.cli.formats import FORMATS
from grader.report import csv as as_csv
from grader.report import github, gradescope, html, junit, markdown, terminal
from grader.report import json as as_json
from grader.results import Attempt, Late
from tests.reports import ALL_RIGHT, EDGES, ESSAY, PROBLEM, REPORT, report

# With what a policy makes of them: 7 / 8 points, less 0.7 for 1 day late: 6.3
POINTS = r"([\d.]+) / ([\d.]+) points?(?:, [^\n:]*: ([\d.]+))?"


def pair(text, pattern=POINTS):
    earned, most, counted = re.search(pattern, text).groups()
    return float(counted or earned), float(most)


def in_properties(text):
    (suite,) = junitparser.JUnitXml.fromstring(text.encode())
    found = {item.name: float(item.value) for item in suite.properties() if "score" in item.name}
    return found["score"], found["max_score"]


def in_row(text):
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    return float(row["score"]), float(row["max_score"])


def at_top(text):
    document = json.loads(text)
    return document["score"], document.get("max_score")


SHOWN = {
    "terminal": lambda made: pair(terminal.render(made, width=200).splitlines()[-1]),
    "json": lambda made: at_top(as_json.render(made)),
    "html": lambda made: pair(html.render([made]), f'class="score">{POINTS}<'),
    "junit": lambda made: in_properties(junit.render([made])),
    "github": lambda made: pair(
        github.render([made], log="", token="x").splitlines()[-1],  # noqa: S106
        f"^::notice .*?::{POINTS}",
    ),
    "gradescope": lambda made: (at_top(gradescope.render([made]))[0], made.max_score),
    "gradescope, in words": lambda made: pair(json.loads(gradescope.render([made]))["output"]),
    "markdown": lambda made: pair(markdown.render([made]), f"^## .*?: {POINTS}"),
    "csv": lambda made: in_row(as_csv.render([made])),
}


def of_classroom(made):
    result = json.loads(base64.b64decode(github.classroom_result([made])))
    return sum(test["score"] for test in result["tests"]), result["max_score"]


@pytest.mark.parametrize("name", EDGES)
def test_all_formats_show_the_same_score(name):
    made = EDGES[name]
    wanted = (made.score, made.max_score)

    for where, shown in {**SHOWN, "classroom": of_classroom}.items():
        assert shown(made) == pytest.approx(wanted, abs=1e-6), where


def test_no_format_is_left_out():
    assert set(FORMATS) == {where for where in SHOWN if "," not in where}


WHY = {
    "late": "2.333 / 6 points, less 0.58325 for 2 days late: 1.74975",
    "closed": "1 / 5 points, but 9 days late, when it was closed: 0",
    "once too often": "0.1 / 0.1 points, but only 3 attempts count: 0",
}


@pytest.mark.parametrize("name", WHY)
def test_all_formats_say_why_points_are_gone(name):
    made = EDGES[name]
    shown = {
        "terminal": terminal.render(made, width=200),
        "html": html.render([made]),
        "junit": junit.render([made]),
        "github": github.render([made], log="", token="x"),  # noqa: S106
        "gradescope": json.loads(gradescope.render([made]))["output"],
        "markdown": markdown.render([made]),
        "csv": as_csv.render([made]),
    }

    assert set(shown) == set(FORMATS) - {"json"}  # which has the numbers
    for where, text in shown.items():
        assert WHY[name] in text, where


def test_what_a_bundle_cannot_judge_is_not_said_to_wait_for_a_hand():
    made = EDGES["graded with a bundle"]
    told = "2 points to be marked in the course"

    assert told in terminal.render(made, width=200)
    assert told in html.render([made])
    assert told in markdown.render([made])
    assert told in github.render([made], log="", token="x")  # noqa: S106
    assert told in json.loads(gradescope.render([made]))["output"]


# In words.

LATE = Late("2026-03-01T12:00:00+01:00", days=1, share=0.1, points=0.11)
WORDS = {
    "late": (
        report(PROBLEM, ALL_RIGHT, late=LATE),
        "1.1 / 3.1 points, less 0.11 for 1 day late: 0.99",
    ),
    "closed": (
        report(PROBLEM, late=Late(LATE.due, days=9, share=1.0, points=1.0, closed=True)),
        "1 / 3 points, but 9 days late, when it was closed: 0",
    ),
    "one attempt too many": (
        report(PROBLEM, attempt=Attempt(3, limit=2)),
        "1 / 3 points, but only 2 attempts count: 0",
    ),
    "pending": (report(PROBLEM, ESSAY), "2 points to be marked by hand"),
    "of a bundle": (
        report(PROBLEM, ESSAY, bundle_of="sha256:0"),
        "2 points to be marked in the course",
    ),
    "hidden cases": (
        report(PROBLEM, hidden_cases=8),
        "The course's own run adds 8 hidden cases a function.",
    ),
    "a note": (REPORT, "Note: big.py was not read: it is a folder"),
}
FOR_PEOPLE = {
    "terminal": lambda made: terminal.render(made, width=200),
    "html": lambda made: unescape(html.render([made])),
    "junit": lambda made: unescape(junit.render([made])),
    "github": lambda made: github.render([made], log="", token="x"),  # noqa: S106
    "gradescope": lambda made: json.loads(gradescope.render([made]))["output"],
    "markdown": lambda made: re.sub(r"\\(.)", r"\1", markdown.render([made])),
}


@pytest.mark.parametrize("name", WORDS)
def test_formats_for_people_say_the_same_of_the_whole(name):
    made, words = WORDS[name]

    assert [where for where, show in FOR_PEOPLE.items() if words not in show(made)] == []
