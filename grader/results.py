"""Records of what happened: one call's `Outcome`, a `Mismatch`, and the `Report` made of them.

Frozen, without behaviour but totals. Nothing here knows how to run, compare or print.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
"""Values of a report: what JSON can say, and the floats NaN and ±infinity."""


class Verdict(StrEnum):
    """How an output, or a problem as a whole, came out."""

    PASSED = "passed"  #: right on every case
    CARRIED = "carried"  #: wrong only because an earlier output is; earns its points or a share
    WRONG_SHAPE = "wrong_shape"  #: right values in another shape; loses what the homework sets
    OTHER_CONVENTION = "other_convention"  #: right by another convention; loses what is set
    WRONG_ANSWER = "wrong_answer"  #: returned, but not what was asked for
    RUNTIME_ERROR = "runtime_error"  #: raised, or its process ended
    TIME_LIMIT = "time_limit"  #: took too long
    MEMORY_LIMIT = "memory_limit"  #: asked for too much memory
    OUTPUT_LIMIT = "output_limit"  #: printed or returned too much
    INVALID_SUBMISSION = "invalid_submission"  #: the file does not parse or load
    NOT_ATTEMPTED = "not_attempted"  #: no such function, or still the stub
    NEEDS_MARKING = "needs_marking"  #: a written answer; with a bundle, what only the course judges
    INTERNAL_ERROR = "internal_error"  #: the grader failed: costs no marks


RIGHT = (Verdict.PASSED, Verdict.CARRIED)
"""The verdicts of an output that is right, if only for the student's own earlier values."""

PRICED = (Verdict.WRONG_SHAPE, Verdict.OTHER_CONVENTION)
"""The verdicts of an output that is right but for its form; the homework says what that costs."""

OPEN = (Verdict.NEEDS_MARKING, Verdict.INTERNAL_ERROR)
"""The verdicts of a problem of which no points are known yet."""


class Ending(StrEnum):
    """How one call into the student's process ended."""

    RETURNED = "returned"  #: with a value
    RAISED = "raised"  #: with a Python exception
    TIME_LIMIT = "time_limit"  #: stopped at its deadline
    MEMORY_LIMIT = "memory_limit"  #: could not get the memory it asked for
    OUTPUT_LIMIT = "output_limit"  #: stopped for printing or returning too much
    DIED = "died"  #: the process ended, or broke the protocol


ANSWERED = (Ending.RETURNED, Ending.RAISED)
"""The endings after which the process goes on: no limit was hit."""


@dataclass(frozen=True)
class Unsupported:
    """Stands for a returned value that is neither a number, text nor a container of them."""

    type_name: str


@dataclass(frozen=True)
class Named:
    """What a name on a failing line stood for, as the student's process says.

    Attributes:
        type_name: name of its class.
        shape: of an array or tensor; of a list, tuple or dict its length.
        argument: the number of the argument of the call that it is.
    """

    type_name: str
    shape: tuple[int, ...] | None = None
    argument: int | None = None


@dataclass(frozen=True)
class StudentError:
    """What stopped a call, in words for the student.

    Attributes:
        type_name: name of the exception class, or None when a process ended or a limit was hit.
        message: the exception's own text, or a sentence.
        file: the student's innermost file in the traceback, relative to the submission.
        line: line in that file.
        source: the text of that line.
        through: the library known to need what the sandbox refuses, if the error came through one;
            "autograd", where that is not allowed; "stand-in", where what is used would come from a module that
            is not here; or "missing", where a script calls what is not written, or what is still to be filled in.
        position: of the expression that raised: last line, first and last column, as `ast` counts.
        values: what the names in that expression stood for, by their text, such as "X" and "X.T".
    """

    message: str
    type_name: str | None = None
    file: str | None = None
    line: int | None = None
    source: str | None = None
    through: str | None = None
    position: tuple[int, int, int] | None = None
    values: Mapping[str, Named] = field(default_factory=dict)

    def __str__(self) -> str:
        if self.type_name is None:
            text = self.message
        else:
            text = f"{self.type_name}: {self.message}" if self.message else self.type_name
        if self.file is not None and self.line is not None:
            text = f"{self.file}:{self.line}: {text}"
        return text


@dataclass(frozen=True)
class Outcome:
    """What one call did.

    Attributes:
        ending: how it ended.
        value: what it returned: plain values and numpy arrays, `Unsupported` for anything else. Of a script
            that raised, the outputs that do not need the line that did.
        arguments: the arguments as they were after the call, to see changes made in place.
        error: what stopped it, unless it returned.
        seconds: wall time of the call, by the grader's clock.
        printed: bytes of text that came while it was waited for.
        drew: the global random generators whose state it changed, as the student's process says.
        shared: parts of the value that share memory with an argument, as that process says: the key or
            place in the value, None for the value itself, and the number of the argument.
    """

    ending: Ending
    value: object = None
    arguments: tuple[object, ...] = ()
    error: StudentError | None = None
    seconds: float = 0.0
    printed: int = 0
    drew: tuple[str, ...] = ()
    shared: tuple[tuple[str | int | None, int], ...] = ()


