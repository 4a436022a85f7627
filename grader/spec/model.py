"""What a problem is, once its file has been read: frozen records, described field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from grader.spec.script import Script

Shape = tuple[str | int, ...]
"""Arithmetic on names of dimensions, and fixed sizes; `()` is a scalar."""


class Kind(StrEnum):
    """How a problem is judged."""

    FUNCTION = "function"  # outputs are compared with the reference
    CONSTRUCT = "construct"  # any answer with the required property; a verifier decides
    WRITTEN = "written"  # text, marked by hand against a rubric


class Feedback(StrEnum):
    """What a student sees of a wrong answer, most first."""

    FULL = "full"  # the case, their value and the right value
    DIAGNOSIS = "diagnosis"  # the same without the right value
    VERDICT = "verdict"  # the verdict alone


class ChangedArguments(StrEnum):
    """What it means that a call changes its arguments in place."""

    WRONG = "wrong"  # the value is wrong
    NOTED = "noted"  # a note says so, and it costs nothing
    ALLOWED = "allowed"  # nothing


class Counts(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"  # the one with the most points; of equal ones the first
    LAST = "last"  # the last that came before it was closed


@dataclass(frozen=True)
class Value:
    """One named array or scalar, or a list of them.

    Attributes:
        name: as the exercise calls it.
        shape: symbolic, such as `("d1", "d0")`; of a list, the shape of item `i`.
        dtype: "float64", "int64", "text", or "layers": a list of layers, each a list of functions.
        description: one line for stubs and statements.
        count: the number of items of a list; None if it is none.
    """

    name: str
    shape: Shape
    dtype: str = "float64"
    description: str | None = None
    count: str | None = None


def leaves(value: object) -> Iterator[Any]:
    """The arrays and scalars of a value that may be a list of them."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@dataclass(frozen=True)
class Input(Value):
    """An argument, and how its values are drawn.

    Attributes:
        distribution: name of the family in `grader.cases.distributions`.
        parameters: parameters of the family; text in place of a number is arithmetic on sizes.
        unused: whether the right answer does not depend on it.
    """

    distribution: str = "normal"
    parameters: Mapping[str, Any] | None = None
    unused: bool = False


@dataclass(frozen=True)
class Function:
    """What is called: a function that the student writes, or a script that calls what they write.

    Attributes:
        name: of the function; of a script, the names of all that it calls.
        inputs: arguments in order.
        returns: returned values in order; of a script, what its outputs are.
        script: the lines of calls, if it is one.
    """

    name: str
    inputs: tuple[Input, ...]
    returns: tuple[Value, ...]
    script: Script | None = None

    @property
    def written(self) -> tuple[str, ...]:
        """The names that the student writes."""
        return (self.name,) if self.script is None else tuple(i.name for i in self.script.written)

    @property
    def called(self) -> str | Script:
        """What a session is to call."""
        return self.name if self.script is None else self.script

    def positional(self, arguments: Mapping[str, Any]) -> tuple[Any, ...]:
        """Arguments by name, in the order in which the function takes them."""
        return tuple(arguments[item.name] for item in self.inputs)

    def returned(self, name: str) -> Value:
        """The returned value of that name."""
        return next(item for item in self.returns if item.name == name)


@dataclass(frozen=True)
class Tolerance:
    """Replaces the default tolerance of an output: |actual - expected| <= atol + rtol * max|expected|."""

    rtol: float = 0.0
    atol: float = 0.0


@dataclass(frozen=True)
class Derivative:
    """What an output is the derivative of, so that finite differences can check it.

    Attributes:
        of: the step that is differentiated.
        by: the input or step that it is differentiated by.
        factor: what the derivative is multiplied with; -1 where the document's sign is the other.
    """

    of: str
    by: str
    factor: float = 1.0


@dataclass(frozen=True)
class Penalty:
    """What a loss has besides the data: coefficient * strength * sum(W * W) for each penalised input W.

    Attributes:
        loss: the output that has it.
        strength: the scalar input that it is multiplied with.
        gradients: the outputs that have its derivative, 2 * coefficient * strength * W, each with its W.
        coefficient: the number in front of it in the loss.
    """

    loss: str
    strength: str
    gradients: Mapping[str, str]
    coefficient: float = 1.0


@dataclass(frozen=True)
class Stability:
    """What an output loses that is right, but for numbers that floating point makes hard.

    Attributes:
        points: how many of its points.
        remedy: a form that is right there too, in a sentence for the student.
    """

    points: float
    remedy: str


Quantity = str | float
"""A number, or arithmetic on the sizes and the inputs of a case that are single numbers."""


@dataclass(frozen=True)
class Mask:
    """Each entry is 0, or *factor* times that of an input; which is left to chance.

    Attributes:
        of: the input.
        factor: what an entry that is kept is multiplied by.
        kept: the probability that an entry is kept, independently of all others; with `like`, that of the other.
        like: the output of the same case that is 0 at the same places.
        unlike: an output of the same case whose places are drawn anew.
    """

    of: str
    factor: Quantity = 1.0
    kept: Quantity = 0.0
    like: str | None = None
    unlike: str | None = None


