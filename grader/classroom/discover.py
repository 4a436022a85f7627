"""Which submissions there are, and whose: from the paths of a command, and from names of LMS downloads.

Names are read with care: what fits no known pattern is a student called like the folder or the file. A
student's own folder with folders in it is not taken for a class.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError
from grader.submission import Submission, read_submission
from grader.submission.entries import ARCHIVE_SUFFIXES, IGNORED_FOLDERS
from grader.submission.notebooks import module_of

CODE = (".py", ".ipynb")
# What a teacher keeps beside submissions; anything else is one, if only to be told that it cannot be read.
BESIDE = (".csv", ".tsv", ".xls", ".xlsx", ".txt", ".md", ".json", ".yml", ".yaml", ".log", ".html")
ALIKE = 2  # folders and archives that answer the same, from which on a folder is that of a class
ALIKE_WITH_CODE = 5  # with code beside them: nobody keeps that many versions of one answer
REPORTS, GRADES, PAGE = "reports", "grades.csv", "misconceptions.html"  # of a folder of results
KEPT_INDEX = Path(REPORTS, "index.jsonl")  # by which it is known
METADATA = "submission_metadata.yml"

# The shortest beginning: what follows is a name that the student chose, and may look like another's.
CANVAS = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d{2,})_(?P<attachment>\d{2,})_(?P<file>.+)", re.DOTALL
)
CANVAS_COPY = re.compile(r"(?P<stem>.+)-\d+(?P<suffix>\.\w+)", re.DOTALL)
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?",
    re.DOTALL,
)
BLACKBOARD = re.compile(
    r"(?P<title>.+?)_(?P<name>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)",
    re.DOTALL,
)
GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")


@dataclass(frozen=True)
class Entry:
    """One submission of a class.

    Attributes:
        student: whose it is.
        path: the file or folder; of several files the first.
        files: of a download that mixes the files of all students: the name that each was handed in as, and
            where it lies now. Empty where *path* is all.
        handed_in: when, if the download says so; without a zone where that has none.
        ids: what the LMS calls the student: "canvas", "moodle", "sid", "email", "username".
        note: what the download says besides.
    """

    student: str
    path: Path
    files: tuple[tuple[str, Path], ...] = ()
    handed_in: datetime | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Found:
    """The submissions of a class, in the order of their names, and in words where they come from."""

    entries: tuple[Entry, ...]
    origin: str

    @property
    def students(self) -> int:
        """How many different ones there are."""
        return len({entry.student for entry in self.entries})


def find_class(folder: Path, asked: Callable[[], Set[str]], output: Path) -> Found | None:
    """The submissions in *folder*, or None if it is the folder of one student.

    It is a class if the names in it are those of a download, or if two of the folders and archives in it
    define the same function of a homework. With code at its top these may be older versions of that; so it
    takes five then, and files count like folders.

    Args:
        folder: to be looked at.
        asked: says the names of the functions that homeworks ask for.
        output: where results are kept: no submission, if it lies in there.
    """
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        return None  # whoever reads it says why
    paths = [path for path in inside if _may_be_one(path, output)]
    found = _download(paths)
    if found is not None:
        return replace(found, origin=f"in {_text(folder)}, {found.origin}")
    code = [path for path in paths if path.suffix in CODE and not _is_folder(path)]
    several = [
        path for path in paths if _is_folder(path) or path.name.lower().endswith(ARCHIVE_SUFFIXES)
    ]
    enough = ALIKE_WITH_CODE if code else ALIKE
    if len(code) + len(several) < enough or not _alike([*several, *code], asked, enough):
        return None
    return Found(tuple(_each(paths)), f"in {_text(folder)}")


def students_in(archive: Submission) -> int:
    """Of how many students an archive has files, by the names of a download: it is no submission of one then."""
    names = {PurePosixPath(module_of(name)).parts[:2] for name in archive.files}
    counts = [0]
    for depth in (0, 1):  # a download may be in a folder
        tops = {parts[depth] for parts in names if len(parts) > depth}
        for pattern in (CANVAS, MOODLE, BLACKBOARD, GRADESCOPE):
            found = filter(None, map(pattern.fullmatch, tops))
            counts.append(len({m.groupdict().get("id") or m["name"] for m in found}))
    return max(counts)


def find_all(folder: Path, output: Path) -> Found:
    """Whatever may be a submission in *folder*, which is known to be that of a class.

    Raises:
        OSError: if it cannot be read.
    """
    inside = sorted(folder.iterdir(), key=lambda path: path.name)
    return find_submissions([path for path in inside if _may_be_one(path, output)], output)


def find_submissions(paths: Sequence[Path], output: Path) -> Found:
    """Each of several paths as a submission; those of a download by the names in it."""
    wanted = [path for path in paths if not _is_output(path, output)]
    found = _download([path for path in wanted if _may_be_one(path, output)])
    if found is not None and len({path.parent for path in wanted}) == 1:
        return found
    return Found(tuple(_each(wanted)), "")


def read_entry(entry: Entry, scratch: Path) -> Submission:
    """Read a submission; files that lie among those of others get the names back that they were handed in as.

    Args:
        entry: what to read.
        scratch: a folder for copies.

    Raises:
        SubmissionError: if it cannot be read.
    """
    try:
        if not entry.files:
            return read_submission(entry.path)
        import tempfile  # only a class of such files needs it

        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            targets = [_placed(path, Path(folder) / name) for name, path in entry.files]
            read = read_submission(targets[0] if len(targets) == 1 else Path(folder))
        return replace(read, name=_text(entry.path))
    except SubmissionError as error:
        # Not the name of a copy that is gone.
        said = str(error).replace(f"{scratch}{os.sep}", "")
        said = re.sub(r"^tmp\w+(/|: )", "", said) if entry.files else said
        raise SubmissionError(said) from None
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise SubmissionError(f"{entry.path}: {reason}") from None


def _placed(path: Path, target: Path) -> Path:
    if not stat.S_ISREG(path.stat().st_mode):
        raise SubmissionError(f"{path}: it is not a regular file")
    try:
        os.link(path, target)
    except OSError:  # another disk, or one without links
        import shutil  # compression libraries come with it

        shutil.copyfile(path, target)
    return target


# Names of files and folders.


def _may_be_one(path: Path, output: Path) -> bool:
    """Whether this may be a submission, and not something that lies beside them."""
    name = path.name
    if name.startswith(".") or name in IGNORED_FOLDERS:
        return False
    if _is_folder(path):
        return not _is_output(path, output)
    if any(pattern.fullmatch(name) for pattern in (CANVAS, MOODLE, BLACKBOARD)):
        return True
    return not name.lower().endswith(BESIDE)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - never raises, however long the name is


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - the same


def _is_output(path: Path, output: Path) -> bool:
    """Whether this is a folder of results: it has nothing else at its top, or a student could hide in one."""
    if path.absolute() == output.absolute():
        return True
    try:
        inside = {item.name for item in path.iterdir() if not item.name.startswith(".")}
    except OSError:
        return False
    return _is_file(path / KEPT_INDEX) and inside <= {REPORTS, GRADES, PAGE}


def _alike(paths: Sequence[Path], asked: Callable[[], Set[str]], enough: int) -> bool:
    """Whether *enough* of them, of different names, define the same function that a homework asks for.

    A folder beside an archive of it is one student's.
    """
    owners: dict[str, set[str]] = {}
    for path in paths:
        try:
            submission = read_submission(path)
        except (SubmissionError, OSError):
            continue
        for function in submission.sites:
            owners.setdefault(function, set()).add(_stem(path))
        shared = {function for function, names in owners.items() if len(names) >= enough}
        if shared and not shared.isdisjoint(asked()):  # which takes longer than reading
            return True
    return False


def _each(paths: Sequence[Path]) -> Iterator[Entry]:
    """A student each. Of the same name in different folders, with as many of these as tell them apart."""
    namesakes: dict[str, set[Path]] = {}
    for path in paths:
        namesakes.setdefault(_stem(path), set()).add(path.absolute().parent)
    for path in paths:
        own = path.absolute().parent
        others = namesakes[_stem(path)] - {own}
        depth = 0
        while depth < len(own.parts) - 1 and any(
            other.parts[len(other.parts) - depth :] == own.parts[len(own.parts) - depth :]
            for other in others
        ):
            depth += 1
        above = own.parts[len(own.parts) - depth :]
        yield Entry("/".join([*(_text(Path(part)) for part in above), _stem(path)]), path)


def _stem(path: Path) -> str:
    """The name of a folder, or of a file without what tells its format."""
    name = _text(Path(path.absolute().name)) or "submission"
    if _is_folder(path):
        return name
    found = next((end for end in (*ARCHIVE_SUFFIXES, *CODE) if name.lower().endswith(end)), "")
    return name[: len(name) - len(found)] or name


def _text(path: Path) -> str:
    """A path as proper text; bytes that are not UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


