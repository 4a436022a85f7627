"""CSV for spreadsheets: RFC 4180, and no cell that is a formula."""

import csv
import dataclasses
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.report.csv import render, table
from tests.reports import CARRYING, ESSAY, FAILED, PROBLEM, REPORT, TEXTS, hostile_reports, report


def read(text):
    """The rows, as a strict reader finds them."""
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_line_a_submission_with_the_points_of_each_problem():
    other = dataclasses.replace(REPORT.submission, name="theirs")
    text = render([report(PROBLEM, CARRYING, student="ada"), report(PROBLEM, submission=other)])

    assert read(text) == [
        ["name", "student", "score", "max_score", "pending", "hw/grad", "hw/carry", "note"],
        ["mine", "ada", "2.333", "6", "0", "1", "1.333", ""],
        ["theirs", "", "1", "3", "0", "1", "", ""],
    ]


def test_what_nobody_has_judged_is_blank_and_not_0():
    header, row = read(render([report(PROBLEM, ESSAY, FAILED)]))

    assert dict(zip(header, row, strict=True)) == {
        "name": "mine",
        "student": "",
        "score": "1",
        "max_score": "5",
        "pending": "2",
        "hw/grad": "1",
        "hw/why-so": "",
        "hw/other": "",
        "note": "",
    }


def test_no_report_is_a_header():
    assert read(render([])) == [["name", "student", "score", "max_score", "pending", "note"]]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", " =", "\N{FULLWIDTH EQUALS SIGN}"])
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(first):
    ((cell, number),) = read(table([[f"{first}cmd|'/c calc'!A0", -1.5]]))

    assert cell == f"'{first}cmd|'/c calc'!A0"
    assert number == "-1.5"


def test_a_tab_or_an_end_of_line_does_not_start_a_cell():
    assert read(table([["\t=1", "\r\n=1"]])) == [["\ufffd=1", "\ufffd\ufffd=1"]]


def test_text_is_in_quotes_so_that_no_other_separator_splits_it():
    """A spreadsheet that splits at semicolons finds one cell, and no formula in it."""
    text = table([["a;=1+1", 'b"c']])

    assert text == '"a;=1+1","b""c"\r\n'


@given(rows=st.lists(st.lists(TEXTS | st.floats(-9, 9) | st.none(), min_size=1, max_size=4)))
def test_every_row_is_read_back_with_its_cells(rows):
    found = read(table(rows))
    blank = [] if [None] in rows else None

    assert [len(row) for row in found if row != blank] == [
        len(row) for row in rows if row != [None]
    ]


@given(hostile=hostile_reports())
def test_no_cell_is_a_formula(hostile):
    rows = read(render([hostile]))

    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@]", cell)]
