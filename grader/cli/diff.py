"""`grade diff`: who moves from one run over a class to another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from grader.cli.console import EXIT_BELOW, EXIT_PASSED, colored, complain, width, write
from grader.cli.formats import OUTPUT_OPTION

EXIT_UNUSABLE = 2


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    help="terminal (the default), or json.",
)
@OUTPUT_OPTION
def diff(old: Path, new: Path, format_: str, output: Path | None) -> NoReturn:
    """Compare two runs over a class: who moves, by how much, and why.

    OLD and NEW are folders that a class was graded into, or reports as JSON. Nothing in them is changed.
    Exit code 0 nobody moves, 1 somebody does, 2 something could not be compared.
    """
    from grader.classroom.diff import as_data, compare

    found = compare(old, new)
    if format_ == "json":
        from grader.report.json import dump

        text = dump(as_data(found)) + "\n"
    else:
        from grader.classroom.diff_table import render

        text = render(found, width=width(), color=colored(output))
    write(text, output)
    for sentence in found.unreadable:
        complain(sentence)
    if found.unreadable:
        sys.exit(EXIT_UNUSABLE)
    sys.exit(EXIT_BELOW if found.moves or found.only_old or found.only_new else EXIT_PASSED)
