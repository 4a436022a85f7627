"""Loads the files that a problem's functions stand in: whole, or only what the functions need.

A file counts as a whole. Where that cannot be loaded, functions do not pay for what they do not use, such as a
plot or a file of data: only what they need is loaded. Of a notebook that comes first, since most of its cells
are not meant to run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grader.comparison import listed
from grader.crashes.sentence import error_sentence
from grader.results import Diagnosis, Ending, Outcome, ProblemResult, StudentError, Verdict
from grader.sandbox.session import Session
from grader.scoring import VERDICT_OF_ENDING, untried
from grader.spec.model import Problem
from grader.submission import Sites, Submission
from grader.submission.notebooks import cell_number, module_of
from grader.submission.slices import WHOLE, Slice

if TYPE_CHECKING:
    from grader.submission.needs import Sources

MAX_RANGES = 5  # of lines or cells in a sentence


@dataclass(frozen=True)
class _Failure:
    """A file that could not be loaded, and what happened."""

    module: str
    outcome: Outcome

    @property
    def lacks_module(self) -> bool:
        """Whether it is for want of a module, as the student's process says."""
        error = self.outcome.error
        return error is not None and error.type_name in ("ImportError", "ModuleNotFoundError")


@dataclass(frozen=True)
class _Loaded:
    """What was loaded for a problem, and what failed before.

    Attributes:
        modules: the files and notebooks.
        version: what of them.
        failure: what failed first.
        places: the file or notebook of each function and class.
        stand_ins: the modules that might be stood in for.
        empty: those of them that were, by empty ones.
    """

    modules: tuple[str, ...]
    version: Slice
    failure: _Failure | None
    places: Mapping[str, str]
    stand_ins: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


