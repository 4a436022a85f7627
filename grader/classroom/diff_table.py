"""Two runs over a class beside each other, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.changes import Change, Finding
from grader.classroom.diff import Difference, Move
from grader.errors import printable
from grader.report.text import drawn
from grader.report.values import amount, plural, words
from grader.results import PRICED, Verdict, last_part

MAX_NAMES = 10  # who is in one run alone
MAX_REASONS = 4  # of one submission
MAX_WHY = 160  # characters of a cause


def render(found: Difference, *, width: int = 100, color: bool = False) -> str:
    """The comparison in *width* columns, with terminal colours if *color*."""
    parts = list(_origins(found))
    if found.moves:
        parts += [_kinds(found), Text()] if found.kinds else []
        parts += [_moves(found.moves), Text()]
    return drawn([*parts, *_alone(found), _totals(found)], width=width, color=color)


def _origins(found: Difference) -> Iterator[RenderableType]:
    for sentence, count in sorted(found.origins.items()):
        text = Text(printable(f"{sentence[0].upper()}{sentence[1:]}"), "bold")
        yield text.append(f"  ({count} {plural('submission', count)})", "dim not bold")
    if found.origins:
        yield Text()


def _table(*heads: tuple[str, bool]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    for name, is_number in heads:
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number)
    return table


def _kinds(found: Difference) -> Table:
    """What moved, the most frequent first."""
    table = _table(("What moves", False), ("before", False), ("after", False), ("moves", True))
    order = sorted(found.kinds.items(), key=lambda item: (-item[1], str(item[0])))
    for kind, count in order:
        name = Text(_name(kind.problem, kind.output))
        alike = Text("the same, for other points", "dim")
        after = alike if kind.before is kind.after else _verdict(kind.after)
        table.add_row(name, _verdict(kind.before), after, str(count))
    return table


def _moves(moves: Iterable[Move]) -> Table:
    table = _table(
        ("Who moves", False), ("before", True), ("after", True), ("change", True), ("why", False)
    )
    for move in moves:
        gain = Text(f"{move.gain:+g}", "green" if move.gain > 0 else "red")
        why = Text("\n").join(_why(move))
        table.add_row(
            Text(printable(move.student)), _points(move.before), _points(move.after), gain, why
        )
    return table


def _why(move: Move) -> Iterator[Text]:
    if move.resubmitted:
        yield Text("another submission was graded", "yellow")
    shown = [change for change in move.changes if change.gain] or move.changes
    for change in shown[:MAX_REASONS]:
        yield _reason(change)
    if len(shown) > MAX_REASONS:
        yield Text(f"and {len(shown) - MAX_REASONS} more", "dim")
    if move.totals is not None:
        yield Text(f"{move.totals[1]}; before: {move.totals[0]}")


def _reason(change: Change) -> Text:
    """The output with its verdicts, and the cause that is there, or that is not there any more."""
    text = Text(_name(change.problem, change.output)).append(f" ({change.gain:+g}): ", "dim")
    if change.before and change.after and change.before.verdict is change.after.verdict:
        counted = f" for {amount(change.before.score)}, now for {amount(change.after.score)}"
        text.append_text(_finding(change.after)).append(counted)
    else:
        text.append_text(_finding(change.before)).append(", now ")
        text.append_text(_finding(change.after))
    wrong, when = change.after, ""
    if wrong is None or wrong.why is None or wrong.verdict is Verdict.PASSED:
        wrong, when = change.before, "before: "
    if wrong is not None and wrong.why is not None:
        why = printable(wrong.why.partition("\n")[0])
        text.append(f"; {when}{why if len(why) <= MAX_WHY else why[: MAX_WHY - 1] + '…'}", "dim")
    return text


def _finding(finding: Finding | None) -> Text:
    return _verdict(None if finding is None else finding.verdict)


def _verdict(verdict: Verdict | None) -> Text:
    colours = {Verdict.PASSED: "green", None: "dim"}
    colours |= dict.fromkeys((Verdict.CARRIED, *PRICED), "yellow")
    text = "not there" if verdict is None else words(verdict)
    return Text(text, colours.get(verdict, "red"))


def _alone(found: Difference) -> Iterator[Text]:
    for names, run in ((found.only_old, "OLD"), (found.only_new, "NEW")):
        if names:
            more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
            shown = ", ".join(printable(name) for name in names[:MAX_NAMES])
            yield Text(f"Only in {run}: {shown}{more}", "yellow")


def _totals(found: Difference) -> Text:
    facts = [f"{found.up} up", f"{found.down} down"]
    same = f"{found.same} unchanged"
    facts.append(f"{same} ({found.reworded} with other verdicts)" if found.reworded else same)
    facts += [f"{len(found.only_old)} only in OLD"] if found.only_old else []
    facts += [f"{len(found.only_new)} only in NEW"] if found.only_new else []
    return Text("  ·  ".join(facts), "bold")


def _name(problem: str, output: str | None) -> str:
    last = last_part(problem)
    return printable(f"{last} {output}" if output else last)


def _points(points: tuple[float, float]) -> str:
    return f"{amount(points[0])}/{amount(points[1])}"
