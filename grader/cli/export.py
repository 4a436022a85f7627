"""`grade export`: files for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.console import complain
from grader.errors import UsageError

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)


@click.group()
def export() -> None:
    """Write files for other programs: gradebooks of Canvas and Moodle.

    DIR is the folder of results that grading a class has written, grades/ unless another was named.
    """


@export.command()
@FOLDER
@click.option(
    "--gradebook",
    required=True,
    metavar="CSV",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What Canvas exports: Grades, Export.",
)
@click.option(
    "--column", required=True, metavar="NAME", help='The assignment, such as "HW 1 (123)".'
)
@OUTPUT
def canvas(folder: Path, gradebook: Path, column: str, output: Path | None) -> None:
    """Fill one column of Canvas' own gradebook with the scores in DIR."""
    from grader.classroom.canvas import fill
    from grader.classroom.gradebook import counting, kept_rows

    filled = fill(gradebook, column, counting(kept_rows(folder)))
    _give(filled.text, filled.filled, filled.remarks, output)


@export.command()
@FOLDER
@click.option(
    "--roster",
    metavar="CSV",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Participants or grading worksheet, as Moodle exports them.",
)
@OUTPUT
def moodle(folder: Path, roster: Path | None, output: Path | None) -> None:
    """Write grades and feedback in DIR as Moodle imports them."""
    from grader.classroom.gradebook import counting, kept_rows
    from grader.classroom.kept import read_report, records_of
    from grader.classroom.moodle import table

    title = read_report(folder, records_of(folder)[0]).homework_title
    made = table(counting(kept_rows(folder)), title, roster)
    _give(made.text, made.filled, made.remarks, output)


def _give(text: str, filled: int, remarks: tuple[str, ...], output: Path | None) -> None:
    for remark in remarks:
        complain(remark)
    complain(f"{filled} grades written")
    content = text.encode("utf-8")
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None