@dataclass(frozen=True)
class Mismatch:
    """Where an answer differs from the right one, by how much, and how much was allowed.

    Attributes:
        message: one sentence for the student, without expected values.
        max_abs_difference: greatest absolute difference, where numbers could be compared.
        at: index of the greatest difference.
        allowed: the difference that would still have been right.
        differing: number of entries that differ by more than that.
        total: number of entries.
        actual: the student's value as float or int arrays would show it, if it could be read.
        reshaped: whether the values are right, in a shape with axes of length 1 too many or too few.
    """

    message: str
    max_abs_difference: float | None = None
    at: tuple[int, ...] | None = None
    allowed: float | None = None
    differing: int | None = None
    total: int | None = None
    actual: Plain = None
    reshaped: bool = False


@dataclass(frozen=True)
class Diagnosis:
    """The likely cause of a wrong output.

    Attributes:
        code: the family of causes, such as "mistake".
        message: the sentence that the student should read.
        evidence: on how many cases, of which sizes, the explanation holds.
        mistake: the id of the listed mistake, if it is one.
        when: what tells the cases, or the entries, that are wrong from those that are right.
        shows: the same as the end of a sentence, where it is about variations: "only with pad = 0".
    """

    code: str
    message: str
    evidence: str
    mistake: str | None = None
    when: str | None = None
    shows: str | None = None


@dataclass(frozen=True)
class Counterexample:
    """A small case on which an output is wrong.

    Attributes:
        index: number of the case of the run; with seed and student key it remakes the case.
        name: name of a golden or extreme case, or the tag of a variation.
        arguments: arguments by name.
        expected: the right value; absent where the homework does not show it.
        actual: the student's value; absent if there was none.
        shrunk: whether it is simpler than the case of the run that it was found from.
        lists: the arguments that are lists of arrays, which look as one array where all have one shape.
        calls: the lines that are executed with them, of a script of calls.
    """

    index: int
    arguments: Mapping[str, Plain]
    name: str | None = None
    expected: Plain = None
    actual: Plain = None
    max_abs_difference: float | None = None
    at: tuple[int, ...] | None = None
    allowed: float | None = None
    shrunk: bool = False
    lists: tuple[str, ...] = ()
    calls: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CaseCounts:
    """On how many cases an output was right and wrong."""

    passed: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """On how many it was judged."""
        return self.passed + self.failed


@dataclass(frozen=True)
class OutputResult:
    """Verdict and credit of one output of a problem.

    Attributes:
        cases: the public ones, of which everything else here tells.
        needs: the inputs and outputs that it is computed from, through no other output.
        hidden: the cases that only the key of the course makes; None if none were called.
    """

    name: str
    verdict: Verdict
    score: float
    max_score: float
    cases: CaseCounts = field(default_factory=CaseCounts)
    message: str | None = None
    diagnosis: Diagnosis | None = None
    counterexample: Counterexample | None = None
    needs: tuple[str, ...] = ()
    hidden: CaseCounts | None = None


@dataclass(frozen=True)
class Axis:
    """An axis of a picture: its name, and the numbers at its two ends."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Mark:
    """A point that matters.

    Attributes:
        at: its place, a number an axis.
        actual: the student's value there.
        right: whether that is right.
        expected: the right value; absent where the homework does not show it.
    """

    at: tuple[float, ...]
    actual: float
    right: bool
    expected: float | None = None


@dataclass(frozen=True)
class Panel:
    """One frame of a figure: with one axis a curve, with two the regions of a plane.

    Attributes:
        title: such as "n = 2".
        axes: one or two.
        actual: the student's values. On a curve they lie evenly from one end of the axis to the other;
            of a plane there is a list a row of equal cells, from the low end of the second axis up.
        expected: the right values on the same grid; absent where there are none, or they are not shown.
        marks: points that matter.
    """

    title: str
    axes: tuple[Axis, ...]
    actual: Plain
    expected: Plain = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Figure:
    """What the student's functions do on a grid; a format draws it.

    Attributes:
        caption: what is seen, in a sentence.
        panels: the frames.
        classes: of regions, what the values -1 and 1 are called.
    """

    caption: str
    panels: tuple[Panel, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProblemResult:
    """Verdict and credit of one problem; a written one has no function, and its points wait.

    `notes` are what the student should know, and what costs nothing.
    Where there are several functions, *function* has all their names.
    """

    id: str
    title: str
    function: str | None
    verdict: Verdict
    score: float
    max_score: float
    outputs: tuple[OutputResult, ...] = ()
    file: str | None = None
    line: int | None = None
    message: str | None = None
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The id without that of the homework."""
        return last_part(self.id)

    @property
    def was_judged(self) -> bool:
        """Whether its outputs have something of their own to say: not if it came out as a whole, untried."""
        return any(output.cases.total for output in self.outputs)


def last_part(problem: str) -> str:
    """The id of a problem without that of its homework."""
    return problem.partition("/")[2] or problem


