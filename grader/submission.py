"""What a student hands in: read as bytes and parsed with `ast`, never imported.

Everything is bounded: number and size of files, depth of folders. Links that lead out of the folder,
devices and pipes are not followed. A file that cannot be read or parsed costs only what stands in it.
"""

from __future__ import annotations

import ast
import codecs
import hashlib
import os
import re
import stat
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from grader.errors import SubmissionError, UsageError
from grader.spec.model import Homework, Problem

SUFFIXES = (".py", ".md", ".txt")  # code, and written answers
MAX_ANSWERS = 100
MAX_ANSWER_BYTES = 2**16
MAX_FILE_BYTES = 2**20
MAX_TOTAL_BYTES = 8 * 2**20
MAX_FILES = 500
MAX_ENTRIES = 20_000
MAX_DEPTH = 12
SLOW_IN_TORCH = ("optim", "func")  # parts of torch whose first use imports far more
MAY_BE_CALLED = ast.Lambda | ast.Name | ast.Call | ast.Attribute | ast.IfExp | ast.Subscript
# How Python's parser puts what only Python 2 took.
OF_PYTHON_2 = (
    "Missing parentheses in call to 'print'",
    "Missing parentheses in call to 'exec'",
    "multiple exception types must be parenthesized",
)
IGNORED_FOLDERS = frozenset({"__pycache__", "node_modules", "site-packages", "venv"})


@dataclass(frozen=True)
class FunctionSite:
    """Where a function stands.

    Attributes:
        name: its name.
        file: the file, relative to the submission.
        line: the line of its `def`.
        is_stub: whether its body is empty or only raises NotImplementedError.
        broken: why the file cannot be parsed, if it cannot.
    """

    name: str
    file: str
    line: int
    is_stub: bool = False
    broken: str | None = None


@dataclass(frozen=True)
class Answer:
    """A written answer: its file, and its text without comments and headings."""

    file: str
    text: str


@dataclass(frozen=True)
class Submission:
    """The Python files and written answers of a student.

    Attributes:
        name: the path it was given as.
        files: content of every file that was read, by relative path.
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


def read_submission(path: Path) -> Submission:
    """Read a folder of `.py` files and written answers, or a single `.py` file.

    Raises:
        SubmissionError: if it is missing, empty, no Python, or larger than any homework.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SubmissionError(f"{path}: {reason[0].lower()}{reason[1:]}") from None
    notes: list[str] = []
    if is_folder:
        files = _read_folder(path, notes)
        if not files:
            reasons = "".join(f"; {note}" for note in notes)
            raise SubmissionError(f"{path}: expected a folder with .py files, found none{reasons}")
    elif path.suffix == ".py":
        reason, content = _read_file(path)
        if reason is not None:
            raise SubmissionError(f"{path}: {reason}")
        files = {_text(path.name): content}
    else:
        raise SubmissionError(f"{path}: expected a folder or a .py file")
    sites: dict[str, dict[str, FunctionSite]] = {}
    answers: dict[str, Answer] = {}
    imports: set[str] = set()
    # Files at the top first: what lies deeper is more often a copy.
    for file in sorted(files, key=lambda name: (name.count("/"), name)):
        if not file.endswith(".py"):
            answers.setdefault(_stem(file), Answer(file, _prose(files[file])))
            continue
        found, names, reason = _parse(file, files[file])
        imports |= names
        if reason is not None and not found:
            notes.append(f"the file does not parse: {reason}")
        for site in found:  # within a file the last definition counts
            sites.setdefault(site.name, {})[file] = site
    return Submission(
        name=_text(str(path)),
        files={name: content for name, content in files.items() if name.endswith(".py")},
        sites={
            # Sorting is stable: of two that are filled in, the one higher up.
            name: tuple(
                sorted(by_file.values(), key=lambda site: site.is_stub or bool(site.broken))
            )
            for name, by_file in sites.items()
        },
        answers=answers,
        imports=frozenset(imports),
        notes=tuple(notes),
        digest=_digest(files),
    )


def choose_homework(submission: Submission, homeworks: Mapping[str, set[str]]) -> str:
    """The homework most of whose functions the submission defines, and questions it answers.

    Args:
        submission: what was handed in.
        homeworks: names of the functions and written answers that each homework asks for.

    Raises:
        SubmissionError: if it has nothing of any.
        UsageError: if two fit equally well.
    """
    given = submission.sites.keys() | submission.answers.keys()
    counts = {name: len(wanted & given) for name, wanted in homeworks.items()}
    best = max(counts.values(), default=0)
    if best == 0:
        known = sorted({name for wanted in homeworks.values() for name in wanted})
        raise SubmissionError(
            f"{submission.name}: expected a function of one of the homeworks {', '.join(homeworks)}; "
            f"{_found_instead(submission, known)}"
        )
    chosen = [name for name, count in counts.items() if count == best]
    if len(chosen) > 1:
        raise UsageError(
            f"{submission.name}: fits the homeworks {' and '.join(chosen)} equally well "
            f"({best} function{'s' * (best > 1)} each); name one with --homework"
        )
    return chosen[0]


