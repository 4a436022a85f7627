"""Every format shows the same score."""

import base64
import csv
import io
import json
import re

import junitparser
import pytest

from grader.cli.formats import FORMATS
from grader.report import csv as as_csv
from grader.report import github, gradescope, html, junit, markdown, terminal
from grader.report import json as as_json
from tests.reports import EDGES

POINTS = r"([\d.]+) / ([\d.]+) points?"


def pair(text, pattern=POINTS):
    return tuple(map(float, re.search(pattern, text).groups()))


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