@dataclass(frozen=True)
class Normal:
    """Independent normal numbers."""

    mean: Quantity
    std: Quantity


@dataclass(frozen=True)
class Uniform:
    """Independent numbers spread evenly between two ends."""

    low: Quantity
    high: Quantity


Random = Mask | Normal | Uniform
"""How an output is distributed that is drawn at random."""


@dataclass(frozen=True)
class Output:
    """Something that is judged and worth points.

    Attributes:
        random: how it is distributed, in place of being equal to the reference's.
    """

    name: str
    points: float
    tolerance: Tolerance | None = None
    derivative: Derivative | None = None
    stability: Stability | None = None
    random: Random | None = None

    @property
    def stability_points(self) -> float:
        """How many of its points are for numbers that floating point makes hard."""
        return 0.0 if self.stability is None else self.stability.points


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric.

    Attributes:
        points: what it is worth.
        text: what an answer must say.
        bonus: whether it is on top of the problem's points.
    """

    points: float
    text: str
    bonus: bool = False


@dataclass(frozen=True)
class Dimension:
    """The sizes that a symbolic dimension may have.

    Attributes:
        low: the smallest.
        high: the largest.
        count: of a family `d[0]`, `d[1]`, …: how many; None for a single dimension.
    """

    low: int
    high: int
    count: str | None = None


@dataclass(frozen=True)
class Constraint:
    """A condition that drawn cases must meet.

    Attributes:
        values: name of an input or of a step of the reference.
        away_from: no value lies within `by` of this number.
        by: the distance to keep.
        some: "negative" or "positive": at least one value has that sign.
        holds: every value is true.
    """

    values: str
    away_from: float | None = None
    by: float = 0.0
    some: str | None = None
    holds: bool = False


@dataclass(frozen=True)
class Golden:
    """A case whose numbers are printed in the source document.

    Attributes:
        name: how the report calls it.
        arguments: every argument, as nested lists.
        expected: some of the outputs, as nested lists.
        decimals: number of decimals printed; an answer may differ by half a unit of the last.
    """

    name: str
    arguments: Mapping[str, Any]
    expected: Mapping[str, Any]
    decimals: int


@dataclass(frozen=True)
class Extreme:
    """A random case pushed to where careless code overflows or underflows.

    Attributes:
        name: how the report calls it.
        scale: a factor for each named argument.
        add: a number added to each named argument, after the factor.
        sizes: sizes of named dimensions in place of drawn ones.
        arguments: values of named arguments, as nested lists, in place of drawn ones.
        stability: whether it is floating point that makes it hard, so that only points for that are lost.
    """

    name: str
    scale: Mapping[str, float] = field(default_factory=dict)
    add: Mapping[str, float] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    stability: bool = False


@dataclass(frozen=True)
class Variation:
    """Random cases in which one thing is other than usual, so that a report can say that it fails there alone.

    Attributes:
        tag: what is other, such as "pad = 0"; reports say "only with pad = 0".
        arguments: values of named arguments, as nested lists, in place of drawn ones.
        sizes: sizes of named dimensions in place of drawn ones.
        scale: a factor for each named argument.
        add: a number added to each named argument, after the factor.
        cases: how many there are.
    """

    tag: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    scale: Mapping[str, float] = field(default_factory=dict)
    add: Mapping[str, float] = field(default_factory=dict)
    cases: int = 3


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes:
        load_seconds: wall time for loading the file.
        call_seconds: wall time of one call.
        total_seconds: wall time of all calls of a problem.
        memory_bytes: memory above what the interpreter with numpy needs.
        printed_bytes: text printed while a problem is judged.
        result_bytes: size of one returned value.
    """

    load_seconds: float = 10.0
    call_seconds: float = 2.0
    total_seconds: float = 20.0
    memory_bytes: int = 512 * 2**20
    printed_bytes: int = 2**20
    result_bytes: int = 8 * 2**20


@dataclass(frozen=True)
class Erratum:
    """A mistake of the source document: what it prints, and what is asked for instead.

    Attributes:
        mistake: id of the listed mistake that an answer is which follows the document.
        submission: the submission that shows it, as `verdict/name`.
    """

    id: str
    printed: str
    correction: str
    mistake: str | None = None
    submission: str | None = None


