"""Two runs over a class: who moves, by how much, and why. Nothing is written.

A run is the folder that a class was graded into, one report as JSON, or a JSON array of reports. Of folders
one pair of reports is in memory at a time.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from grader.changes import Change, changes, origins
from grader.classroom.discover import KEPT_INDEX, REPORTS
from grader.classroom.kept import records_of
from grader.errors import UsageError
from grader.files import read_text
from grader.report.json import read_document
from grader.report.values import total_of
from grader.results import Report, Verdict

MAX_BYTES = 64 * 2**20  # of a file
Load = Callable[[], Any]
"""Reads one report as plain data."""


@dataclass(frozen=True)
class Move:
    """A submission that gets other points than before.

    Attributes:
        student: whose.
        before: points of all, and points that could be had.
        after: the same in the new run.
        changes: what came out another way.
        resubmitted: whether another submission was graded.
        totals: how the points come about, in words, if lateness or attempts cost other points than before.
    """

    student: str
    before: tuple[float, float]
    after: tuple[float, float]
    changes: tuple[Change, ...]
    resubmitted: bool
    totals: tuple[str, str] | None = None

    @property
    def gain(self) -> float:
        """Points more than before."""
        return self.after[0] - self.before[0]


@dataclass(frozen=True)
class Kind:
    """A way in which an output moved; None of a verdict is an output that is not there."""

    problem: str
    output: str | None
    before: Verdict | None
    after: Verdict | None


@dataclass
class Difference:
    """What has become of a class.

    Attributes:
        moves: who gets other points, the greatest loss first.
        same: how many get the same points.
        reworded: of these, how many with other verdicts on something.
        only_old: who is in the old run alone.
        only_new: who is in the new run alone.
        origins: what the runs were made from that is not the same, each with the number of submissions.
        kinds: what moved, with the number of submissions.
        unreadable: what could not be compared, a sentence each.
    """

    moves: list[Move] = field(default_factory=list)
    same: int = 0
    reworded: int = 0
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)
    origins: Counter[str] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)

    @property
    def up(self) -> int:
        """How many get more points."""
        return sum(move.gain > 0 for move in self.moves)

    @property
    def down(self) -> int:
        """How many get fewer."""
        return sum(move.gain < 0 for move in self.moves)


def compare(old: Path, new: Path) -> Difference:
    """Compare two runs.

    Raises:
        UsageError: if one of them is no run.
    """
    before, after = find_reports(old), find_reports(new)
    if len(before) == len(after) == 1 and not (old.is_dir() or new.is_dir()):
        before = dict(zip(after, before.values(), strict=True))  # one report each: they are meant
    found = Difference(
        only_old=[name for name in before if name not in after],
        only_new=[name for name in after if name not in before],
    )
    for name in before:
        if name in after:
            try:
                pair = [read_document(load()) for load in (before[name], after[name])]
            except (ValueError, UsageError, RecursionError) as error:
                found.unreadable.append(f"{name}: cannot be compared: {error}")
                continue
            _add(found, name, *pair)
    found.moves.sort(key=lambda move: (move.gain, move.student))
    return found


def _add(found: Difference, student: str, old: Report, new: Report) -> None:
    moved = changes(old, new)
    found.origins.update(origins(old.origin, new.origin))
    if old.max_score != new.max_score:
        found.origins[f"at most {old.max_score:g} points, then {new.max_score:g}"] += 1
    before, after = (old.score, old.max_score), (new.score, new.max_score)
    if old.score == new.score:
        found.same += 1
        found.reworded += bool(moved)
        return
    found.kinds.update(_kind(change) for change in moved)
    other = old.submission.digest != new.submission.digest
    lost = [round(report.earned - report.score, 6) for report in (old, new)]
    totals = None if lost[0] == lost[1] else (total_of(old), total_of(new))
    found.moves.append(Move(student, before, after, tuple(moved), other, totals))


def _kind(change: Change) -> Kind:
    before, after = (
        None if finding is None else finding.verdict for finding in (change.before, change.after)
    )
    return Kind(change.problem, change.output, before, after)


def find_reports(run: Path) -> dict[str, Load]:
    """The reports of a run by the name of the student, in the order of the names of the files.

    Of a folder that a class was graded into, those of its last run. Attempts of one student have the names of
    their files.

    Raises:
        UsageError: if there is none.
    """
    if not run.is_dir():
        return _in_file(run)
    folder = run / REPORTS if (run / REPORTS).is_dir() else run
    try:
        files = sorted(
            Path(item.path) for item in os.scandir(folder) if item.name.endswith(".json")
        )
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from None
    names = _students(run) or {file.stem: file.stem for file in files}
    found = {names[file.stem]: file for file in files if file.stem in names}
    if not found:
        raise UsageError(f"{run}: expected reports/*.json, as a class is graded into, found none")
    return {name: partial(_parsed, file) for name, file in found.items()}


def _students(run: Path) -> dict[str, str]:
    """Whose each report is, by the name of its file; empty if the folder does not say."""
    if not (run / KEPT_INDEX).is_file():
        return {}
    records = records_of(run)
    attempts = Counter(record.student for record in records)
    return {
        record.file: record.student if attempts[record.student] == 1 else record.file
        for record in records
    }


def _in_file(file: Path) -> dict[str, Load]:
    try:
        data = _parsed(file)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from None
    items = data if isinstance(data, list) else [data]
    if not items:
        raise UsageError(f"{file}: expected reports, found an empty list")
    found: dict[str, Load] = {}
    for number, item in enumerate(items, start=1):
        name = _name(item) or f"report {number}"
        if name in found:
            raise UsageError(f"{file}: expected each submission once, found {name!r} twice")
        found[name] = partial(_given, item)
    return found


def _given(report: Any) -> Any:
    """A report that is read already."""
    return report


def _name(item: Any) -> str | None:
    """The name that a submission was given as, where the report has one."""
    match item:
        case {"submission": {"name": str(name)}}:
            return name
        case _:
            return None


def _parsed(file: Path) -> Any:
    """What a JSON file holds.

    Raises:
        UsageError: if it cannot be read, or is larger than reports are.
        ValueError: if it is not JSON.
    """
    return json.loads(read_text(file, MAX_BYTES))


def as_data(found: Difference) -> Mapping[str, Any]:
    """The comparison as plain data."""
    return {
        "schema": "grader-diff/1",
        "up": found.up,
        "down": found.down,
        "same": found.same,
        "same_with_other_verdicts": found.reworded,
        "only_old": found.only_old,
        "only_new": found.only_new,
        "unreadable": found.unreadable,
        "made_from": [{"what": text, "submissions": n} for text, n in found.origins.items()],
        "moves": [
            {
                "student": move.student,
                "before": move.before[0],
                "after": move.after[0],
                "max_before": move.before[1],
                "max_after": move.after[1],
                "resubmitted": move.resubmitted,
                "totals": move.totals,
                "changes": _changes(move.changes),
            }
            for move in found.moves
        ],
    }


def _changes(items: Sequence[Change]) -> list[dict[str, Any]]:
    def side(change: Change) -> Iterator[tuple[str, Any]]:
        yield "problem", change.problem
        if change.output is not None:
            yield "output", change.output
        for name, finding in (("before", change.before), ("after", change.after)):
            if finding is not None:
                kept = {
                    "verdict": finding.verdict.value,
                    "score": finding.score,
                    "why": finding.why,
                }
                yield name, {key: item for key, item in kept.items() if item is not None}

    return [dict(side(change)) for change in items]
