"""The shipped problems: a page a homework, with points, signatures and statements."""

from __future__ import annotations

import re
from pathlib import Path

from _extension.text import escaped
from grader.authoring.scaffold import signatures
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Homework, Problem

FOLDER = "reference/problems"


def overview(bank: Path) -> str:
    """A row a homework, with links to their pages."""
    rows = [
        f"| [{homework.id}](problems/{homework.id}.md) | {escaped(homework.title)} "
        f"| {len(homework.problems)} | {homework.points:g} |"
        for homework in _homeworks(bank)
    ]
    names = "\n".join(f"problems/{homework.id}" for homework in _homeworks(bank))
    head = ["| homework | about | exercises | points |", "| --- | --- | ---: | ---: |"]
    return "\n".join([*head, *rows, "", f"```{{toctree}}\n:hidden:\n\n{names}\n```"])


def pages(bank: Path) -> dict[str, str]:
    """The page of each homework, by its name."""
    return {f"{FOLDER}/{homework.id}": _page(homework) for homework in _homeworks(bank)}


def _homeworks(bank: Path) -> list[Homework]:
    return [load_homework(path) for path in find_homeworks(bank).values()]


def _page(homework: Homework) -> str:
    parts = [f"# {escaped(homework.title)}"]
    parts.append(f"`{homework.id}`: {escaped(homework.source)}. {homework.points:g} points.")
    parts += [_section(problem) for problem in homework.problems]
    return "\n\n".join(parts) + "\n"


def _section(problem: Problem) -> str:
    """The statement, one level down, with the facts below its title."""
    text = problem.statement.read_text(encoding="utf-8")
    title, _, rest = re.sub(r"^#", "##", text, flags=re.MULTILINE).partition("\n")
    facts = [f"`{problem.id}`", *(f"`{line}`" for line in signatures(problem))]
    facts += [problem.kind.value, f"{problem.points:g} points"]
    return f"{title}\n\n{'  ·  '.join(facts)}\n{rest.rstrip()}"