Sites = Mapping[str, FunctionSite]
"""Where the functions of a problem stand, by name."""


def locate(submission: Submission, problem: Problem, homework: Homework) -> Sites:
    """Where the functions stand that answer *problem*; those that are not there are left out.

    A file named after the problem comes first. Files named after other problems of the homework that ask
    for a function of the same name do not count.
    """
    others = _namesakes(problem, homework)
    sites: dict[str, FunctionSite] = {}
    for function in problem.functions:
        found = [s for s in submission.sites.get(function.name, ()) if _stem(s.file) not in others]
        own = [site for site in found if _stem(site.file) == problem.name]
        for site in (own or found)[:1]:
            sites[function.name] = site
    return sites


def double_notes(submission: Submission, homework: Homework) -> tuple[str, ...]:
    """A sentence for each function that another file defines as well, and that could have been meant."""
    return tuple(
        f"{site.name} is defined in {site.file} and {other.file}; {site.file} was graded"
        for problem in homework.problems
        for site in locate(submission, problem, homework).values()
        for other in submission.sites[site.name]
        if other.file != site.file
        and not (other.is_stub or other.broken)
        and _stem(other.file) not in _namesakes(problem, homework)
    )


def _namesakes(problem: Problem, homework: Homework) -> set[str]:
    """The other problems that ask for a function of the same name."""
    names = {function.name for function in problem.functions}
    return {
        other.name
        for other in homework.problems
        if other is not problem and not names.isdisjoint(item.name for item in other.functions)
    }


def near_miss(
    submission: Submission, function: str, asked_for: Collection[str]
) -> FunctionSite | None:
    """A function whose name looks like *function* mistyped, and is none that is *asked_for*."""
    names = submission.sites.keys() - set(asked_for)
    close = get_close_matches(function, sorted(names), n=1, cutoff=0.75)
    return submission.sites[close[0]][0] if close else None


def _found_instead(submission: Submission, known: list[str]) -> str:
    defined = list(submission.sites)
    if not defined:
        what = "no function at all" if submission.files else "no .py file"
        return f"found {what}" + "".join(f"; {note}" for note in submission.notes)
    for name in defined:
        close = get_close_matches(name, known, n=1, cutoff=0.75)
        if close:
            return f"found {name}; is that {close[0]}?"
    shown = ", ".join(sorted(defined)[:5])
    return f"found {shown}{', …' if len(defined) > 5 else ''}"


