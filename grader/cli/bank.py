"""Finds homeworks and problems by the names that are typed."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.spec.model import Homework, Problem

MAX_LISTED = 20  # problems in a message

PROBLEMS_OPTION = click.option(
    "--problems",
    "problems_folder",
    type=click.Path(path_type=Path),
    help="Folder of the homeworks; else problems/ here or above, else the shipped ones.",
)


def bank_folder(given: Path | None) -> Path:
    """The given folder, else a bundle or `problems/` from here upwards, else the shipped one."""
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"--problems {given}: expected a folder, found none")
        return given
    package = Path(__file__).parents[1]
    above = [Path(), *Path.cwd().parents]
    candidates = [found for folder in above for found in (folder / "problems", *_bundle(folder))]
    candidates += [package / "problems", package.parent / "problems"]  # installed, or a checkout
    for candidate in candidates:
        if any(candidate.glob("*/homework.json")):
            return candidate
    raise UsageError("no problems found: name their folder with --problems")


def _bundle(folder: Path) -> list[Path]:
    """The folder, if there is a bundle for students in it."""
    return [folder] if any(folder.glob("*/bundle.json")) else []


def all_homeworks(folder: Path) -> list[Homework]:
    """The homeworks in *folder*."""
    from grader.spec.load import find_homeworks, load_homework

    return [load_homework(path) for path in find_homeworks(folder).values()]


def homework_named(folder: Path, name: str) -> Homework:
    """The homework of that id; else UsageError, with those that there are."""
    from grader.spec.load import find_homeworks, load_homework

    homeworks = find_homeworks(folder)
    if name not in homeworks:
        raise UsageError(f"{name!r}: expected a homework of {folder}: {', '.join(homeworks)}")
    return load_homework(homeworks[name])


def asked_for(folder: Path) -> dict[str, set[str]]:
    """The functions and written answers that each homework in *folder* asks for, by its id."""
    from grader.spec.load import asked_names, find_homeworks

    return {name: asked_names(path) for name, path in find_homeworks(folder).items()}


def chosen_problems(homework: Homework, names: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of these names, each once; all if there is none."""
    named = dict.fromkeys(problem_named([homework], name) for name in names)
    return tuple(named) or homework.problems


def problem_named(homeworks: list[Homework], name: str) -> Problem:
    """The problem of that full id, or last part of it; else UsageError, with what may be meant."""
    problems = [problem for homework in homeworks for problem in homework.problems]
    found = [problem for problem in problems if name in (problem.id, problem.name)]
    if len(found) == 1:
        return found[0]
    ids = [problem.id for problem in found or problems]
    if len(ids) > MAX_LISTED:
        names = list(dict.fromkeys(n for p in problems for n in (p.name, p.id)))
        near = difflib.get_close_matches(name, names, n=3)
        meant = f"; is {' or '.join(near)} meant?" if near else ""
        raise UsageError(f"{name!r}: expected one problem of those that `grade list` tells{meant}")
    raise UsageError(f"{name!r}: expected one problem of: {', '.join(ids)}")
