"""The results of a class on disk: written as they get done, found again by the same command.

    OUTPUT/reports/NAME.json     the report of a submission
    OUTPUT/reports/index.jsonl   what each report is of, a line as soon as it is there

A line has the key of its result, a digest of everything that the report follows from. A report whose key
is still the same is not made again. The first line of a run says which reports are of its class.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.classroom.discover import KEPT_INDEX, REPORTS
from grader.errors import UsageError
from grader.files import write_whole
from grader.report.json import read
from grader.results import Report

MAX_NAME_BYTES = 120  # of a file name, before what makes it unique; file systems take 255
DIGITS = 12  # of the digest that makes it unique
MARKED = re.compile(rf".*-[0-9a-f]{{{DIGITS}}}", re.DOTALL)
RESERVED = re.compile(
    r"(?i)(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.DOTALL
)  # Windows' and ours
SIGNS = " ._-@+,()'"  # that a file name may have beside letters and digits
SCRATCH = ".scratch"


@dataclass(frozen=True)
class Record:
    """What a report is of.

    Attributes:
        file: its name in `reports`, without ".json".
        student: whose it is.
        path: what was graded.
        key: the digest of all that it follows from; "" if it is to be made again in any case.
        handed_in: when, as ISO 8601; "" if that is not known.
        ids: what the LMS calls the student.
        note: what a teacher should know of it.
        unreadable: why there was nothing to grade; "" if there was.
    """

    file: str
    student: str
    path: str
    key: str = ""
    handed_in: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    unreadable: str = ""


def file_names(names: Sequence[str]) -> list[str]:
    """Names of files for these names of students: safe, and different whatever the file system.

    A name that is one already stays, unless another differs from it in case or accents only.
    """
    plain = [_plain(name) for name in names]
    taken = Counter(_folded(text) for text in plain if text is not None)
    seen: Counter[str] = Counter()
    found = []
    for name, text in zip(names, plain, strict=True):
        if text is not None and taken[_folded(text)] == 1:
            found.append(text)
            continue
        exact = name.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(exact + b"\0%d" % seen[name]).hexdigest()[:DIGITS]
        seen[name] += 1
        found.append(f"{_cleaned(name)}-{digest}")
    return found


def _plain(name: str) -> str | None:
    """The name, if it can be a file's as it is."""
    return name if name == _cleaned(name) and not MARKED.fullmatch(name) else None


def _cleaned(name: str) -> str:
    """What of the name can stand in a file's: letters and digits of any script, and a few signs."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    text = "".join(c if unicodedata.category(c)[0] in "LMN" or c in SIGNS else "_" for c in text)
    text = text.encode()[:MAX_NAME_BYTES].decode("utf-8", "ignore").lstrip(" .-").rstrip(" .")
    return f"_{text}" if not text or RESERVED.fullmatch(text) else text


def _folded(text: str) -> str:
    """What a file system may take for the same name."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", text).casefold()).casefold()


class Kept:
    """The results in a folder, for one run at a time."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, or make it.

        Raises:
            UsageError: if it cannot be used, or another run uses it.
        """
        self.folder = folder
        self.scratch = folder / SCRATCH
        self.reports = folder / REPORTS
        self._index = folder / KEPT_INDEX
        try:
            self.reports.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder, os.O_RDONLY)
        except OSError as error:
            reason = (error.strerror or "cannot be used").lower()
            raise UsageError(
                f"--output {folder}: expected a folder to write to: {reason}"
            ) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            message = f"--output {folder}: another grade is at work in there; wait for it, or name another folder"
            raise UsageError(message) from None
        self._clean()
        try:
            self.scratch.mkdir(mode=0o700)
        except OSError as error:
            raise UsageError(f"--output {folder}: cannot be written: {error.strerror}") from None
        self._known = {record.file: record for record in _records(self._index)}
        self._by_key = {record.key: record.file for record in self._known.values()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clean()
        os.close(self._lock)

    def begin(self, records: Sequence[Record]) -> None:
        """Say of which submissions the class is; what is known of others stays."""
        lines = [json.dumps({"class": [record.file for record in records]})]
        # Only the key is of the earlier run: the rest is what this one found.
        current = {record.file: record for record in records}
        for file, known in self._known.items():
            lines.append(_line(Record(**{**asdict(current.get(file, known)), "key": known.key})))
        lines += [_line(record) for record in records if record.file not in self._known]
        write_whole(self._index, "".join(f"{line}\n" for line in lines))

    def has(self, record: Record) -> bool:
        """Whether the report of this record was kept under its name and key."""
        known = self._known.get(record.file)
        return known is not None and known.key == record.key != ""

    def report(self, file: str, key: str) -> Report | None:
        """The report that was kept under that key, if it is still there: this file's, else another's."""
        if not key:
            return None
        for owner in (file, self._by_key.get(key, "")):
            # What lay there first may have been written over since.
            if owner in self._known and self._known[owner].key == key:
                try:
                    return read(self.text(owner))
                except (OSError, ValueError, KeyError, TypeError):
                    del self._known[owner]  # it is made again
        return None

    def keep(self, record: Record, report: str) -> None:
        """Write a report, and then of what it is."""
        write_whole(self.path(record.file), report)
        with self._index.open("a", encoding="utf-8") as index:
            index.write(f"{_line(record)}\n")
        self._known[record.file] = record
        self._by_key[record.key] = record.file

    def text(self, file: str) -> str:
        """The report as JSON text."""
        return self.path(file).read_text(encoding="utf-8")

    def path(self, file: str) -> Path:
        """Where a report lies."""
        return self.reports / f"{file}.json"

    def _clean(self) -> None:
        """Remove what a run leaves that was killed."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        with contextlib.suppress(OSError):
            for path in [*self.folder.glob(".*.part"), *self.reports.glob(".*.part")]:
                path.unlink(missing_ok=True)


def records_of(folder: Path) -> list[Record]:
    """What the last run in *folder* graded, in its order.

    Raises:
        UsageError: if nothing is kept there.
    """
    index = folder / KEPT_INDEX
    known = {record.file: record for record in _records(index)}
    if not known:
        raise UsageError(
            f"{folder}: expected a folder that grade has written reports of a class to"
        )
    files: Iterable[str] = known
    for data in _lines(index):
        if isinstance(data.get("class"), list):
            files = data["class"]
    return [known[file] for file in files if file in known]


def read_report(folder: Path, record: Record) -> Report:
    """A report that was kept.

    Raises:
        UsageError: if it is not there, or is none.
    """
    path = folder / REPORTS / f"{record.file}.json"
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or "it is no report of this version"
        raise UsageError(f"{path}: cannot be read: {reason}; grade the class again") from None


def _line(record: Record) -> str:
    return json.dumps(asdict(record))


def _records(index: Path) -> list[Record]:
    found = []
    for data in _lines(index):
        with contextlib.suppress(TypeError):
            found.append(Record(**data))
    return [record for record in found if isinstance(record.file, str)]


def _lines(index: Path) -> list[dict[str, Any]]:
    """The lines that are whole: the last one of a run that was killed may not be."""
    try:
        text = index.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found = []
    for line in text.split("\n"):
        with contextlib.suppress(ValueError):
            data = json.loads(line)
            if isinstance(data, dict):
                found.append(data)
    return found