@dataclass(frozen=True)
class SubmissionInfo:
    """What was graded: the name it was given as, and a digest of the files that were read."""

    name: str
    digest: str


@dataclass(frozen=True)
class SandboxInfo:
    """How the student's code was kept apart: the level reached, and the layers that make it."""

    level: str
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Late:
    """What handing in late costs.

    Attributes:
        due: when the homework was due, as its file says.
        days: how many days had begun since then.
        share: of the earned points that is lost.
        points: how many points that is.
        closed: whether nothing is accepted any more, so that all is lost.
    """

    due: str
    days: int
    share: float
    points: float = 0.0
    closed: bool = False


@dataclass(frozen=True)
class Attempt:
    """Which attempt of a student's it was.

    Attributes:
        number: from 1.
        limit: how many count; None if all do.
        taken: which of those, "best" or "last".
    """

    number: int
    limit: int | None = None
    taken: str = "best"

    @property
    def counts(self) -> bool:
        """Whether it is among those that count."""
        return self.limit is None or self.number <= self.limit


@dataclass(frozen=True)
class Environment:
    """What a report was made with, beside the grader; *torch* only if the submission imports it."""

    python: str
    numpy: str
    machine: str
    torch: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What it takes to make a report again, beside what the report says anyway.

    Attributes:
        problems: the digest of each problem that was graded, by id, in the order of the report.
        results: the digest of what was found out about each of them, by id.
        findings: the digest of all that was found out: the report without where it comes from, and times.
        environment: what it was made with.
        cases: number of random cases of each problem; None for the spec's own.
        figures: whether the functions were called once more for pictures.
        further_calls: the problems for which the clock ended further calls of what is wrong, by id, and after
            how many.
    """

    problems: Mapping[str, str]
    results: Mapping[str, str]
    findings: str
    environment: Environment
    cases: int | None = None
    figures: bool = False
    further_calls: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """Where a report comes from: with the submission and the homework, enough to make it again."""

    homework: str
    homework_digest: str
    grader_version: str
    seed: int
    submission: SubmissionInfo
    sandbox: SandboxInfo
    student: str | None = None
    key_fingerprint: str | None = None
    submitted: str | None = None
    attempt: Attempt | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True)
class Report:
    """Everything that grading one submission found out; every format is a function of it.

    A problem that ended in `internal_error` counts neither in `score` nor in `max_score`.

    Attributes:
        student: key of the student; None for cases that are the same for all.
        hidden_cases: how many further cases a function has in a run with the key of the course; None if none.
        key_fingerprint: tells which key it was; None if the report was made without.
        submitted: when it was handed in, with the offset from UTC; None if nobody said.
        late: what that costs; None if it was in time.
        attempt: which one it was; None if nobody said.
        bundle_of: digest of the homework that the bundle for students was made from which it was graded with;
            *homework_digest* is the bundle's own. None without a bundle.
        receipt: what it takes to make it again.
    """

    homework: str
    homework_title: str
    homework_digest: str
    grader_version: str
    seed: int
    submission: SubmissionInfo
    sandbox: SandboxInfo
    problems: tuple[ProblemResult, ...]
    seconds: float
    student: str | None = None
    notes: tuple[str, ...] = ()
    hidden_cases: int | None = None
    key_fingerprint: str | None = None
    submitted: str | None = None
    late: Late | None = None
    attempt: Attempt | None = None
    bundle_of: str | None = None
    receipt: Receipt | None = None

    @property
    def origin(self) -> Origin:
        """Where it comes from."""
        return Origin(**{item.name: getattr(self, item.name) for item in fields(Origin)})

    @property
    def closed(self) -> bool:
        """Whether it came when nothing was accepted any more."""
        return self.late is not None and self.late.closed

    @property
    def earned(self) -> float:
        """Points of all problems, whenever it was handed in."""
        return sum(problem.score for problem in self._counted)

    @property
    def score(self) -> float:
        """Points that count: what was earned, less what is lost for being late; 0 beyond the last attempt."""
        if self.attempt is not None and not self.attempt.counts:
            return 0.0
        return self.earned if self.late is None else round(self.earned - self.late.points, 9)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return sum(problem.max_score for problem in self._counted)

    @property
    def pending(self) -> float:
        """Points of what nobody has marked yet; `max_score` has them in it."""
        waiting = (p for p in self.problems if p.verdict is Verdict.NEEDS_MARKING)
        return sum(problem.max_score for problem in waiting)

    @property
    def passed(self) -> bool:
        """Whether every problem passed, but for what waits to be marked, and all of it counts."""
        fine = (Verdict.PASSED, Verdict.NEEDS_MARKING)
        right = all(problem.verdict in fine for problem in self.problems)
        return right and self.score == self.earned

    @property
    def grader_failed(self) -> bool:
        """Whether a problem could not be judged for a reason that is the grader's."""
        return any(problem.verdict is Verdict.INTERNAL_ERROR for problem in self.problems)

    @property
    def _counted(self) -> list[ProblemResult]:
        return [p for p in self.problems if p.verdict is not Verdict.INTERNAL_ERROR]
