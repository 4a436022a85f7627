"""Files that may be anybody's are read within bounds; what a killed process must not leave half is written whole."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from grader.errors import UsageError


class Unreadable(Exception):
    """A file cannot be used; the message says why."""


class TooLarge(Unreadable):
    """A file has more bytes than are read."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"it has {size:,} bytes, at most {limit:,} are read")


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most *limit* bytes.

    Raises:
        Unreadable: if it is none, or cannot be read.
    """
    fd = open_regular(path)
    try:
        size = os.fstat(fd).st_size
        if size > limit:
            raise TooLarge(size, limit)
        content = b""
        # At most the bound, even if the file has grown since.
        while piece := os.read(fd, limit - len(content)):
            content += piece
    except OSError as error:
        raise Unreadable((error.strerror or "it cannot be read").lower()) from None
    finally:
        os.close(fd)
    return content


def open_regular(path: Path) -> int:
    """A descriptor of a regular file; the caller closes it.

    Raises:
        Unreadable: if it is none, or cannot be opened.
    """
    try:
        # Non-blocking: opening a pipe that nobody writes would wait for ever.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        mode = os.fstat(fd).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise Unreadable(reason.lower()) from None
    if not stat.S_ISREG(mode):
        os.close(fd)
        what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise Unreadable(f"it is {what}")
    return fd


def read_text(path: Path, limit: int) -> str:
    """The text in a file of at most *limit* bytes.

    Raises:
        UsageError: if it cannot be read, or is no text.
    """
    try:
        return read_bytes(path, limit).decode("utf-8")
    except Unreadable as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: expected UTF-8 text") from None


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file so that there is all of it or nothing, whoever else writes it.

    Raises:
        UsageError: if it cannot be written.
    """
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
