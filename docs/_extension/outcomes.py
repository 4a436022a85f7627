"""Verdicts, endings and exit codes as tables: the members with the comments that stand beside them."""

from __future__ import annotations

from enum import StrEnum

from sphinx.pycode import ModuleAnalyzer

from grader import errors, results
from grader.cli import console


def verdicts() -> str:
    """A row for each verdict."""
    return _members(results.Verdict)


def endings() -> str:
    """A row for each way in which a call can end."""
    return _members(results.Ending)


def _members(kind: type[StrEnum]) -> str:
    comments = ModuleAnalyzer.for_module(kind.__module__).find_attr_docs()
    rows = [
        f"| `{member.value}` | {' '.join(comments[kind.__name__, member.name]).strip()} |"
        for member in kind
    ]
    return "\n".join([f"| {kind.__name__.lower()} | is |", "| --- | --- |", *rows])


def exit_codes() -> str:
    """A row for each exit code: what the commands leave with, and the errors that have a code of their own."""
    comments = ModuleAnalyzer.for_module(console.__name__).find_attr_docs()
    codes = {
        getattr(console, name): " ".join(comments["", name]).strip()
        for name in vars(console)
        if name.startswith("EXIT_")
    }
    for error in (errors.UsageError, errors.SpecError, errors.SubmissionError):
        said = (error.__doc__ or "").partition("\n")[0]
        codes[error.exit_code] = f"{codes.get(error.exit_code, '')} {said}".strip()
    rows = [f"| {code} | {codes[code]} |" for code in sorted(codes)]
    return "\n".join(["| exit code | when |", "| --- | --- |", *rows])
