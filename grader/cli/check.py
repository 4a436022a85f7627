"""`grade check`: proves problems."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cli.bank import PROBLEMS_OPTION, all_homeworks, bank_folder, problem_named
from grader.cli.console import (
    EXIT_BELOW,
    EXIT_PASSED,
    colored,
    error_console,
    one_thread,
    width,
    write,
)
from grader.errors import UsageError, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.spec.model import Homework, Problem


@click.command()
@click.argument("problems", nargs=-1, metavar="[PROBLEM…]")
@PROBLEMS_OPTION
def check(problems: tuple[str, ...], problems_folder: Path | None) -> NoReturn:
    """Prove problems: all, or each PROBLEM by its full id or the last part of it, or those of a homework by its id.

    Compares references with torch, finite differences and printed numbers, and makes sure that listed
    mistakes and mutants of the references lose points. Exit code 0 if everything is proved, else 1.
    """
    homeworks = all_homeworks(bank_folder(problems_folder))
    for homework in homeworks:
        if homework.bundle is not None:
            raise UsageError(
                f"{homework.folder}: a bundle for students has no references to be proved"
            )
    wanted = set(_named(homeworks, problems))
    every = [problem for homework in homeworks for problem in homework.problems]
    chosen = [problem for problem in every if problem in wanted] if wanted else every
    if importlib.util.find_spec("torch") is None:
        raise UsageError("grade check needs torch: pip install 'grader[torch]'")
    one_thread()
    from rich.progress import Progress

    from grader.authoring.check import check as prove_all
    from grader.authoring.check import table

    order = {problem.id: index for index, problem in enumerate(chosen)}
    proofs = []
    with Progress(console=error_console(), transient=True) as progress:
        task = progress.add_task("proving", total=len(chosen))
        for proof in prove_all(chosen):
            proofs.append(proof)
            progress.update(task, advance=1, description=printable(proof.problem))
    proofs.sort(key=lambda proof: order[proof.problem])
    write(table(proofs, width=width(), color=colored()), None)
    sys.exit(EXIT_PASSED if all(proof.proved for proof in proofs) else EXIT_BELOW)


def _named(homeworks: list[Homework], names: Iterable[str]) -> Iterator[Problem]:
    """The problems of these names, of a homework all."""
    whole = {homework.id: homework.problems for homework in homeworks}
    for name in names:
        yield from whole.get(name) or [problem_named(homeworks, name)]