# Downloads from an LMS.


def _download(paths: Sequence[Path]) -> Found | None:
    """The submissions, if names of a download are those of two students and of half the entries."""
    for read, origin in (
        (_canvas, "from a Canvas download"),
        (_moodle, "from a Moodle download"),
        (_blackboard, "from a Blackboard download"),
        (_gradescope, "from a Gradescope export"),
    ):
        entries, rest = read(paths)
        if len({tuple(entry.ids.items()) for entry in entries}) > 1 and len(rest) <= len(entries):
            every = [*_told_apart(entries), *_each(rest)]
            return Found(tuple(sorted(every, key=_order)), origin)
    return None


def _order(entry: Entry) -> tuple[str, str, str]:
    return entry.student, str(entry.handed_in or ""), entry.path.name


Read = tuple[list[Entry], list[Path]]
"""What the names of a download say, and the paths that they say nothing of."""


def _grouped(
    paths: Iterable[Path], pattern: re.Pattern[str], *keys: str
) -> tuple[dict[tuple[str, ...], list[tuple[re.Match[str], Path]]], list[Path]]:
    groups: dict[tuple[str, ...], list[tuple[re.Match[str], Path]]] = {}
    rest = []
    for path in paths:
        found = pattern.fullmatch(_text(Path(path.name)))
        if found is None:
            rest.append(path)
        else:
            groups.setdefault(tuple(found[key] for key in keys), []).append((found, path))
    return groups, rest


