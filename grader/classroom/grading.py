"""Grades a class: by one homework, each different submission once, only what has changed since the last time."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Self

from grader import __version__
from grader.classroom.discover import Entry, read_entry
from grader.classroom.gradebook import Row, row_of
from grader.classroom.kept import Kept, Record, file_names
from grader.classroom.workers import Lost, Workers
from grader.errors import SpecError, SubmissionError, UsageError
from grader.grading import grade
from grader.policy import applied
from grader.receipt import renewed
from grader.report.json import read, render
from grader.results import Report, SandboxInfo, SubmissionInfo, Verdict
from grader.sandbox.host import Level, Sandbox
from grader.scoring import untried
from grader.settings import Settings
from grader.spec.load import load_homework, package_digest
from grader.spec.model import Homework, Policy, Problem

NOTHING_RAN = SandboxInfo("none", ("no code was run",))
NO_FILES = f"sha256:{hashlib.sha256().hexdigest()}"
KILLED = "the process that graded this was ended from outside, twice"

Item = tuple[int, Entry]
"""A submission with its place in the class."""


@dataclass(frozen=True)
class Survey:
    """What a look at a submission finds, before it is graded.

    Attributes:
        digest: of its files.
        notes: as of `Submission`.
        names: functions and written answers in it that homeworks ask for.
        unreadable: why it cannot be graded; "" if it can.
    """

    digest: str = NO_FILES
    notes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    unreadable: str = ""


@dataclass(frozen=True)
class Task:
    """What a worker needs to know beside the submission; a homework is read by each.

    Attributes:
        homework: its folder.
        digest: of that folder.
        problems: ids of the problems that are graded.
        settings: of the command; hidden cases are the same for the whole class.
        hidden: paths that students' code must not see.
        scratch: a folder for copies of files.
    """

    homework: Path
    digest: str
    problems: tuple[str, ...]
    settings: Settings
    hidden: tuple[str, ...]
    scratch: Path

    @classmethod
    def of(
        cls,
        homework: Homework,
        problems: Iterable[Problem],
        settings: Settings,
        hidden: Iterable[Path],
        scratch: Path,
    ) -> Self:
        """Grade these *problems* of *homework*; the rest is as of the attributes."""
        names = tuple(problem.id for problem in problems)
        paths = tuple(map(str, hidden))
        return cls(homework.folder, homework.digest, names, settings, paths, scratch)

    def key(self, survey: Survey) -> str:
        """A digest of all that the report of this submission follows from, but its name and the time."""
        settings = self.settings
        facts = [self.digest, self.problems, settings.seed, settings.student, settings.cases]
        facts += [settings.figures, settings.level, settings.key and settings.key.fingerprint]
        found = [_grader(), survey.digest, survey.notes, facts]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()


_grader = cache(package_digest)


# Which homework.


def survey_all(
    entries: Sequence[Entry], asked: frozenset[str], scratch: Path, workers: Workers
) -> Iterator[tuple[int, Survey]]:
    """Look at each submission of a class: its place in *entries*, and what there is."""
    look = partial(_survey, asked=asked, scratch=scratch)
    for (place, _), found in workers.each(look, enumerate(entries)):
        yield place, Survey(unreadable=KILLED) if isinstance(found, Lost) else found


def choose_for_class(surveys: Sequence[Survey], homeworks: Mapping[str, set[str]]) -> str:
    """The homework that fits most submissions: of which they have more than of any other.

    Raises:
        SubmissionError: if none has anything of any.
        UsageError: if two homeworks fit equally well.
    """
    votes: Counter[tuple[str, ...]] = Counter()
    sizes: Counter[str] = Counter()
    for survey in surveys:
        counts = {name: len(wanted & survey.names) for name, wanted in homeworks.items()}
        best = max(counts.values(), default=0)
        if best:
            votes[tuple(name for name, count in counts.items() if count == best)] += 1
            sizes.update(counts)
    ballots = {name: sum(n for names, n in votes.items() if name in names) for name in homeworks}
    most = max(ballots.values(), default=0)
    if not most:
        reasons = "".join(f"; {s.unreadable}" for s in surveys[:1] if s.unreadable)
        raise SubmissionError(
            f"none of the {len(surveys)} submissions has a function of one of the homeworks "
            f"{', '.join(homeworks)}{reasons}"
        )
    first = [name for name, count in ballots.items() if count == most]
    chosen = [name for name in first if sizes[name] == max(sizes[other] for other in first)]
    if len(chosen) > 1:
        raise UsageError(
            f"the submissions fit the homeworks {' and '.join(chosen)} equally well; name one with --homework"
        )
    return chosen[0]


def fits_instead(survey: Survey, homework: str, homeworks: Mapping[str, set[str]]) -> str:
    """Another homework that the submission is one of, if there is nothing of this one in it; else ""."""
    if survey.unreadable or homeworks[homework] & survey.names:
        return ""
    counts = {name: len(wanted & survey.names) for name, wanted in homeworks.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _survey(item: Item, *, asked: frozenset[str], scratch: Path) -> Survey:
    try:
        submission = read_entry(item[1], scratch)
    except SubmissionError as error:
        return Survey(unreadable=str(error))
    names = asked & (submission.sites.keys() | submission.answers.keys())
    return Survey(submission.digest, submission.notes, names)


# Grading.


def grade_class(
    entries: Sequence[Entry],
    surveys: Sequence[Survey],
    homework: Homework,
    task: Task,
    kept: Kept,
    workers: Workers,
) -> Iterator[tuple[int, Row]]:
    """Grade what is not kept yet; each submission's place in *entries* and its row, as soon as it is there.

    Reports are written to *kept* as they get done. Those in which the grader failed are made again the next
    time. Submissions with the same files are graded once; each has a report of its own.
    """
    records = _records(entries, surveys, homework.policy, task)
    timings = _timings(entries, homework.policy, task.settings.submitted)
    kept.begin(records)
    first: dict[str, int] = {}
    twins: dict[int, list[int]] = {}
    left: list[Item] = []
    for place, record in enumerate(records):
        if record.unreadable:
            report = _ungraded(homework, task, Verdict.INVALID_SUBMISSION, record.unreadable)
            yield place, _keep(kept, record, report, timings[place])
            continue
        before = kept.report(record.file, record.key)
        if before is not None:
            yield place, _keep(kept, record, before, timings[place])
        elif record.key in first:
            twins.setdefault(first[record.key], []).append(place)
        else:
            first[record.key] = place
            left.append((place, entries[place]))
    while left:
        alone: list[int] = []
        for (place, _), found in workers.each(partial(_grade, task=task), left):
            record = records[place]
            if isinstance(found, Lost):
                report = _ungraded(homework, task, Verdict.INTERNAL_ERROR, KILLED)
            else:
                survey, text = found
                report = read(text)
                record = replace(record, key=task.key(survey), unreadable=survey.unreadable)
            yield place, _keep(kept, record, report, timings[place])
            copies = twins.pop(place, [])
            if record.key != records[place].key:  # it has changed since it was looked at
                alone += copies
                continue
            for twin in copies:
                yield twin, _keep(kept, records[twin], report, timings[twin])
        left = [(place, entries[place]) for place in alone]


@dataclass(frozen=True)
class Timing:
    """When a submission was handed in, if that is known, and which attempt it was, if there are several."""

    policy: Policy
    submitted: datetime | None
    attempt: int | None


def _timings(entries: Sequence[Entry], policy: Policy, submitted: datetime | None) -> list[Timing]:
    """Of each submission; *submitted* holds for those of which the download says nothing."""
    by_student: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        by_student.setdefault(entry.student, []).append(place)
    found: dict[int, Timing] = {}
    for places in by_student.values():
        # As `gradebook.counting` has them: by time, then as they are named.
        places.sort(key=lambda place: _handed_in(entries[place]))
        several = len(places) > 1 or policy.attempts is not None
        for number, place in enumerate(places, 1):
            moment = entries[place].handed_in or submitted
            known = moment is not None and moment.tzinfo is not None
            attempt = number if several else None
            found[place] = Timing(policy, moment if known else None, attempt)
    return [found[place] for place in range(len(entries))]


def _untimed(entry: Entry, policy: Policy) -> str:
    """What is not counted because the download does not say where its clock was; "" if nothing."""
    if policy.due is None or entry.handed_in is None or entry.handed_in.tzinfo is not None:
        return ""
    return f"handed in {entry.handed_in:%Y-%m-%d %H:%M} in a time zone that is not said: lateness is not counted"


def _handed_in(entry: Entry) -> str:
    return "" if entry.handed_in is None else entry.handed_in.isoformat()


def _records(
    entries: Sequence[Entry], surveys: Sequence[Survey], policy: Policy, task: Task
) -> list[Record]:
    counts = Counter(entry.student for entry in entries)
    number: Counter[str] = Counter()
    labels = []
    for entry in entries:
        number[entry.student] += 1
        again = counts[entry.student] > 1
        labels.append(entry.student + f" (attempt {number[entry.student]})" * again)
    records: list[Record] = []
    owners: dict[str, str] = {}
    for entry, survey, file in zip(entries, surveys, file_names(labels), strict=True):
        key = "" if survey.unreadable else task.key(survey)
        owner = owners.setdefault(key or file, entry.student)
        same = "" if owner == entry.student else f"the same files as {owner}"
        records.append(
            Record(
                file=file,
                student=entry.student,
                path=str(entry.path),
                key=key,
                handed_in=_handed_in(entry),
                ids=dict(entry.ids),
                note="; ".join(filter(None, [entry.note, same, _untimed(entry, policy)])),
                unreadable=survey.unreadable,
            )
        )
    return records


def _keep(kept: Kept, record: Record, report: Report, timing: Timing) -> Row:
    """Write the report with what time and attempts make of it, unless it lies there already."""
    named = replace(report, submission=replace(report.submission, name=record.path))
    told = renewed(applied(named, timing.policy, timing.submitted, timing.attempt))
    if told != report or not kept.has(record):
        failed = told.grader_failed or record.unreadable  # to be tried again
        kept.keep(replace(record, key="") if failed else record, render(told))
    return row_of(record, told)


def _grade(item: Item, *, task: Task) -> tuple[Survey, str]:
    """In a worker: grade one submission; what was found, and the report as JSON."""
    homework, settings = _homework(task.homework, task.digest), task.settings
    survey = Survey()
    try:
        submission = read_entry(item[1], task.scratch)
        survey = Survey(submission.digest, submission.notes)
        report = grade(
            submission,
            homework,
            _sandbox(settings.level, task.hidden),
            seed=settings.seed,
            student=settings.student,
            cases=settings.cases,
            problems=_chosen(homework, task),
            figures=settings.figures,
            key=settings.key,
        )
    except SubmissionError as error:
        survey = Survey(unreadable=str(error))
        report = _ungraded(homework, task, Verdict.INVALID_SUBMISSION, str(error))
    except UsageError:
        raise  # of the command: nothing can be graded
    except Exception as error:  # noqa: BLE001 - a failure of ours must not cost the others
        what = f"{type(error).__name__}: {error}"
        report = _ungraded(homework, task, Verdict.INTERNAL_ERROR, what)
    return survey, render(report)


def _chosen(homework: Homework, task: Task) -> list[Problem]:
    return [problem for problem in homework.problems if problem.id in task.problems]


def _ungraded(homework: Homework, task: Task, verdict: Verdict, message: str) -> Report:
    """The report of a submission of which nothing was run."""
    return Report(
        homework=homework.id,
        homework_title=homework.title,
        homework_digest=homework.digest,
        grader_version=__version__,
        seed=task.settings.seed,
        student=task.settings.student or None,
        submission=SubmissionInfo("", NO_FILES),
        sandbox=NOTHING_RAN,
        problems=tuple(untried(problem, verdict, message) for problem in _chosen(homework, task)),
        seconds=0.0,
    )


@cache
def _homework(folder: Path, digest: str) -> Homework:  # noqa: ARG001 - another digest is another homework
    try:
        return load_homework(folder)
    except SpecError as error:
        raise UsageError(str(error)) from None  # one that can cross to another process


_sandboxes: dict[tuple[str, tuple[str, ...]], Sandbox] = {}
"""Of this worker: a sandbox serves all submissions that it grades."""


def _sandbox(level: str, hidden: tuple[str, ...]) -> Sandbox:
    if (level, hidden) not in _sandboxes:
        _sandboxes[level, hidden] = Sandbox(Level(level), hidden=map(Path, hidden))
    return _sandboxes[level, hidden]


def close_sandboxes() -> None:
    """In a worker that ends: end the processes of students' code."""
    for sandbox in list(_sandboxes.values()):
        with contextlib.suppress(Exception):
            sandbox.close()
