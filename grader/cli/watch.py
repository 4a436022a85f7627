"""`grade watch`: grades again on every save."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from grader.cli.console import EXIT_PASSED, colored, one_thread, width
from grader.cli.grading import Grading, grading_options
from grader.errors import GraderError, SubmissionError, UsageError, printable
from grader.settings import Settings

if TYPE_CHECKING:
    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.submission import Submission

BURST_MS = 300  # saves within this time are one
QUIET_MS = 50  # without a save end it
LOOK_MS = 1000  # between two looks, if nothing is told
CLEAR = "\x1b[H\x1b[2J\x1b[3J"  # cursor home, empty screen, no scrolling back into the last report
START_OF_LINE = "\r\x1b[K"
MAX_MOVED = 8  # changes that are told


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@grading_options
@click.pass_obj
def watch(spare: ZygoteProcess | None, /, path: Path, **settings: Any) -> NoReturn:
    """Grade a submission, and again whenever it is saved, until Ctrl-C.

    Not at a terminal, the reports come one after the other.
    """
    one_thread()
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    screen = Screen(sys.stdout, in_place=sys.stdout.isatty())
    with Grading(Settings(**settings), spare) as grading:
        try:
            follow(path, saves(path), grading.grade, screen)
        except KeyboardInterrupt:
            screen.end()
    sys.exit(EXIT_PASSED)


def follow(
    path: Path,
    saved: Iterable[None],
    grade: Callable[[Submission], Report],
    screen: Screen,
) -> None:
    """Show a report on what lies at *path*, and a new one for each of *saved* that changed it.

    Args:
        path: the submission.
        saved: gives something whenever it may have changed.
        grade: makes a report.
        screen: shows it.

    Raises:
        UsageError: if the first one cannot be graded as the command says.
    """
    from grader.submission import read_submission

    seen: object = None
    last: Report | None = None
    first = True
    for _ in saved:
        try:
            submission = read_submission(path)
            state: object = (submission.digest, submission.notes)
            if state == seen:
                continue  # another file than those of the submission
            screen.busy()
            report = grade(submission)
        except GraderError as error:
            if first and not isinstance(error, SubmissionError):
                raise
            state = str(error)
            if state != seen:
                screen.sentence(state)
        else:
            screen.report(report, last)
            last = report
        seen, first = state, False


def saves(path: Path) -> Iterator[None]:
    """Something at first, and whenever the submission at *path* may have changed; it may come and go.

    What the system tells of saves only wakes it up: it looks once a second anyway, because some file
    systems tell nothing.

    Raises:
        UsageError: if the system refuses to tell of saves there.
    """
    from watchfiles import watch as watch_files

    while True:
        target = Path(os.path.realpath(path))
        is_folder = target.is_dir()
        folder = target if is_folder else target.parent
        known, seen = _identity(folder), _looked_at(target)
        yield
        if known is None:
            time.sleep(LOOK_MS / 1000)
            continue
        try:
            for _ in watch_files(
                folder,
                watch_filter=None,
                debounce=BURST_MS,
                step=QUIET_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                recursive=is_folder,
                ignore_permission_denied=True,
            ):
                if _identity(folder) != known or target.is_dir() != is_folder:
                    break
                now = _looked_at(target)
                if now != seen:
                    seen = now
                    yield
        except FileNotFoundError:
            continue  # it went away in between
        except (OSError, RuntimeError) as error:  # such as too many folders for the system
            reason = f"{folder}: saves are not noticed: {error}"
            raise UsageError(f"{reason}; set WATCHFILES_FORCE_POLLING=1") from None


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder that is, so that another one of the same name is noticed; None if it is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _looked_at(target: Path) -> list[tuple[Path, int, int, int]]:
    """The files of a submission with what changes when they are saved; none of them is read."""
    found = []
    for file in _files(target):
        with contextlib.suppress(OSError):  # it has just gone
            now = file.stat()
            found.append((file, now.st_ino, now.st_size, now.st_ctime_ns))
    return found


def _files(target: Path) -> Iterator[Path]:
    """Those that may be read; of a folder with more than any submission has, which is refused, some of them."""
    from grader.submission.entries import IGNORED_FOLDERS, MAX_ENTRIES, SUFFIXES

    if not target.is_dir():
        yield target
    entries = 0
    for root, folders, names in os.walk(target):
        folders[:] = [
            name for name in folders if name not in IGNORED_FOLDERS and not name.startswith(".")
        ]
        entries += len(folders) + len(names)
        yield from (Path(root, name) for name in names if name.endswith(SUFFIXES))
        if entries > MAX_ENTRIES:
            return


class Screen:
    """Shows the newest report: in the place of the last one, or after it where there is no terminal."""

    def __init__(self, out: TextIO, *, in_place: bool) -> None:
        """Show on *out*; *in_place* if that is a terminal, which can take text back."""
        self._out = out
        self._in_place = in_place

    def busy(self) -> None:
        """Say that a report is on its way."""
        if self._in_place:
            self._write(f"{START_OF_LINE}grading …")

    def report(self, report: Report, last: Report | None) -> None:
        """Show *report*, and what has changed since the *last* one."""
        from grader.report import terminal

        text = terminal.render(report, width=width(), color=self._in_place and colored())
        self._show(text, [*moved(report, last), f"graded at {_now()}"])

    def sentence(self, text: str) -> None:
        """Show why there is no report."""
        self._show(f"{printable(text)}\n", [f"looked at {_now()}"])

    def end(self) -> None:
        """Leave the last report on the screen, and the prompt below it."""
        if self._in_place:
            self._write(f"{START_OF_LINE}")

    def _show(self, text: str, lines: list[str]) -> None:
        said = "\n".join(lines)
        if self._in_place:
            self._write(f"{CLEAR}{text}\n{said}  ·  again on every save, Ctrl-C ends")
        else:
            self._write(f"{text}{said}\n\n")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _now() -> str:
    return time.strftime("%H:%M:%S")


def moved(report: Report, last: Report | None) -> list[str]:
    """What came out another way than the last time, a line each."""
    from grader.changes import changes
    from grader.report.values import sign, words
    from grader.results import last_part

    found = [] if last is None else changes(last, report)
    lines = []
    for change in found[:MAX_MOVED]:
        before, after = (
            ("·", "not there")
            if finding is None
            else (sign(finding.verdict), words(finding.verdict))
            for finding in (change.before, change.after)
        )
        name = " ".join(filter(None, [last_part(change.problem), change.output]))
        gain = f" ({change.gain:+g})" if change.gain else ""
        what = f"{name}: {before[1]}, now {after[1]}{gain}"
        lines.append(printable(f"{before[0]} → {after[0]}  {what}"))
    if len(found) > MAX_MOVED:
        lines.append(f"and {len(found) - MAX_MOVED} more")
    return lines
