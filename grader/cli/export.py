"""`grade export`: what leaves the grader, for students and for other systems."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named
from grader.cli.console import one_thread


@click.group()
def export() -> None:
    """Write what students, or other systems, get."""


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
    from grader.authoring.bundle import STUBS, write_bundle

    chosen = homework_named(bank_folder(problems_folder), homework)
    target = write_bundle(chosen, folder or Path(f"{chosen.id}-student"))
    click.echo(f"{target}: give this to students")
    click.echo(f"Then: grade {target / STUBS} --problems {target}")


@export.command()
@click.argument("homework")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False), metavar="[FILE.zip]"
)
@PROBLEMS_OPTION
def gradescope(homework: str, file: Path | None, problems_folder: Path | None) -> None:
    """Write the autograder of HOMEWORK for Gradescope: a zip to upload there.

    It holds the references: it is for instructors. FILE.zip is HOMEWORK-gradescope.zip if left out.
    """
    from grader.authoring.gradescope import write_zip

    chosen = homework_named(bank_folder(problems_folder), homework)
    written = write_zip(chosen, file or Path(f"{chosen.id}-gradescope.zip"))
    click.echo(f"{written}: upload this as the autograder; it holds the references")