def _read_folder(folder: Path, notes: list[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = answers = 0
    for path in _paths(folder):
        name = _text(path.relative_to(folder).as_posix())
        real = Path(os.path.realpath(path))  # never raises, not even on a loop of links
        if path.is_symlink() and not real.is_relative_to(os.path.realpath(folder)):
            notes.append(f"{name} was not read: it is a link out of the folder")
            continue
        reason, content = _read_file(path)
        if path.suffix != ".py":
            # Data and notes are no answers; there may be any number of them.
            if reason is None and len(content) <= MAX_ANSWER_BYTES and answers < MAX_ANSWERS:
                files[name] = content
                answers += 1
            continue
        if reason is not None:
            notes.append(f"{name} was not read: {reason}")
            continue
        total += len(content)
        if len(files) - answers == MAX_FILES or total > MAX_TOTAL_BYTES:
            raise SubmissionError(
                f"{folder}: expected at most {MAX_FILES} .py files of {MAX_TOTAL_BYTES:,} bytes in "
                "all, found more; is this the folder of one submission?"
            )
        files[name] = content
    return files


def _paths(folder: Path) -> Iterator[Path]:
    entries = 0
    for root, folders, names in os.walk(folder):  # does not follow links to folders
        here = Path(root)
        # A folder is listed too if its name ends in .py: the reader says why it is not read.
        names += [name for name in folders if name.endswith(SUFFIXES)]
        folders[:] = sorted(
            name for name in folders if name not in IGNORED_FOLDERS and not name.startswith(".")
        )
        if len(here.relative_to(folder).parts) >= MAX_DEPTH:
            folders.clear()
        entries += len(names) + len(folders)
        if entries > MAX_ENTRIES:
            raise SubmissionError(
                f"{folder}: expected at most {MAX_ENTRIES:,} files and folders, found more; "
                "is this the folder of one submission?"
            )
        yield from (here / name for name in sorted(names) if name.endswith(SUFFIXES))


def _text(name: str) -> str:
    """A file name as proper text; bytes that are not UTF-8 become escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read_file(path: Path) -> tuple[str | None, bytes]:
    """Why a file cannot be used, or None and its content."""
    try:
        # Non-blocking: opening a pipe that nobody writes would wait for ever.
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        return (error.strerror or "it cannot be opened").lower(), b""
    try:
        status = os.fstat(fd)
        if stat.S_ISDIR(status.st_mode):
            return "it is a folder", b""
        if not stat.S_ISREG(status.st_mode):
            return "it is not a regular file", b""
        if status.st_size > MAX_FILE_BYTES:
            return f"it has {status.st_size:,} bytes, at most {MAX_FILE_BYTES:,} are read", b""
        content = b""
        # At most the bound, even if the file has grown since.
        while piece := os.read(fd, MAX_FILE_BYTES - len(content)):
            content += piece
        return None, content
    except OSError as error:
        return (error.strerror or "it cannot be read").lower(), b""
    finally:
        os.close(fd)


def _parse(file: str, content: bytes) -> tuple[list[FunctionSite], set[str], str | None]:
    """The functions of a file, what it imports, and why it does not parse if it does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as an invalid escape: the student's to see
            tree = ast.parse(content, file)
        sites = list(_sites(file, tree.body))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = _parse_error(file, error)
        return _broken(file, content, reason), set(), reason
    imports: set[str] = set()
    slow = {f"torch.{name}" for name in SLOW_IN_TORCH}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imports.add(node.module.partition(".")[0])
            imports |= {f"torch.{a.name}" for a in node.names if a.name in SLOW_IN_TORCH}
            imports |= {n for n in slow if f"{node.module}.".startswith(f"{n}.")}
        elif isinstance(node, ast.Attribute) and node.attr in SLOW_IN_TORCH:
            imports.add(f"torch.{node.attr}")
    return sites, imports if "torch" in imports else imports - slow, None


def _parse_error(file: str, error: Exception) -> str:
    if isinstance(error, SyntaxError):
        said = str(error.msg)
        if said.startswith(OF_PYTHON_2):
            said += "; this is Python 2, and Python 3 runs it"
        return f"{file}:{error.lineno}: {said}" if error.lineno else f"{file}: {said}"
    return f"{file}: {str(error) or 'nested too deeply'}"


def _sites(file: str, body: list[ast.stmt]) -> Iterator[FunctionSite]:
    """Functions that exist once the module has run, also inside `if`, `try` and `with`."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield FunctionSite(node.name, file, node.lineno, is_stub=_is_stub(node.body))
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for name, value in _assigned(node):
                if isinstance(value, MAY_BE_CALLED):
                    yield FunctionSite(name, file, node.lineno)
        elif isinstance(node, ast.ImportFrom):  # under its own name it stands where it comes from
            for alias in node.names:
                if alias.asname is not None and alias.asname != alias.name:
                    yield FunctionSite(alias.asname, file, node.lineno)
        elif isinstance(node, ast.If | ast.Try | ast.With) and not _is_main_block(node):
            for block in ("body", "orelse", "finalbody"):
                yield from _sites(file, getattr(node, block, []))
            for handler in getattr(node, "handlers", []):
                yield from _sites(file, handler.body)


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[str, ast.expr | None]]:
    """Names and what is assigned to them; of `f, g = make()` the call, to each."""
    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple | ast.List):
            values: list[ast.expr | None] = [node.value] * len(target.elts)
            if isinstance(node.value, ast.Tuple | ast.List):
                values = [*node.value.elts]
            for item, value in zip(
                target.elts, values, strict=False
            ):  # `f, *rest = ...` is no match
                if isinstance(item, ast.Name):
                    yield item.id, value


def _is_main_block(node: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`, which does not run when a file is imported."""
    test = node.test if isinstance(node, ast.If) else None
    names = [test.left, *test.comparators] if isinstance(test, ast.Compare) else []
    return any(isinstance(name, ast.Name) and name.id == "__name__" for name in names)


def _is_stub(body: list[ast.stmt]) -> bool:
    return all(
        isinstance(node, ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Raise) and _names_not_implemented(node.exc))
        for node in body
    )


def _names_not_implemented(node: ast.expr | None) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    return isinstance(target, ast.Name) and target.id == "NotImplementedError"


def _broken(file: str, content: bytes, reason: str) -> list[FunctionSite]:
    """The functions that a file would define if it could be parsed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        reason = f"{file}: it is saved as UTF-16; save it as UTF-8"
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = content.removeprefix(codecs.BOM_UTF8)
    return [
        FunctionSite(
            match[1].decode("ascii"),
            file,
            content.count(b"\n", 0, match.start()) + 1,
            broken=reason,
        )
        for match in re.finditer(rb"^def[ \t]+([A-Za-z_][A-Za-z0-9_]*)", content, re.MULTILINE)
    ]


def _stem(file: str) -> str:
    """The name of the problem that a file is named after, if it is."""
    return PurePosixPath(file).stem.replace("_", "-")


def _prose(content: bytes) -> str:
    """What a student wrote: without headings and comments, which the empty file has already."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    text = re.sub(r"<!--.*?(-->|\Z)", "", text, flags=re.DOTALL)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return f"sha256:{digest.hexdigest()}"
