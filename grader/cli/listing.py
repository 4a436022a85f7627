"""`grade list` and `grade show`: what there is to do."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.bank import PROBLEMS_OPTION, all_homeworks, bank_folder, problem_named
from grader.cli.console import width
from grader.errors import UsageError


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@PROBLEMS_OPTION
def list_(as_json: bool, problems_folder: Path | None) -> None:
    """List homeworks, problems, points and kinds."""
    import json

    homeworks = all_homeworks(bank_folder(problems_folder))
    if as_json:
        items = [
            {
                "id": homework.id,
                "title": homework.title,
                "source": homework.source,
                "points": homework.points,
                "problems": [
                    {
                        "id": problem.id,
                        "title": problem.title,
                        "kind": problem.kind.value,
                        "points": problem.points,
                        "functions": [function.name for function in problem.functions],
                    }
                    for problem in homework.problems
                ],
            }
            for homework in homeworks
        ]
        click.echo(json.dumps(items, indent=1, ensure_ascii=False))
        return
    for homework in homeworks:
        click.echo(f"{homework.id}  {homework.title}, {homework.points:g} points")
        width = max(len(problem.id) for problem in homework.problems)
        for problem in homework.problems:
            row = f"{problem.id:{width}}  {problem.points:>3g}  {problem.kind.value:9}"
            click.echo(f"  {row}  {problem.title}")


@click.command()
@click.argument("problem")
@PROBLEMS_OPTION
def show(problem: str, problems_folder: Path | None) -> None:
    """Show the statement of PROBLEM: its full id, or the last part of it."""
    from rich.console import Console
    from rich.markdown import Markdown

    from grader.authoring.scaffold import signature

    found = problem_named(all_homeworks(bank_folder(problems_folder)), problem)
    try:
        text = found.statement.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"{found.statement}: cannot be read: {reason}") from None
    console = Console(width=min(width(), 100), highlight=False)
    console.print(Markdown(text, code_theme="ansi_dark"))
    functions = ", ".join(signature(function) for function in found.functions)
    if not found.autograd:
        console.print("\nThe exercise asks for the formula: autograd is not allowed.")
    facts = [found.id, functions, f"{found.points:g} points"]
    console.print("\n" + "  ·  ".join(fact for fact in facts if fact), style="dim")
