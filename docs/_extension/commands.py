"""The commands as Markdown, from what `--help` is made of."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from _extension.text import escaped
from grader.cli import cli

BAR = r"\|"  # within a table
AS_IT_IS = "\b"  # click's mark for a paragraph whose lines stay as they are


def markdown() -> str:
    """A section a command, in the order of `grade --help`."""
    context = click.Context(cli, info_name="grade", **cli.context_settings)
    return "\n\n".join(_sections(cli, context, level=2))


def _sections(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    """The command, then those below it."""
    with context:
        yield f"{'#' * level} {context.command_path}"
        usage = " ".join(command.collect_usage_pieces(context))
        yield f"    {context.command_path} {usage}"
        yield from _paragraphs(command.help or "")
        yield from _options(command, context)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                if below is not None and not below.hidden:
                    inner = click.Context(below, info_name=name, parent=context)
                    yield from _sections(below, inner, level if level == 2 else level + 1)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines = paragraph.splitlines()
        if lines and lines[0].strip() == AS_IT_IS:
            yield "\n".join(f"    {line}" for line in lines[1:])
        elif lines:
            yield escaped(" ".join(lines))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [option.get_help_record(context) for option in command.get_params(context)]
    rows = [
        f"| `{names.replace('|', BAR)}` | {escaped(told)} |"
        for names, told in filter(None, records)
        if told  # arguments have none: the usage line has them
    ]
    if rows:
        yield "\n".join(["| option | does |", "| --- | --- |", *rows])
