"""Markdown for summaries and comments, as a renderer of GitHub's dialect reads it."""

import dataclasses
import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from grader.errors import printable
from grader.report import markdown
from tests.reports import (
    ALL_RIGHT,
    CARRYING,
    EDGES,
    ESSAY,
    FAILED,
    MISSING,
    PROBLEM,
    REPORT,
    RIGHT,
    TEXTS,
    TRICKS,
    WRONG,
    hostile_reports,
    report,
)

RENDERER = MarkdownIt("gfm-like")
RENDERER.linkify.set({"fuzzy_link": False})  # only of names such as a.de, which GitHub leaves alone
OURS = {
    "root", "heading", "paragraph", "inline", "text", "strong", "em", "fence", "code_inline",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def page(*reports):
    """The document as a tree."""
    return SyntaxTreeNode(RENDERER.parse(markdown.render(reports)))


def every(tree, kind):
    return [node for node in tree.walk() if node.type == kind]


def words(node):
    """The text below a node."""
    return "".join(item.content for item in node.walk() if item.type == "text")


def cells(table):
    return [[words(cell) for cell in row.children] for row in every(table, "tr")]


def test_a_table_has_a_line_a_problem():
    (table,) = every(page(report(ESSAY, *MISSING[:1], FAILED)), "table")

    assert cells(table) == [
        ["", "Problem", "Points", "Result"],
        ["…", "why-so", "… / 2", "needs marking"],
        ["·", "first", "0 / 3", "not attempted: there is no function first"],
        ["!", "other", "0 / 4", "internal error"],
    ]


def test_the_score_is_the_heading():
    (first, *_) = every(page(report(PROBLEM, ESSAY)), "heading")

    assert words(first) == "A homework: 1 / 5 points; 2 points to be marked by hand"


def test_a_wrong_problem_has_its_outputs_its_cause_and_a_case():
    tree = page(REPORT)
    (_, outputs), (fence,) = every(tree, "table"), every(tree, "fence")

    assert [words(heading) for heading in every(tree, "heading")] == [
        "A homework: 1 / 3 points",
        "✗ grad: 1 / 3 points, wrong answer",
    ]
    assert cells(outputs)[1][:3] == ["✗", "dW", "0 / 2"]
    assert "Likely cause: The 1/N is missing." in map(words, every(tree, "paragraph"))
    assert "X = np.array([[1.0, 2.5]])" in fence.content
    assert "your dW" in fence.content


def test_of_what_passed_only_notes_are_told():
    silent = dataclasses.replace(ALL_RIGHT, notes=())

    assert len(every(page(report(silent, *MISSING)), "heading")) == 1
    assert "Note: it drew random numbers." in map(
        words, every(page(report(ALL_RIGHT)), "paragraph")
    )


def test_the_graders_failure_is_said_to_cost_nothing():
    assert "The grader failed here; this problem costs no points." in map(
        words, every(page(report(FAILED)), "paragraph")
    )


def test_of_several_submissions_there_is_a_table_first():
    (first, *_) = every(page(REPORT, report(CARRYING)), "table")

    assert cells(first)[1:] == [["mine", "1 / 3 points"], ["mine", "1.333 / 3 points"]]


def test_a_fence_is_longer_than_any_in_it():
    text = "```\n# out\n`````"
    problem = dataclasses.replace(PROBLEM, message=text, outputs=(RIGHT,))
    (fence,) = every(page(report(problem)), "fence")

    assert fence.content == text + "\n"


def test_what_does_not_fit_is_left_out_at_the_end_and_that_is_said():
    reports = [EDGES["everything"]] * 3
    whole = markdown.render(reports)
    cut = markdown.render(reports, limit=3000)

    assert len(cut.encode()) <= 3000
    assert cut.endswith("*The rest is left out: it would be too long here.*\n")
    assert whole.startswith(cut.rpartition("\n\n")[0])
    assert markdown.render(reports, limit=len(whole.encode())) == whole
    assert markdown.render(reports, limit=10) == ""


@pytest.mark.parametrize("name", EDGES)
def test_every_report_is_made_of_tables_paragraphs_and_fences(name):
    assert {node.type for node in page(EDGES[name]).walk()} <= OURS


@pytest.mark.parametrize(
    "text",
    ["@octocat", "a@octocat", "me@x.org", "#12", "o/r#12", "!34", "GH-56", "http://a.b",
     "HTTPS://a.b", "www.a.b"],
)  # fmt: skip
def test_what_sites_turn_into_links_and_mentions_is_broken(text):
    """They look for these after Markdown has been rendered, so escapes do not help."""
    wrong = dataclasses.replace(WRONG, message=text, diagnosis=None, counterexample=None)
    shown = "".join(
        map(words, every(page(report(dataclasses.replace(PROBLEM, outputs=(wrong,)))), "td"))
    )

    assert text not in shown
    assert text in shown.replace("\N{ZERO WIDTH SPACE}", "")


def test_a_matrix_product_is_left_as_it_is():
    assert markdown._inline("X @ W, 100 % # 2!") == r"X @ W, 100 % \# 2!"


@given(text=TEXTS)
def test_text_is_shown_as_itself_in_a_paragraph_and_in_a_cell(text):
    """But for blanks, and the spaces of no width that we put in."""
    escaped = markdown._inline(text)
    wanted = printable(" ".join(text.split()))
    table = SyntaxTreeNode(RENDERER.parse(f"| a | b |\n| --- | --- |\n| {escaped} | x |"))
    paragraph = SyntaxTreeNode(RENDERER.parse(escaped))

    shown = [words(table.children[0].children[1].children[0].children[0]), words(paragraph)]
    assert [item.replace("\N{ZERO WIDTH SPACE}", "") for item in shown] == [wanted] * 2
    assert {node.type for node in paragraph.walk()} <= OURS


@given(text=TEXTS)
def test_a_name_is_shown_as_itself_as_code(text):
    tree = SyntaxTreeNode(RENDERER.parse(f"by {markdown._code(text)}, at"))

    (name,) = every(tree, "code_inline") or [None]
    wanted = printable(" ".join(text.split()))
    assert name is None if not wanted else name.content == wanted
    assert {node.type for node in tree.walk()} <= OURS


@given(hostile=hostile_reports())
def test_no_text_of_a_student_becomes_markup(hostile):
    """Headings, tables and fences are those of the report; links, images and HTML there are none."""
    tree = page(hostile)
    told = len(every(tree, "heading")) - 1

    assert {node.type for node in tree.walk()} <= OURS
    assert told <= len(hostile.problems)
    assert len(every(tree, "table")) == 1 + told
    assert len(every(tree, "fence")) <= 2 * told


@pytest.mark.parametrize("trick", TRICKS)
def test_no_line_starts_with_what_a_student_chose(trick):
    """GitLab takes lines that start with / for commands."""
    named = dataclasses.replace(REPORT.submission, name=trick)
    problem = dataclasses.replace(PROBLEM, title=trick, function=None, file=None, notes=(trick,))
    text = markdown.render([report(problem, submission=named, notes=(trick,))])

    assert not re.search(r"(?m)^\s*(/|::|- |1\. |=)", text)
