"""Pairs of equal submissions, as text for a person, as JSON and as CSV. The text says what they prove: nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader import __version__
from grader.classroom.similarity import Comparison, Pair, Place
from grader.errors import printable
from grader.report.csv import Cell, table
from grader.report.text import drawn

SCHEMA = "grader-similarity/1"
CAUTION = "Equal structure is a reason to look, not a proof. No score is changed."
LEGEND = (
    "equal: share of the smaller submission that the other has too; what many have counts little.\n"
    "run: tokens of the longest equal piece, which stands at the lines named."
)
COLUMNS = ("left", "right", "score", "evidence", "run", "left_file", "left_first", "left_last",
           "right_file", "right_first", "right_last")  # fmt: skip
MIN_WIDTH = 72


def terminal(comparison: Comparison, submissions: int, *, width: int, color: bool) -> str:
    """One line a pair, and below it where the longest equal run stands.

    Args:
        comparison: what was found.
        submissions: how many were compared.
        width: columns.
        color: whether the text may have colours.
    """
    parts = _parts(comparison, submissions)
    return drawn(parts, width=max(width, MIN_WIDTH), color=color)


def _parts(comparison: Comparison, submissions: int) -> Iterator[RenderableType]:
    least = _percent(comparison.threshold)
    compared = f"{submissions} submissions, {comparison.compared:,} pairs"
    yield Text(f"{compared}; listed from {least} on", "bold")
    if comparison.pairs:
        rows = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
        rows.add_column("equal", justify="right", no_wrap=True)
        rows.add_column("run", justify="right", no_wrap=True)
        rows.add_column("one", overflow="fold", ratio=1)
        rows.add_column("the other", overflow="fold", ratio=1)
        for pair in comparison.pairs:
            rows.add_row(
                Text(_percent(pair.score), "bold"),
                str(pair.run),
                Text.assemble(printable(pair.left), "\n", (_place(pair.left_run), "dim")),
                Text.assemble(printable(pair.right), "\n", (_place(pair.right_run), "dim")),
            )
        yield from (Text(), rows, Text(), Text(LEGEND, "dim"))
    if comparison.more:
        what = "pair is" if comparison.more == 1 else "pairs are"
        yield Text(f"{comparison.more:,} more {what} not shown.")
    yield Text(CAUTION if comparison.pairs else "No pair stands out.")


def as_json(comparison: Comparison, submissions: int, left_out: Mapping[str, str]) -> str:
    """The pairs for programs.

    Args:
        comparison: what was found.
        submissions: how many were compared.
        left_out: why a submission, or a part of it, was not compared, by its name.
    """
    document = {
        "schema": SCHEMA,
        "grader_version": __version__,
        "caution": CAUTION,
        "submissions": submissions,
        "compared": comparison.compared,
        "threshold": round(comparison.threshold, 4),
        "pairs": [
            {
                "left": pair.left,
                "right": pair.right,
                "score": round(pair.score, 4),
                "evidence": round(pair.evidence, 1),
                "run": pair.run,
                "left_run": vars(pair.left_run),
                "right_run": vars(pair.right_run),
            }
            for pair in comparison.pairs
        ],
        "more_pairs": comparison.more,
        "left_out": [{"name": name, "reason": why} for name, why in left_out.items()],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def as_csv(comparison: Comparison) -> str:
    """A line a pair; what could be a formula for a spreadsheet is marked as text."""
    return table([COLUMNS, *map(_cells, comparison.pairs)])


def _cells(pair: Pair) -> list[Cell]:
    left, right = pair.left_run, pair.right_run
    return [
        *(pair.left, pair.right, round(pair.score, 4), round(pair.evidence, 1), pair.run),
        *(left.file, left.first, left.last, right.file, right.first, right.last),
    ]


def _place(place: Place) -> str:
    end = f"-{place.last}" if place.last > place.first else ""
    return f"{printable(place.file)}:{place.first}{end}"


def _percent(share: float) -> str:
    return f"{int(share * 100)} %"  # rounded down: 100 % is all
