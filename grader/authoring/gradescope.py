"""The autograder zip for Gradescope: the grader, one homework with its references, and what starts them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from grader.authoring import harness
from grader.errors import UsageError
from grader.seeding import CourseKey
from grader.spec.model import Homework

PACKAGE = Path(__file__).parents[1]
SETUP = Path(__file__).with_name("templates") / "gradescope-setup.sh.template"
PROGRAMS = ("run_autograder", "setup.sh")
KEY = "course-key"
MODES = {**dict.fromkeys(PROGRAMS, 0o100755), KEY: 0o100600}
ROOTS = ("numpy", "click", "click-default-group", "jsonschema", "rich")
TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say: the same homework gives the same bytes
MAX_BYTES = 100 * 2**20  # what Gradescope takes


def write_zip(homework: Homework, file: Path, key: CourseKey | None = None) -> Path:
    """Write the autograder of *homework*; the same grader, homework and key give the same bytes.

    Args:
        homework: the exercises.
        file: to write to.
        key: of the course, which the zip then holds; without it there are no hidden cases there.

    Raises:
        UsageError: if it is a bundle for students, the file exists and is no such zip, or cannot be written.
    """
    if homework.bundle is not None:
        raise UsageError(f"{homework.folder}: expected a homework, found a bundle for students")
    if file.exists() and not _is_ours(file):
        raise UsageError(
            f"{file}: expected no such file yet, or an autograder; choose another name"
        )
    contents = dict(_contents(homework))
    if key is not None:
        contents[KEY] = key.secret.encode()
    content = _zipped(contents)
    if len(content) > MAX_BYTES:
        raise UsageError(
            f"{homework.folder}: {len(content)} bytes in a zip; Gradescope takes {MAX_BYTES}"
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror}") from None
    return file


def _is_ours(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return set(PROGRAMS) <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _zipped(contents: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3  # Unix, wherever it is made: else nothing is executable
            entry.external_attr = MODES.get(name, 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _contents(homework: Homework) -> Iterator[tuple[str, bytes]]:
    """Every file of the zip by its name; without a folder around them, as Gradescope wants it."""
    yield "run_autograder", Path(harness.__file__).read_bytes()
    yield "setup.sh", SETUP.read_bytes()
    torch = any((problem.folder / "objective.py").exists() for problem in homework.problems)
    yield "requirements.txt", "".join(_pins((*ROOTS, *(["torch"] if torch else [])))).encode()
    yield from _tree(PACKAGE, "grader")
    yield from _tree(homework.folder, f"problems/{homework.id}")


def _tree(folder: Path, target: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        # An installed grader has the shipped homeworks in its package.
        if path.is_file() and "__pycache__" not in parts and parts[0] != "problems":
            yield f"{target}/{'/'.join(parts)}", path.read_bytes()


def _pins(roots: tuple[str, ...]) -> Iterator[str]:
    """The versions that this grader runs with, of what it needs and of all that these need."""
    pins: dict[str, str] = {}
    left = list(roots)
    while left:
        name = left.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in pins:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            if name in roots:
                raise UsageError(
                    f"{name} is not installed here, so its version is not known"
                ) from None
            continue  # for other versions of Python, or other systems
        pins[key] = found.version.partition("+")[0]  # such as 2.2.0+cpu, which PyPI does not have
        left += [
            re.split(r"[^\w.-]", line, maxsplit=1)[0]
            for line in found.requires or ()
            if "extra ==" not in line
        ]
    yield from (f"{name}=={version}\n" for name, version in sorted(pins.items()))
