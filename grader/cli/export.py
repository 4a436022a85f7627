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
