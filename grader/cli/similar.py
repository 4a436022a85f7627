"""`grade similar PATH…`: lists suspiciously equal submissions."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.bank import PROBLEMS_OPTION, all_homeworks, bank_folder
from grader.cli.console import (
    DEFAULT_OUTPUT,
    colored,
    complain,
    error_console,
    one_thread,
    width,
    write,
)
from grader.cli.formats import OUTPUT_OPTION
from grader.errors import SubmissionError, UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.classroom.discover import Entry as Submitted

SHOWN = {"terminal": 50, "json": 1000, "csv": 1000}  # pairs at most


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--given",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Other code that the course handed out; equal parts of it do not count.",
)
@PROBLEMS_OPTION
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json", "csv"]),
    default="terminal",
    help="terminal (the default), json or csv.",
)
@OUTPUT_OPTION
def similar(
    paths: tuple[Path, ...],
    given: tuple[Path, ...],
    problems_folder: Path | None,
    format_: str,
    output: Path | None,
) -> None:
    """List submissions whose code is suspiciously equal in structure.

    Names, comments, white space, numbers, texts and the order of functions do not count; what the course
    handed out does not either, and what many students wrote counts little. Equal structure is a reason to
    look, not a proof; scores stay as they are. PATHs are submissions, or one folder of submissions.
    """
    one_thread()
    from rich.progress import track

    from grader.classroom import pairs
    from grader.classroom.discover import read_entry
    from grader.classroom.handed_out import handed_out
    from grader.classroom.similarity import MAX_ENTRIES, Entry, compare
    from grader.classroom.structure import structure
    from grader.submission import read_submission

    folder = bank_folder(problems_folder)
    known = [item for homework in all_homeworks(folder) for item in handed_out(homework)]
    known += [structure(read_submission(path).files) for path in given]
    found = _submissions(paths)
    times = Counter(item.student for item in found)
    if len(found) > MAX_ENTRIES:
        raise UsageError(f"expected at most {MAX_ENTRIES:,} submissions, found {len(found):,}")
    entries: list[Entry] = []
    left_out: dict[str, str] = {}
    reading = track(
        found, "reading", console=error_console(), transient=True, disable=len(found) < 50
    )
    with tempfile.TemporaryDirectory(prefix="grade-") as scratch:
        for item in reading:
            name = printable(item.student if times[item.student] == 1 else str(item.path))
            try:
                code = structure(read_entry(item, Path(scratch)).files)
            except SubmissionError as error:
                left_out[name] = printable(str(error))
                continue
            entries.append(Entry(name, item.student, code))
            if code.left_out:
                left_out[name] = "; ".join(map(printable, code.left_out))
    for name, reason in left_out.items():
        complain(f"{name}: not compared: {reason}")
    if len({entry.student for entry in entries}) < 2:
        raise UsageError(f"expected submissions of two students, found {len(entries)}")
    comparison = compare(entries, known, most=SHOWN[format_])
    if format_ == "json":
        text = pairs.as_json(comparison, len(entries), left_out)
    elif format_ == "csv":
        text = pairs.as_csv(comparison)
    else:
        text = pairs.terminal(comparison, len(entries), width=width(), color=colored(output))
    write(text, output)


def _submissions(paths: tuple[Path, ...]) -> Sequence[Submitted]:
    """The submissions: the paths, or what lies in the one folder that is given."""
    from grader.classroom.discover import find_all, find_submissions

    folder = paths[0]
    if len(paths) > 1 or not folder.is_dir():
        return find_submissions(paths, DEFAULT_OUTPUT).entries
    try:
        return find_all(folder, DEFAULT_OUTPUT).entries
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from None
