"""`grade export`: what leaves the grader, for students and for other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named
from grader.cli.console import complain, one_thread, write
from grader.cli.formats import OUTPUT_OPTION
from grader.cli.grading import KEY_OPTION
from grader.spec.model import Kind

if TYPE_CHECKING:
    from grader.classroom.sheet import Filled
    from grader.seeding import CourseKey

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.group()
def export() -> None:
    """Write what students, or other systems, get.

    DIR of canvas and moodle is the folder of results that grading a class has written, such as grades/.
    """


@export.command()
@click.argument("homework")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]"
)
@PROBLEMS_OPTION
def student(homework: str, folder: Path | None, problems_folder: Path | None) -> None:
    """Write the bundle that students get of HOMEWORK: no references, but the public cases.

    DIR is HOMEWORK-student if left out. `grade PATH --problems DIR` grades with it, offline.
    """
    one_thread()
    from grader.authoring.bundle import STUBS, left_to_the_course, write_bundle

    chosen = homework_named(bank_folder(problems_folder), homework)
    target = write_bundle(chosen, folder or Path(f"{chosen.id}-student"))
    for problem in left_to_the_course(chosen):
        why = (
            "a construction"
            if problem.kind is Kind.CONSTRUCT
            else f"its feedback is {problem.feedback}, which shows no right values"
        )
        complain(f"{problem.name} is not judged with this bundle: {why}")
    click.echo(f"{target}: give this to students")
    click.echo(f"Then: grade {target / STUBS} --problems {target}")


@export.command()
@click.argument("homework")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE.zip]"
)
@PROBLEMS_OPTION
@KEY_OPTION
def gradescope(
    homework: str, file: Path | None, problems_folder: Path | None, key: CourseKey | None
) -> None:
    """Write the autograder of HOMEWORK for Gradescope: a zip to upload there.

    It holds the references, and the key of the course if there are hidden cases: it is for instructors. FILE.zip is
    HOMEWORK-gradescope.zip if left out.
    """
    from grader.authoring.gradescope import write_zip

    chosen = homework_named(bank_folder(problems_folder), homework)
    if key is not None and not chosen.hidden_cases:
        complain(f"--key: {chosen.id} has no hidden cases, so it stays out of the zip")
        key = None
    if key is None and chosen.hidden_cases:
        complain("without the key of the course there are no hidden cases on Gradescope")
    written = write_zip(chosen, file or Path(f"{chosen.id}-gradescope.zip"), key)
    holds = "the references" if key is None else "the references and the key of the course"
    click.echo(f"{written}: upload this as the autograder; it holds {holds}")


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
@OUTPUT_OPTION
def canvas(folder: Path, gradebook: Path, column: str, output: Path | None) -> None:
    """Fill one column of Canvas' own gradebook with the scores in DIR."""
    from grader.classroom.canvas import fill
    from grader.classroom.gradebook import counting, kept_rows

    filled = fill(gradebook, column, counting(kept_rows(folder)))
    _give(filled, output)


@export.command()
@FOLDER
@click.option(
    "--roster",
    metavar="CSV",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Participants or grading worksheet, as Moodle exports them.",
)
@OUTPUT_OPTION
def moodle(folder: Path, roster: Path | None, output: Path | None) -> None:
    """Write grades and feedback in DIR as Moodle imports them."""
    from grader.classroom.gradebook import counting, kept_rows
    from grader.classroom.kept import read_report, records_of
    from grader.classroom.moodle import table

    title = read_report(folder, records_of(folder)[0]).homework_title
    made = table(counting(kept_rows(folder)), title, roster)
    _give(made, output)


def _give(made: Filled, output: Path | None) -> None:
    for remark in made.remarks:
        complain(remark)
    complain(f"{made.filled} grades written")
    write(made.text.encode(), output)  # bytes: it is a file, whatever the terminal can show
