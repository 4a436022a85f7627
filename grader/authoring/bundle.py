"""The bundle that students get: what a run on the public cases needs, and no program but their own.

What may stand in it is listed here, property by property: what is new in a spec stays out until it is named.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Any

from grader import __version__, key_file
from grader.answer_key import AnswerKey, Entry, Given, Links
from grader.authoring.scaffold import stubs
from grader.comparison import listed
from grader.diagnosis.mistakes import spoils
from grader.errors import UsageError
from grader.preparation import PUBLIC_CASES, SQUARE_CASES, make_key, make_square_key
from grader.seal import Sealed
from grader.spec import bundle
from grader.spec.model import Feedback, Homework, Kind, Problem

STUBS = "stubs"
README = Path(__file__).with_name("templates") / "bundle-readme.md.template"
# What students may read. Left out: how constraints are met and what is differentiated name steps of the
# reference; errata say what is right, and a rubric what an answer must say.
OF_HOMEWORKS = (
    *("id", "title", "source", "follow_through", "prices", "problems"),
    *("points", "cases", "feedback", "due", "late", "attempts"),
)
OF_PROBLEMS = (
    *("id", "title", "source", "kind", "function", "script", "arrays"),
    *("inputs", "functions", "outputs", "dimensions", "cases", "golden", "extreme", "variations"),
    *("limits", "feedback", "changed_arguments", "autograd", "penalty"),
)
OF_OUTPUTS = (
    *("name", "points", "shape", "list", "dtype", "description", "tolerance", "stability"),
    "random",
)
MARKED = "Marked in the course."
MAX_NAMED = 4


def write_bundle(homework: Homework, folder: Path) -> Path:
    """Write the bundle of *homework* into *folder*; the same homework gives the same bytes.

    Raises:
        UsageError: if the folder holds anything but such a bundle as it was written, or cannot be written.
        ReferenceFailure: if a reference fails on a public case.
    """
    if homework.bundle is not None:
        raise UsageError(f"{homework.folder}: expected a homework, found a bundle for students")
    written = _written(homework, folder)
    contents = _contents(homework)
    try:
        for name in sorted(written - contents.keys()):
            (folder / name).unlink()
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    return folder


def left_to_the_course(homework: Homework) -> list[Problem]:
    """The problems with functions that a bundle cannot judge: constructions, and those that hide right values.

    Right values that students are not to see are not given to them in a file.
    """
    return [
        problem
        for problem in homework.problems
        if problem.kind is Kind.CONSTRUCT
        or (problem.kind is Kind.FUNCTION and problem.feedback is not Feedback.FULL)
    ]


def _written(homework: Homework, folder: Path) -> set[str]:
    """The files of the bundle that *folder* holds; refused if there are others, or changed ones."""
    if not folder.exists():
        return set()
    known: dict[str, str] = {}
    inside = folder / homework.id
    if bundle.is_bundle(inside):
        manifest = bundle.read_manifest(inside)
        known = {f"{homework.id}/{name}": digest for name, digest in manifest["files"].items()}
        known |= manifest["beside"]
        known[f"{homework.id}/{bundle.FILE}"] = bundle.file_digest(
            (inside / bundle.FILE).read_bytes()
        )
    if not folder.is_dir():
        raise UsageError(f"{folder}: expected a folder, found a file; choose another one")
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or bundle.file_digest(path.read_bytes()) != known.get(name):
            raise UsageError(
                f"{path}: expected an empty folder, or a bundle as it was written; choose another one"
            )
    return {name for name in known if (folder / name).exists()}


def _contents(homework: Homework) -> dict[str, bytes]:
    """Every file of the bundle by its path."""
    judged: dict[str, bytes] = {}
    beside: dict[str, bytes] = {}
    document = json.loads((homework.folder / "homework.json").read_text(encoding="utf-8"))
    judged["homework.json"] = _json(_only(OF_HOMEWORKS, document))
    left = left_to_the_course(homework)
    chained = False
    for problem in homework.problems:
        judged[f"{problem.name}/problem.json"] = _json(_spec(problem))
        statement = problem.statement
        if statement.exists():
            beside[f"{homework.id}/{problem.name}/statement.md"] = statement.read_bytes()
        if problem.kind is Kind.WRITTEN or problem in left:
            continue
        for name, key in _keys(problem):
            judged[f"{problem.name}/{name}"] = key_file.dump(key)
            chained = chained or any(links.earlier for links in key.links.values())
    adds = _adds(homework, left, chained=chained)
    words = {
        "title": homework.title,
        "homework": homework.id,
        "version": __version__,
        "adds": adds,
    }
    readme = Template(README.read_text(encoding="utf-8")).substitute(words)
    beside["README.md"] = readme.encode()
    beside |= {f"{STUBS}/{name}": text.encode() for name, text in stubs(homework).items()}
    manifest = {
        "format": bundle.FORMAT,
        "grader": __version__,
        "made_from": homework.digest,
        "adds": adds,
        "files": {name: bundle.file_digest(content) for name, content in sorted(judged.items())},
        "beside": {name: bundle.file_digest(content) for name, content in sorted(beside.items())},
    }
    judged[bundle.FILE] = _json(manifest)
    return beside | {f"{homework.id}/{name}": content for name, content in judged.items()}


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _spec(problem: Problem) -> dict[str, Any]:
    """The spec as far as students may read it."""
    document = json.loads((problem.folder / "problem.json").read_text(encoding="utf-8"))
    public = _only(OF_PROBLEMS, document)
    if "outputs" in public:
        public["outputs"] = [_only(OF_OUTPUTS, output) for output in public["outputs"]]
    if problem.kind is Kind.WRITTEN:
        public["rubric"] = [{"points": problem.points, "text": MARKED}]
    return public


def _only(names: Sequence[str], document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name in names}


def _keys(problem: Problem) -> Iterator[tuple[str, AnswerKey]]:
    """The answer keys of a problem as students may have them, by the name of their file."""
    public = make_key(problem, 0, "", None)
    square = make_square_key(problem, 0, "")
    for name, key in ((PUBLIC_CASES, public), (SQUARE_CASES, square)):
        if key is not None:
            yield name, _handed_out(problem, key)


def _handed_out(problem: Problem, key: AnswerKey) -> AnswerKey:
    """The key without its reference; its mistakes are sealed with the values of whoever makes them."""
    outputs = [output.name for output in problem.outputs]
    links = {name: Links(key.earlier(name), key.needs(name)) for name in outputs}
    sealed = (_sealed(problem, key, mistake) for mistake in key.mistakes)
    return replace(
        key,
        entries=tuple(map(_without_magnitudes, key.entries)),
        mistakes={},
        reference=None,
        links={} if key.reference is None else links,
        sealed=tuple(item for item in sealed if item is not None),
    )


def _without_magnitudes(entry: Entry) -> Entry:
    """The case with scales rounded up to two digits: else one says the largest entry of some step."""
    scales = {
        name: replace(scale, magnitude=_rounded_up(scale.magnitude))
        for name, scale in entry.scales.items()
    }
    return replace(entry, scales=scales)


def _rounded_up(number: float) -> float:
    if not number:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(number)) - 1)
    return math.ceil(number / unit) * unit


def _sealed(problem: Problem, key: AnswerKey, mistake: str) -> Sealed | None:
    """A listed mistake; None if it cannot be computed on all the cases that it shows on, or shows on none.

    The values on ordinary cases open it; if it shows on extreme ones alone, those on all cases.
    """
    entries = tuple(entry for entry in key.entries if not entry.case.stability)
    wrong = _wrong_with(problem, key, mistake, entries)
    if not wrong:
        entries = key.entries
        wrong = _wrong_with(problem, key, mistake, entries)
    given = [key.mistaken(mistake, entry) for entry in entries]
    values = [item for item in given if item is not None]
    if not wrong or len(values) < len(given):
        return None
    openers = {name: [item[name] for item in values] for name in wrong}
    return key_file.sealed(key, mistake, openers)


def _wrong_with(
    problem: Problem, key: AnswerKey, mistake: str, entries: Sequence[Entry]
) -> list[str]:
    """The outputs that are wrong on some of these cases for whoever makes a mistake."""
    answers: list[Given] = [(entry, {}) for entry in entries]
    return [o.name for o in problem.outputs if spoils(problem, key, mistake, answers, o.name)]


def _adds(homework: Homework, left: list[Problem], *, chained: bool) -> str:
    """What only the course's own run adds, in a sentence that is true of this homework."""
    things = ["further cases"]
    if chained and homework.follow_through:
        convention = " or agrees with it by another convention"
        things.append(
            "credit for what follows rightly from an output that is wrong"
            f"{convention * (homework.prices.convention < 1)}"
        )
    things.append("smaller counterexamples")
    things.append("causes that take the reference to find")
    if left:
        names = [problem.name for problem in left]
        many = len(names) > MAX_NAMED
        things.append(f"the judging of {f'{len(names)} problems' if many else listed(names)}")
    return f"graded on the public cases, with a bundle for students. The course's own run adds {listed(things)}."