class Loader:
    """Loads what the problems of one submission need, and remembers what could not be loaded."""

    def __init__(self, submission: Submission, session: Session) -> None:
        self._submission = submission
        self._session = session
        self._failures: dict[tuple[object, ...], _Failure] = {}
        self._loaded: dict[str, _Loaded] = {}  # by problem
        self._empty: tuple[str, ...] = ()  # of the attempt at hand
        self._slow: set[frozenset[str]] = set()  # modules of which too much takes too long

    def load(self, problem: Problem, sites: Sites) -> ProblemResult | None:
        """Execute the files that the problem's functions stand in; the result if they cannot be loaded."""
        usable = {name: site.module for name, site in sites.items() if site.broken is None}
        self._session.places = usable
        modules = tuple(sorted(set(usable.values())))
        failures: list[_Failure] = []
        lacking: list[Slice] = []  # what failed for want of a module
        for version in self._versions(usable):
            failure = self._failure(problem, modules, version)
            if failure is None:
                first = next(iter(failures), None)
                self._loaded[problem.id] = _Loaded(modules, version, first, usable)
                return None
            failures.append(failure)
            if failure.lacks_module:
                lacking.append(version)
            if failure.outcome.ending is Ending.TIME_LIMIT and version is not WHOLE:
                self._slow.add(frozenset(modules))
        for version in lacking:
            failure = self._failure(problem, modules, version, self._imported)
            if failure is None:
                self._loaded[problem.id] = _Loaded(
                    modules, version, failures[0], usable, self._imported, self._empty
                )
                return None
        outcome = failures[0].outcome
        verdict = VERDICT_OF_ENDING[outcome.ending]
        if outcome.ending is Ending.RAISED:
            verdict = Verdict.INVALID_SUBMISSION
        diagnosis = None if outcome.error is None else self._cause(outcome.error)
        return untried(problem, verdict, self._sentence(failures[0]), diagnosis)

    def restore(self, problem: Problem) -> None:
        """Have the session load for *problem* what was loaded for it before."""
        loaded = self._loaded.get(problem.id)
        self._session.places = {} if loaded is None else loaded.places
        if loaded is None:
            self._session.replace({})
        else:
            self._session.replace(loaded.version.files, loaded.stand_ins)

    def modules(self, problem: Problem) -> tuple[str, ...]:
        """The files that were loaded for *problem*."""
        return self._loaded[problem.id].modules

    def notes(self, problem: Problem) -> tuple[str, ...]:
        """What was skipped of files that could not be loaded as a whole, and what was stood in for: a sentence each."""
        loaded = self._loaded.get(problem.id)
        if loaded is None or loaded.failure is None:
            return ()
        if not loaded.empty:
            return self._skipped(problem, loaded, loaded.failure)
        told = "are not here, and empty modules stand in for them: what needs them cannot be graded"
        if len(loaded.empty) == 1:
            told = (
                "is not here, and an empty module stands in for it: what needs it cannot be graded"
            )
        return (f"{listed(loaded.empty)} {told}", *self._skipped(problem, loaded, loaded.failure))

    def _skipped(self, problem: Problem, loaded: _Loaded, failure: _Failure) -> tuple[str, ...]:
        if (
            loaded.stand_ins
            and not loaded.version.files
            and failure.module in self._submission.files
        ):
            return ()  # the whole of a file was run
        names = listed(problem.written)
        why = self._sentence(failure).partition("\n")[0]
        if not loaded.version.files:
            return (f"all of {failure.module} was run, for {names} alone failed: {why}",)
        skipped = [
            f"{_counted('line', lines)} of {file}"
            for file, lines in loaded.version.skipped.items()
            if module_of(file) == file
        ]
        what = f"{', '.join(skipped)} skipped" if skipped else "what is not needed"
        need = "needs" if len(problem.written) == 1 else "need"
        return (f"only what {names} {need} was run ({what}): {why}",)

    def notebook_notes(self) -> tuple[str, ...]:
        """Which cells of notebooks were skipped for every problem, a sentence a notebook."""
        skipped: dict[str, dict[str, set[int]]] = {}
        for loaded in self._loaded.values():
            for module in loaded.modules:
                lines = {
                    file: {line for first, last in ranges for line in range(first, last + 1)}
                    - loaded.version.imports[file]
                    for file, ranges in loaded.version.skipped.items()
                    if module_of(file) == module != file
                }
                before = skipped.get(module, lines)
                skipped[module] = {
                    file: both for file in lines if (both := lines[file] & before.get(file, set()))
                }
        return tuple(
            f"{module}: only what the functions need was run, without all or part of "
            + _counted("code cell", [(number, number) for number in map(cell_number, files)])
            for module, files in skipped.items()
            if files
        )

    def _versions(self, usable: Mapping[str, str]) -> Iterator[Slice]:
        """What to try, in this order; *usable* are the modules that the functions stand in, by name."""
        notebooks = {module for module in usable.values() if module not in self._submission.files}
        if not notebooks:
            yield WHOLE
        wanted = [(module, name) for name, module in usable.items()]
        modules = frozenset(usable.values())
        # First with all through which a value could be changed: that may be too much to run, but not too little.
        needed = [] if modules in self._slow else [self._sources.slice_for(wanted, broad=True)]
        needed.append(self._sources.slice_for(wanted))
        if notebooks:
            cells = [_cells_of(version) for version in needed]
            yield from cells
            yield from (
                v for v, c in zip(needed, cells, strict=True) if len(c.files) < len(v.files)
            )
            yield WHOLE
        else:
            yield from (version for version in needed if version.files)

    @cached_property
    def _sources(self) -> Sources:
        from grader.submission.needs import Sources  # most submissions can be loaded as they are

        return Sources(self._submission.files)

    @cached_property
    def _imported(self) -> tuple[str, ...]:
        from grader.submission.imports import imported_modules  # most find all that they import

        return imported_modules(self._submission.files)

    def _failure(
        self,
        problem: Problem,
        modules: Iterable[str],
        version: Slice,
        stand_ins: tuple[str, ...] = (),
    ) -> _Failure | None:
        """Load *modules* in this version, each that has not failed before; the first that fails."""
        limits = (problem.limits.load_seconds, problem.limits.memory_bytes)
        what = (frozenset(version.files.items()), stand_ins)
        for module in modules:
            known = self._failures.get((module, what, limits))
            if known is not None:
                return known
        self._session.replace(version.files, stand_ins)
        empty: dict[str, None] = {}
        for module in modules:
            outcome = self._session.load(module, problem.limits, autograd=problem.autograd)
            if outcome.ending is not Ending.RETURNED:
                failure = _Failure(module, outcome)
                self._failures[module, what, limits] = failure
                return failure
            # What the process says counts only for names that the files have.
            said = outcome.value if isinstance(outcome.value, list) else []
            texts = {item for item in said if isinstance(item, str)}
            empty |= dict.fromkeys(name for name in stand_ins if name in texts)
        self._empty = tuple(empty)
        return None

    def _cause(self, error: StudentError) -> Diagnosis | None:
        """The cause of a failure that lies in where the files are run."""
        from grader.crashes.environment import cause_of  # what can be loaded does not wait for it

        return cause_of(error, self._session.files)

    def _sentence(self, failure: _Failure) -> str:
        error = failure.outcome.error
        if failure.outcome.ending is Ending.RAISED and error is not None:
            told = error_sentence(error, self._session.files)
            return f"the file could not be loaded: {told}"
        if failure.outcome.ending is Ending.TIME_LIMIT:  # it says what took so long
            return str(error)
        return f"loading {failure.module}: {error}"


def _cells_of(version: Slice) -> Slice:
    """The same of notebooks only."""
    files = {file: code for file, code in version.files.items() if module_of(file) != file}
    skipped = {file: lines for file, lines in version.skipped.items() if file in files}
    return Slice(files, skipped, version.imports)


def _counted(noun: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Numbers in words, such as "lines 3, 5 and 12"."""
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            first = merged.pop()[0]
        merged.append((first, last))
    shown = [f"{a}" if a == b else f"{a}-{b}" for a, b in merged[:MAX_RANGES]]
    if len(merged) > MAX_RANGES:
        shown.append("more")
    one = len(shown) == 1 and merged[0][0] == merged[0][1]
    return f"{noun}{'' if one else 's'} {listed(shown)}"
