"""The files of a folder: which count, and how each is read within bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SubmissionError
from grader.files import Unreadable, read_bytes

ANSWER_SUFFIXES = (".md", ".txt")
ARCHIVE_SUFFIXES = (
    *(".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),
    *(".7z", ".rar", ".tar.zst"),  # refused with a sentence
)
SUFFIXES = (".py", ".ipynb", *ANSWER_SUFFIXES, *ARCHIVE_SUFFIXES)
IGNORED_FOLDERS = frozenset({"__pycache__", "__MACOSX", "node_modules", "site-packages", "venv"})
MAX_ENTRIES = 20_000
MAX_DEPTH = 12


@dataclass(frozen=True)
class Entry:
    """A file that was handed in.

    Attributes:
        name: its path in the submission, as proper text.
        read: gives its content, of at most so many bytes; raises `Unreadable`.
    """

    name: str
    read: Callable[[int], bytes]


def is_ignored(parts: Sequence[str]) -> bool:
    """Whether the file at these parts of a path is not the student's own, or lies too deep."""
    return (
        any(part.startswith(".") for part in parts)
        or not IGNORED_FOLDERS.isdisjoint(parts[:-1])
        or len(parts) > MAX_DEPTH + 1
    )


def proper(name: str) -> str:
    """A file name as proper text; bytes that are not UTF-8 become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def entries_of_folder(folder: Path) -> Iterator[Entry]:
    """The files of *folder* that may be code, answers or archives.

    Raises:
        SubmissionError: if there are too many files.
    """
    root = os.path.realpath(folder)
    for path in _paths(folder):

        def read(limit: int, path: Path = path) -> bytes:
            real = Path(os.path.realpath(path))  # never raises, not even on a loop of links
            if path.is_symlink() and not real.is_relative_to(root):
                raise Unreadable("it is a link out of the folder")
            return read_bytes(path, limit)

        yield Entry(proper(path.relative_to(folder).as_posix()), read)


def _paths(folder: Path) -> Iterator[Path]:
    entries = 0
    for root, folders, names in os.walk(folder):  # does not follow links to folders
        here = Path(root)
        # A folder is listed too if its name ends in .py: the reader says why it is not read.
        names += [name for name in folders if name.endswith(SUFFIXES)]
        folders[:] = sorted(name for name in folders if not is_ignored([name, ""]))
        if len(here.relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        entries += len(names) + len(folders)
        if entries > MAX_ENTRIES:
            raise SubmissionError(
                f"{folder}: expected at most {MAX_ENTRIES:,} files and folders, found more; "
                "is this the folder of one submission?"
            )
        yield from (
            here / name
            for name in sorted(names)
            if name.endswith(SUFFIXES) and not is_ignored([name])
        )
