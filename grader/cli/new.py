"""`grade new`: starts a homework, or a problem."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.bank import PROBLEMS_OPTION, bank_folder, homework_named
from grader.errors import UsageError


@click.command()
@click.argument("homework", required=False)
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="DIR"
)
@click.option("--problem", metavar="HOMEWORK/PROBLEM", help="Start a problem instead.")
@PROBLEMS_OPTION
def new(
    homework: str | None, folder: Path | None, problem: str | None, problems_folder: Path | None
) -> None:
    """Start a homework: write stubs with signatures and shapes into DIR.

    For instructors: --problem HOMEWORK/PROBLEM starts a problem in problems/, to be filled in.
    """
    from grader.authoring.scaffold import write_problem, write_stubs

    if problem is not None:
        if homework is not None:
            raise UsageError("grade new: expected HOMEWORK DIR or --problem, found both")
        written = write_problem(problem, problems_folder or Path("problems"))
        then = f"grade check {problem}"
    elif homework is None or folder is None:
        raise UsageError("grade new: expected HOMEWORK DIR, or --problem HOMEWORK/PROBLEM")
    else:
        written = write_stubs(homework_named(bank_folder(problems_folder), homework), folder)
        then = f"grade {folder}"
    for path in written:
        click.echo(f"{path}: fill this in")
    click.echo(f"Then: {then}")