def _canvas(paths: Sequence[Path]) -> Read:
    groups, rest = _grouped(paths, CANVAS, "id")
    entries = []
    for (number,), group in groups.items():
        found = group[0][0]
        files = _files([(match["file"], path) for match, path in group], copies=True)
        late = "late, says Canvas" if any(match["late"] for match, _ in group) else ""
        ids = {"canvas": number}
        entries.append(Entry(found["name"], group[0][1], files, ids=ids, note=late))
    return entries, rest


def _moodle(paths: Sequence[Path]) -> Read:
    groups, rest = _grouped(paths, MOODLE, "id")
    entries = []
    for (number,), group in groups.items():
        # A text that was typed in is no code; it counts only where it is all there is.
        handed = [item for item in group if item[0]["kind"] == "file"] or group
        found, path = handed[0]
        flat = [(match["file"] or each.name, each) for match, each in handed if _is_file(each)]
        files = _files(flat) if len(flat) == len(handed) else ()
        entries.append(Entry(found["name"], path, files, ids={"moodle": number}))
    return entries, rest


def _blackboard(paths: Sequence[Path]) -> Read:
    groups, rest = _grouped(paths, BLACKBOARD, "name", "time")
    entries = []
    for (name, moment), group in groups.items():
        # The text file of an attempt is Blackboard's own.
        handed = [(match["file"], path) for match, path in group if match["file"]]
        if not handed:
            handed = [(path.name, path) for _, path in group]
        try:
            when = datetime.strptime(moment, "%Y-%m-%d-%H-%M-%S")
        except ValueError:
            when = None
        ids = {"username": name}
        entries.append(Entry(name, handed[0][1], _files(handed), when, ids))
    return entries, rest


