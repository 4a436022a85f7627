"""`--format`: reports written as text, each format by a module of its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.console import append, colored, width, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Report

FORMATS = ("terminal", "json", "html", "junit", "github", "gradescope", "markdown", "csv")
FORMAT_OPTION = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="terminal",
    help="terminal (the default); json; html: one file with pictures; junit, github, gradescope: for what"
    " runs them; markdown: for comments; csv: a line a submission.",
)
OUTPUT_OPTION = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
SUMMARY_BYTES = 1_000_000  # of the summary of a step; GitHub drops a whole one that is near 1 MiB


def write_reports(
    reports: Sequence[Report], format_: str, output: Path | None, *, several: bool
) -> None:
    """Write the reports to a file, else to the terminal; on GitHub also what a step tells others.

    Args:
        reports: one a submission.
        format_: one of `FORMATS`.
        output: the file.
        several: whether JSON is a list, also of a single report.

    Raises:
        UsageError: if a file cannot be written.
    """
    write(_rendered(reports, format_, several=several, color=colored(output)), output)
    if format_ == "github":
        _tell_github(reports)


def _rendered(reports: Sequence[Report], format_: str, *, several: bool, color: bool) -> str:
    match format_:
        case "json":
            from grader.report.json import document, dump

            documents = [document(report) for report in reports]
            return dump(documents if several else documents[0]) + "\n"
        case "html":
            from grader.report import html

            return html.render(reports)
        case "junit":
            from grader.report import junit

            return junit.render(reports)
        case "github":
            from grader.report import github

            return github.render(
                reports,
                log=_for_terminal(reports, width=100, color=False),
                token=secrets.token_hex(16),
                folder=str(Path.cwd()),
                root=os.environ.get("GITHUB_WORKSPACE") or str(Path.cwd()),
            )
        case "gradescope":
            from grader.report import gradescope

            return gradescope.render(reports)
        case "markdown":
            from grader.report import markdown

            return markdown.render(reports)
        case "csv":
            from grader.report import csv

            return csv.render(reports)
        case _:
            return _for_terminal(reports, width=width(), color=color)


def _for_terminal(reports: Sequence[Report], *, width: int, color: bool) -> str:
    from grader.report import terminal

    return "\n".join(terminal.render(report, width=width, color=color) for report in reports)


def _tell_github(reports: Sequence[Report]) -> None:
    """The summary of the step, and its result for GitHub Classroom, where GitHub asks for them."""
    from grader.report import github, markdown

    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        file = Path(summary)
        used = file.stat().st_size if file.exists() else 0
        append(markdown.render(reports, limit=SUMMARY_BYTES - used), file)
    if outputs := os.environ.get("GITHUB_OUTPUT"):
        append(f"result={github.classroom_result(reports)}\n", Path(outputs))