@dataclass(frozen=True, eq=False)
class Problem:
    """One exercise. Two problems are equal only if they are the same object.

    Attributes:
        id: `homework/problem`.
        folder: where its files lie.
        functions: what is called; exactly one for `Kind.FUNCTION`, none for `Kind.WRITTEN`.
        outputs: what is judged, in the order of the exercise.
        dimensions: the sizes that each symbolic dimension may have.
        rubric: by what a written answer is marked.
        changed_arguments: what it means that a call changes its arguments in place.
        bundled: whether the folder is of a bundle for students: public cases in place of a reference.
        autograd: whether a call may differentiate automatically.
        variations: of kind function, cases in which one thing is other than usual.
        penalty: how the loss is regularised; None if it is not.
        digest: `sha256:…` over every file of the folder.
    """

    id: str
    folder: Path
    title: str
    source: str
    kind: Kind
    functions: tuple[Function, ...]
    outputs: tuple[Output, ...]
    dimensions: Mapping[str, Dimension]
    constraints: tuple[Constraint, ...]
    random_cases: int
    golden: tuple[Golden, ...]
    extreme: tuple[Extreme, ...]
    limits: Limits
    feedback: Feedback
    errata: tuple[Erratum, ...]
    changed_arguments: ChangedArguments
    rubric: tuple[Criterion, ...]
    autograd: bool = True
    variations: tuple[Variation, ...] = ()
    penalty: Penalty | None = None
    bundled: bool = False
    digest: str = ""

    @property
    def function(self) -> Function:
        """The function, of a problem that has one; else the first."""
        return self.functions[0]

    @property
    def written(self) -> tuple[str, ...]:
        """The names of the functions and classes that the student writes."""
        return tuple(name for function in self.functions for name in function.written)

    @property
    def scripted(self) -> tuple[str, ...]:
        """Those of them that a script calls."""
        scripts = (function.script for function in self.functions)
        return tuple(item.name for script in scripts if script for item in script.written)

    @property
    def homework(self) -> str:
        """Id of the homework that the problem belongs to."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.partition("/")[2]

    @property
    def points(self) -> float:
        """Points of all outputs, or of the rubric without its bonus."""
        marked = sum(item.points for item in self.rubric if not item.bonus)
        return sum(output.points for output in self.outputs) + marked

    @property
    def drawn(self) -> frozenset[str]:
        """The outputs that are drawn at random: no value of theirs is the right one."""
        return frozenset(output.name for output in self.outputs if output.random is not None)

    @property
    def statement(self) -> Path:
        """The exercise as Markdown."""
        return self.folder / "statement.md"


def whole_numbers(problem: Problem) -> set[str]:
    """The inputs that are single whole numbers, such as a stride: shapes of outputs may depend on them."""
    return {
        value.name
        for function in problem.functions
        for value in function.inputs
        if value.dtype == "int64" and not value.shape and value.count is None
    }


@dataclass(frozen=True)
class Policy:
    """What a homework says of time and attempts.

    Attributes:
        due: when it is due, with its offset from UTC; None if it never is.
        grace_minutes: after that, in which nothing is lost.
        per_day: share of the earned points that each day costs which has begun since it was due.
        cap: the greatest share that is lost.
        closes_after_days: from when on nothing counts; None if it never closes.
        attempts: how many attempts count; None if all do.
        counts: which of them counts.
    """

    due: datetime | None = None
    grace_minutes: float = 0.0
    per_day: float = 0.0
    cap: float = 1.0
    closes_after_days: float | None = None
    attempts: int | None = None
    counts: Counts = Counts.BEST


@dataclass(frozen=True)
class Prices:
    """What it costs to be right in another form than asked for, as a share of the output's points.

    Attributes:
        shape: right values with axes of length 1 too many or too few.
        convention: right by another consistent convention, such as a sum in place of a mean.
    """

    shape: float = 1.0
    convention: float = 1.0


@dataclass(frozen=True)
class Credit:
    """What a homework gives for outputs that are neither right nor simply wrong.

    Attributes:
        follow_through: the share of its points that an output earns which is wrong only because an
            earlier one is.
        prices: what another form costs.
    """

    follow_through: float = 1.0
    prices: Prices = Prices()


@dataclass(frozen=True)
class Bundle:
    """What a bundle for students says of itself.

    Attributes:
        homework_digest: digest of the homework that it was made from.
        grader_version: the version that made it.
        adds: what only the course's own run adds, in a sentence.
    """

    homework_digest: str
    grader_version: str
    adds: str


@dataclass(frozen=True)
class Homework:
    """An ordered list of problems.

    Attributes:
        problems: with the points, public cases and feedback that they have in this homework.
        digest: `sha256:…` over every file of the folder; a changed homework has another one.
        follow_through: the share of its points that an output earns which is wrong only because an
            earlier one is.
        prices: what it costs to be right in another form than asked for.
        hidden_cases: further cases of each function, for whoever has the key of the course.
        policy: time and attempts.
        bundle: of a bundle for students, where it comes from; else None.
    """

    id: str
    title: str
    source: str
    folder: Path
    problems: tuple[Problem, ...]
    digest: str
    follow_through: float = 1.0
    prices: Prices = Prices()
    hidden_cases: int = 0
    policy: Policy = Policy()
    bundle: Bundle | None = None

    @property
    def credit(self) -> Credit:
        """What outputs earn that are neither right nor simply wrong."""
        return Credit(self.follow_through, self.prices)

    @property
    def points(self) -> float:
        """Points of all problems."""
        return sum(problem.points for problem in self.problems)
