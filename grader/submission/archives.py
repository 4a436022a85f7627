"""Archives: read in memory, never unpacked onto the disk; refused as a whole if anything in them is amiss."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import math
import re
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from grader.errors import SubmissionError
from grader.files import TooLarge, Unreadable, open_regular
from grader.submission.entries import (
    MAX_ENTRIES,
    SUFFIXES,
    Entry,
    is_ignored,
    proper,
)

MAX_TAR_BYTES = 64 * 2**20  # unpacked: a tar is read from its beginning to its end
# What the libraries read at once while they list an archive: the directory of a zip, a header of a tar.
MAX_DIRECTORY_BYTES = 4 * 2**20
MAX_HEADER_BYTES = 2**14
MAX_TAR_SECONDS = 10.0  # to unpack it and to list it
PIECE = 2**16
ZIP_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
COMPRESSIONS: dict[bytes, Callable[[IO[bytes]], io.BufferedIOBase]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}
UNKNOWN = {b"7z\xbc\xaf'\x1c": "7z", b"Rar!": "RAR", b"(\xb5/\xfd": "zstd"}
ZIPS = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")


class _Refused(Exception):
    """The archive is not read; the message says why."""


@contextlib.contextmanager
def entries_of_archive(path: Path) -> Iterator[list[Entry]]:
    """The files in a zip or tar that may be code, answers or archives, without their single top folder.

    They can be read while the context lasts.

    Raises:
        SubmissionError: if it is damaged, none that is known, or names files outside of itself.
    """
    try:
        file = _File(open_regular(path))
    except Unreadable as error:
        raise SubmissionError(f"{path}: {error}") from None
    with file:
        try:
            with _damage():
                entries = _entries(file)
            yield entries
        except _Refused as error:
            raise SubmissionError(f"{path}: {error}") from None


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    """Refuse the archive for whatever its library raises."""
    try:
        yield
    except (_Refused, Unreadable):
        raise
    except Exception as error:  # noqa: BLE001 - what a damaged archive makes the libraries raise is not documented
        said = str(error).partition("\n")[0]
        why = f" ({name_in_sentence(said)})" if said else ""
        raise _Refused(f"the archive is damaged{why}; make it again and hand that in") from None


def _entries(file: _File) -> list[Entry]:
    head = file.read(8)
    file.seek(0)
    for magic, name in UNKNOWN.items():
        if head.startswith(magic):
            raise _Refused(f"expected a zip or tar archive, found {name}; make a zip of the files")
    if head.startswith(ZIPS):
        return _named(_in_zip(file))
    file.until = time.monotonic() + MAX_TAR_SECONDS
    unpack = next((u for magic, u in COMPRESSIONS.items() if head.startswith(magic)), None)
    unpacked = _limited(file.read if unpack is None else unpack(file).read)
    if unpacked[257:262] != b"ustar" and not tarfile.is_tarfile(
        _Headers(unpacked[:1024], file.until)
    ):
        raise _Refused(
            "expected a zip or tar archive, found something else; make a zip of the files"
        )
    return _named(_in_tar(unpacked, file.until))


class _File(io.FileIO):
    """A file that never reads as much as a zip with millions of entries has the library ask for.

    Attributes:
        until: when reading has to be over: what is packed may unpack to nothing, for hours.
    """

    until = math.inf

    def read(self, size: int | None = -1) -> bytes:
        _check_time(self.until)
        most = MAX_DIRECTORY_BYTES + 1
        content = super().read(most if size is None or not 0 <= size <= most else size) or b""
        if len(content) > MAX_DIRECTORY_BYTES:
            raise _Refused(f"expected at most {MAX_ENTRIES:,} files in the archive, found more")
        return content


class _Headers(io.BytesIO):
    """A tar in memory, whose headers are short and soon read: others take the library very long."""

    def __init__(self, content: bytes, until: float) -> None:
        super().__init__(content)
        self._until = until

    def read(self, size: int | None = -1) -> bytes:
        _check_time(self._until)
        if size is None or not 0 <= size <= MAX_HEADER_BYTES:
            raise _Refused("a header in the archive is longer than any name of a file")
        return super().read(size)


def _limited(read: Callable[[int], bytes]) -> bytes:
    content = bytearray()
    while piece := read(PIECE):
        content += piece
        if len(content) > MAX_TAR_BYTES:
            raise _Refused(
                f"the archive unpacks to more than {MAX_TAR_BYTES:,} bytes; leave out data, or make a zip"
            )
    return bytes(content)


_Found = Iterator[tuple[str, Callable[[int], bytes]]]
"""Files as they come: a name as the archive has it, and how to read it."""


def _in_zip(file: _File) -> _Found:
    archive = zipfile.ZipFile(file)
    for number, info in enumerate(archive.infolist()):
        _check_count(number)
        name = _zip_name(info)
        mode = info.external_attr >> 16
        if info.is_dir():
            _parts(name)
            continue
        if info.flag_bits & 1:
            raise _Refused("the archive is encrypted; make one without a password")

        def read(limit: int, info: zipfile.ZipInfo = info, mode: int = mode) -> bytes:
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                raise Unreadable("it is a link or no regular file")
            if info.file_size > limit:
                raise TooLarge(info.file_size, limit)
            if info.compress_type not in ZIP_READABLE:
                raise Unreadable("it is compressed in an unusual way; make a plain zip")
            content = bytearray()
            with _damage(), archive.open(info) as inner:
                while piece := inner.read(PIECE):
                    content += piece
                    if len(content) > limit:
                        raise _Refused(f"{name_in_sentence(info.filename)} is larger than it says")
            return bytes(content)

        yield name, read


def name_in_sentence(name: str) -> str:
    """A name from an archive, not longer than a sentence may have."""
    return name if len(name) <= 100 else f"{name[:99]}…"


def _zip_name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & 0x800:
        # Old programs write UTF-8 and do not say so; the library takes that for the code page of the first PCs.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/") if info.create_system == 0 else name


def _in_tar(content: bytes, until: float) -> _Found:
    archive = tarfile.TarFile(fileobj=_Headers(content, until))
    number = 0
    while (member := archive.next()) is not None:
        _check_count(number)
        number += 1
        if member.isdir():
            _parts(member.name)
            continue

        def read(limit: int, member: tarfile.TarInfo = member) -> bytes:
            if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
                raise Unreadable("it is a link or no regular file")
            if not 0 <= member.size <= limit:
                raise TooLarge(member.size, limit)
            return content[member.offset_data : member.offset_data + member.size]

        yield proper(member.name), read
    # The library stops at a header that it cannot read as it does at the end.
    if content[archive.offset : archive.offset + tarfile.BLOCKSIZE].strip(b"\0"):
        raise _Refused("the archive is damaged; make it again and hand that in")


def _check_time(until: float) -> None:
    if time.monotonic() > until:
        raise _Refused("the archive takes too long to read; make a zip of the files")


def _check_count(number: int) -> None:
    if number >= MAX_ENTRIES:
        raise _Refused(
            f"expected at most {MAX_ENTRIES:,} files in the archive, found more; "
            "is this one submission?"
        )


def _named(found: _Found) -> list[Entry]:
    """The files that count, by their path, without the single folder that all of them lie in.

    Raises:
        _Refused: if a name leads out of the archive, or is there twice.
    """
    files: dict[tuple[str, ...], Callable[[int], bytes]] = {}
    for name, read in found:
        parts = _parts(name)
        if not parts or is_ignored(parts):
            continue
        if parts in files and parts[-1].endswith(SUFFIXES):
            raise _Refused(f"{name_in_sentence('/'.join(parts))} is in the archive twice")
        files[parts] = read
    tops = {parts[0] for parts in files}
    strip = 1 if len(tops) == 1 and all(len(parts) > 1 for parts in files) else 0
    return [
        Entry("/".join(parts[strip:]), read)
        for parts, read in sorted(files.items())
        if parts[-1].endswith(SUFFIXES)
    ]


def _parts(name: str) -> tuple[str, ...]:
    shown = name_in_sentence(name)
    if name.startswith(("/", "\\")) or re.match("[A-Za-z]:", name):
        raise _Refused(
            f"{shown} in the archive is an absolute path; make a zip of the folder itself"
        )
    if ".." in re.split(r"[\\/]", name):
        raise _Refused(f"{shown} in the archive leads out of it; make a zip of the folder itself")
    return tuple(part for part in name.split("/") if part not in ("", "."))
