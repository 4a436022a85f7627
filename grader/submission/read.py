"""Reads what a student hands in, whatever it comes as: a folder, a file, a notebook, an archive."""

from __future__ import annotations

import contextlib
import hashlib
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError
from grader.files import TooLarge, Unreadable, read_bytes
from grader.submission.entries import (
    ANSWER_SUFFIXES,
    ARCHIVE_SUFFIXES,
    Entry,
    entries_of_folder,
    proper,
)
from grader.submission.notebooks import (
    NotANotebook,
    code_cells,
    module_of,
    part_name,
    without_magics,
)
from grader.submission.sites import SLOW_IN_TORCH, FunctionSite, read_file, stem

MAX_ANSWERS = 100
MAX_ANSWER_BYTES = 2**16
MAX_FILE_BYTES = 2**20
MAX_NOTEBOOK_BYTES = 32 * 2**20  # with the pictures in it
MAX_NOTEBOOKS_BYTES = 128 * 2**20
MAX_TOTAL_BYTES = 8 * 2**20  # of code
MAX_FILES = 500
MAX_CELLS = 2_000
MAX_NAME_BYTES = 200  # of one part of a path: systems differ, and a few bytes are added
EXPECTED = "a folder, a .py file, a notebook (.ipynb), or a zip or tar archive of these"


@dataclass(frozen=True)
class Answer:
    """A written answer: its file, and its text without comments and headings."""

    file: str
    text: str


@dataclass(frozen=True)
class Submission:
    """The code and the written answers of a student.

    Attributes:
        name: the path it was given as.
        files: content of every Python file that was read, and of every code cell of notebooks that parses,
            by relative path.
        sites: where each module-level function stands, by name: the best place first.
        answers: written answers, by the name of the problem that their file is named after.
        imports: top-level modules that the files import; "torch.optim" and "torch.func" if they use these.
        notes: what was left out or found twice, one sentence each.
        digest: `sha256:…` over the files read.
    """

    name: str
    files: Mapping[str, bytes]
    sites: Mapping[str, tuple[FunctionSite, ...]]
    answers: Mapping[str, Answer]
    imports: frozenset[str]
    notes: tuple[str, ...]
    digest: str

    def parts_of(self, module: str) -> dict[str, bytes]:
        """The files that a module consists of: itself, or of a notebook the cells."""
        return {file: content for file, content in self.files.items() if module_of(file) == module}


def read_submission(path: Path) -> Submission:
    """Read a folder of Python files, notebooks and written answers, one file of these, or an archive of them.

    Raises:
        SubmissionError: if it is missing, empty, no Python, damaged, or larger than any homework.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(f"{path}: {reason[0].lower()}{reason[1:]}") from None
    found = _Found(path)
    if is_folder:
        found.add(entries_of_folder(path))
        _open_only_archive(path, found)
    elif path.name.endswith(ARCHIVE_SUFFIXES):
        _open_archive(path, found)
    elif path.suffix in (".py", ".ipynb"):
        found.add([Entry(proper(path.name), lambda limit: read_bytes(path, limit))])
        if not found.seen and found.notes:
            raise SubmissionError(f"{path}: {found.reasons[0]}")
    else:
        raise SubmissionError(f"{path}: expected {EXPECTED}")
    if not found.seen and not found.texts:
        what = "a folder" if is_folder else "an archive"
        reasons = "".join(f"; {note}" for note in found.notes)
        raise SubmissionError(
            f"{path}: expected {what} with .py files or notebooks, found none{reasons}"
        )
    return _submission(path, found)


def _open_only_archive(path: Path, found: _Found) -> None:
    """What comes out of a course platform: a folder with nothing but an archive in it is that archive."""
    if len(found.archives) == 1 and not found.seen:
        _open_archive(path / found.archives[0], found)
    else:
        found.notes += [
            f"{name} was not opened: hand in one archive, or the files" for name in found.archives
        ]


def _open_archive(path: Path, found: _Found) -> None:
    from grader.submission.archives import entries_of_archive  # most submissions are none

    found.archives.clear()
    with entries_of_archive(path) as entries:
        found.add(entries)
    found.notes += [
        f"{name} was not opened: it is an archive in an archive" for name in found.archives
    ]


class _Found:
    """What was found so far, within bounds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, bytes] = {}  # Python files, and cells of notebooks
        self.texts: dict[str, bytes] = {}
        self.archives: list[str] = []
        self.notes: list[str] = []
        self.reasons: list[str] = []  # of files that were not read, without their names
        self.seen = 0  # files with code
        self.notebook_bytes = 0

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            try:
                self._add(entry)
            except (Unreadable, NotANotebook) as error:
                self.reasons.append(str(error))
                self.notes.append(f"{entry.name} was not read: {error}")
        for name in list(self.files):
            inside = next(
                (str(p) for p in PurePosixPath(name).parents if str(p) in self.files), None
            )
            if inside is not None:
                del self.files[name]
                self.notes.append(f"{name} was not read: {inside} is a file, and no folder")

    def _add(self, entry: Entry) -> None:
        name = entry.name
        if "\0" in name:  # an archive can say so
            raise Unreadable("no file can have that name")
        if name.endswith(ANSWER_SUFFIXES):
            # Data and notes are no answers; there may be any number of them.
            if len(self.texts) < MAX_ANSWERS and _is_short(name):
                with contextlib.suppress(Unreadable):
                    self.texts[name] = entry.read(MAX_ANSWER_BYTES)
        elif name.endswith(ARCHIVE_SUFFIXES):
            self.archives.append(name)
        elif not _is_short(name):
            raise Unreadable("its name is too long")
        elif name.endswith(".ipynb"):
            try:
                content = entry.read(MAX_NOTEBOOK_BYTES)
            except TooLarge as error:
                raise Unreadable(f"{error}; clear the outputs of its cells and save it") from None
            self.notebook_bytes += len(content)
            if self.notebook_bytes > MAX_NOTEBOOKS_BYTES:
                raise SubmissionError(
                    f"{self.path}: expected notebooks of at most {MAX_NOTEBOOKS_BYTES:,} bytes in all, found "
                    "more; is this one submission?"
                )
            cells = code_cells(content).items()
            self._keep({part_name(name, number): code for number, code in cells})
        else:
            content = entry.read(MAX_FILE_BYTES)
            without = without_magics(content)
            if without is not None:
                self.notes.append(f"{name}: lines that only IPython understands were left out")
            self._keep({name: content if without is None else without})

    def _keep(self, files: Mapping[str, bytes]) -> None:
        self.seen += 1
        self.files |= files
        total = sum(map(len, self.files.values()))
        if (
            self.seen > MAX_FILES
            or total > MAX_TOTAL_BYTES
            or len(self.files) > MAX_FILES + MAX_CELLS
        ):
            raise SubmissionError(
                f"{self.path}: expected at most {MAX_FILES} .py files and notebooks of "
                f"{MAX_TOTAL_BYTES:,} bytes of code in all, found more; is this one submission?"
            )


