"""`grade list` and `grade show`: what there is to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.bank import PROBLEMS_OPTION, all_homeworks, bank_folder, problem_named
from grader.cli.console import width
from grader.files import read_text

if TYPE_CHECKING:
    from grader.spec.model import Homework

MAX_BYTES = 2**20  # of a statement


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
                **_policy(homework),
                "problems": [
                    {
                        "id": problem.id,
                        "title": problem.title,
                        "kind": problem.kind.value,
                        "points": problem.points,
                        "functions": list(problem.written),
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
        if rules := list(_rules(homework)):
            click.echo(f"  {'; '.join(rules)}")
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

    from grader.authoring.scaffold import signatures

    homeworks = all_homeworks(bank_folder(problems_folder))
    found = problem_named(homeworks, problem)
    text = read_text(found.statement, MAX_BYTES)
    console = Console(width=min(width(), 100), highlight=False)
    console.print(Markdown(text, code_theme="ansi_dark"))
    functions = ", ".join(signatures(found))
    if not found.autograd:
        console.print("\nThe exercise asks for the formula: autograd is not allowed.")
    facts = [found.id, functions, f"{found.points:g} points"]
    console.print("\n" + "  ·  ".join(fact for fact in facts if fact), style="dim")
    (homework,) = (item for item in homeworks if found in item.problems)
    if rules := list(_rules(homework)):
        console.print("; ".join(rules), style="dim")


def _rules(homework: Homework) -> Iterator[str]:
    """What a homework says of time, attempts, hidden cases and prices, in words."""
    from grader.report.values import plural
    from grader.spec.model import Counts

    policy = homework.policy
    if policy.due is not None:
        yield f"due {policy.due.isoformat(' ', 'minutes')}"
        if policy.grace_minutes:
            yield f"{policy.grace_minutes:g} {plural('minute', policy.grace_minutes)} of grace"
        if policy.per_day:
            most = "" if policy.cap >= 1 else f", at most {100 * policy.cap:g} %"
            yield f"each day late costs {100 * policy.per_day:g} %{most}"
        if policy.closes_after_days is not None:
            days = policy.closes_after_days
            yield f"closes {days:g} {plural('day', days)} later"
    if policy.attempts is not None:
        yield f"{policy.attempts} {plural('attempt', policy.attempts)} count"
    if policy.attempts is not None or policy.counts is Counts.LAST:
        yield f"the {policy.counts} one is taken"
    if homework.hidden_cases:
        yield f"{homework.hidden_cases} hidden {plural('case', homework.hidden_cases)} a function"
    if homework.prices.shape < 1:
        yield f"right values in another shape lose {100 * homework.prices.shape:g} % of their points"
    if homework.prices.convention < 1:
        yield f"right ones by another convention lose {100 * homework.prices.convention:g} %"


def _policy(homework: Homework) -> dict[str, Any]:
    """The same as data, in the form of `homework.json`; what there is none of is left out."""
    from grader.spec.model import Counts

    policy = homework.policy
    found: dict[str, Any] = {}
    if homework.hidden_cases:
        found["cases"] = {"hidden": homework.hidden_cases}
    prices = {"shape": homework.prices.shape, "convention": homework.prices.convention}
    if cheaper := {name: price for name, price in prices.items() if price < 1}:
        found["prices"] = cheaper
    if policy.due is not None:
        names = ("grace_minutes", "per_day", "cap", "closes_after_days")
        late = {name: getattr(policy, name) for name in names}
        found["due"] = policy.due.isoformat()
        found["late"] = {name: value for name, value in late.items() if value is not None}
    if policy.attempts is not None:
        found["attempts"] = {"limit": policy.attempts}
    if policy.attempts is not None or policy.counts is Counts.LAST:
        found.setdefault("attempts", {})["counts"] = policy.counts.value
    return found