def _gradescope(paths: Sequence[Path]) -> Read:
    groups, rest = _grouped(paths, GRADESCOPE, "id")
    entries = []
    known: dict[Path, dict[str, tuple[list[dict[str, str]], datetime | None]]] = {}
    for (number,), group in groups.items():
        for _, path in group:
            if path.parent not in known:
                known[path.parent] = _metadata(path.parent / METADATA)
            people, when = known[path.parent].get(path.name, ([], None))
            # Each of a group has the same submission.
            for person in people or [{"name": path.name}]:
                name = person.get("name") or person.get("email") or path.name
                ids = {key: person[key] for key in ("sid", "email") if person.get(key)}
                ids = ids or {"gradescope": number}
                entries.append(Entry(name, path, handed_in=when, ids=ids))
    return entries, [path for path in rest if _is_folder(path)]


def _metadata(file: Path) -> dict[str, tuple[list[dict[str, str]], datetime | None]]:
    """Who handed in each folder and when, of the few lines of Gradescope's YAML that say so."""
    found: dict[str, tuple[list[dict[str, str]], datetime | None]] = {}
    folder, people = "", False
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if head := re.fullmatch(r"(submission_\w+):\s*", line):
                    folder, people = head[1], False
                    found[folder] = ([], None)
                elif folder and (key := re.fullmatch(r"  :(\w+):\s*(.*?)\s*", line)):
                    people = key[1] == "submitters"
                    if key[1] == "created_at":
                        found[folder] = (found[folder][0], _moment(key[2]))
                elif people and (item := re.fullmatch(r"  ([- ]) :(\w+):\s*(.*?)\s*", line)):
                    if item[1] == "-":
                        found[folder][0].append({})
                    if found[folder][0]:
                        found[folder][0][-1][item[2]] = _unquoted(item[3])
    except OSError:
        return {}
    return found


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_unquoted(text)[:19]).replace(tzinfo=UTC)
    except ValueError:
        return None


def _unquoted(text: str) -> str:
    if text[:1] == "'" == text[-1:]:
        return text[1:-1].replace("''", "'")
    if text[:1] == '"' == text[-1:]:
        try:
            return str(json.loads(text))
        except ValueError:
            return text.strip('"')
    return text


def _files(
    handed: Sequence[tuple[str, Path]], *, copies: bool = False
) -> tuple[tuple[str, Path], ...]:
    """Files by names that are safe and different from each other.

    With *copies*, "hw-1.py" is what Canvas makes of a second "hw.py": it gets its name back where no other
    file has it.
    """
    named = []
    plain = Counter(_original(name) for name, _ in handed)
    for name, path in handed:
        own = name
        if copies and plain[_original(name)] == 1:
            own = _original(name)
        own = own.replace("/", "_").replace("\0", "_")
        named.append((own if own not in ("", ".", "..") else path.name, path))
    taken = Counter(name for name, _ in named)
    return tuple((name if taken[name] == 1 else path.name, path) for name, path in named)


def _original(name: str) -> str:
    found = CANVAS_COPY.fullmatch(name)
    return f"{found['stem']}{found['suffix']}" if found else name


def _told_apart(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Different students of one name get their id beside it."""
    owners: dict[str, set[str]] = {}
    for entry in entries:
        owners.setdefault(entry.student, set()).add(json.dumps([*entry.ids.items()]))
    for entry in entries:
        if len(owners[entry.student]) > 1:
            yield replace(entry, student=f"{entry.student} ({next(iter(entry.ids.values()))})")
        else:
            yield entry