def _is_short(name: str) -> bool:
    return all(len(part.encode()) <= MAX_NAME_BYTES for part in name.split("/"))


def _submission(path: Path, found: _Found) -> Submission:
    notes = found.notes
    sites: dict[str, dict[str, FunctionSite]] = {}
    imports: dict[str, set[str]] = {}
    # Files at the top first: what lies deeper is more often a copy. Sorting is stable: cells stay in order.
    digest = _digest({**found.files, **found.texts})
    for file in sorted(found.files, key=lambda name: (name.count("/"), module_of(name))):
        module = module_of(file)
        defined, imported, reason = read_file(file, found.files[file])
        imports.setdefault(module, set()).update(imported)
        if reason is not None:
            if module != file:  # the other cells are a module without it
                del found.files[file]
            if not defined or module != file:
                what = "the file" if module == file else "the cell"
                notes.append(f"{what} does not parse: {reason}")
        for site in defined:  # within a module the last definition counts
            by_module = sites.setdefault(site.name, {})
            if site.broken is None or module not in by_module:
                by_module[module] = site
    answers: dict[str, Answer] = {}
    for file in sorted(found.texts, key=lambda name: (name.count("/"), name)):
        answers.setdefault(stem(file), Answer(file, _prose(found.texts[file])))
    slow = {f"torch.{name}" for name in SLOW_IN_TORCH}
    return Submission(
        name=proper(str(path)),
        files=found.files,
        sites={
            # Sorting is stable: of two that are filled in, the one higher up.
            name: tuple(sorted(by_module.values(), key=lambda site: not site.usable))
            for name, by_module in sites.items()
        },
        answers=answers,
        imports=frozenset().union(
            *(names if "torch" in names else names - slow for names in imports.values())
        ),
        notes=tuple(notes),
        digest=digest,
    )


def _prose(content: bytes) -> str:
    """What a student wrote: without headings and comments, which the empty file has already."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    text = re.sub(r"<!--.*?(-->|\Z)", "", text, flags=re.DOTALL)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def _digest(files: Mapping[str, bytes]) -> str:
    """A digest of names and content: the same for a folder and for an archive of it."""
    top = _common_folder(files)
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name.removeprefix(top)}\0{len(content)}\0".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"


def _common_folder(names: Iterable[str]) -> str:
    """The folder that all lie in, with a slash at its end; "" if there is none."""
    folders = [name.split("/")[:-1] for name in names]
    shared: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "".join(f"{part}/" for part in shared)
