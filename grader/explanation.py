"""Why outputs of a function are wrong: causes, what follows from what, and where it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader import behaviour
from grader.answer_key import AnswerKey, Given
from grader.comparison import as_arrays, listed
from grader.diagnosis import chance, convention, dependence, generic, mistakes, order, penalty
from grader.follow_through import carried, partners
from grader.key_file import opened
from grader.localisation import localise
from grader.own_loss import MAX_CALLS, MAX_SECONDS, OwnLoss
from grader.preparation import make_square_key
from grader.probe import Probe
from grader.results import ANSWERED, Diagnosis, Ending, Mismatch, Outcome
from grader.sandbox.session import Session
from grader.scoring import Findings, Judged, judge, only_reshaped, overflowed, values_in
from grader.spec.model import Problem, leaves

MAX_NUMBERS = 20_000  # of a value that is looked into: many more than any exercise asks for


def explain(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    judged: Sequence[Judged],
    repeated: Sequence[Judged],
    wrong: Sequence[str],
    probe: Probe | None,
) -> Findings:
    """Find out what there is to be said of wrong outputs.

    Args:
        problem: the exercise.
        key: its answer key.
        session: the problem's file is loaded, and has answered.
        judged: the cases of the run, as far as they were called.
        repeated: those that were called again.
        wrong: the outputs that are not right on all of them.
        probe: calls the function on further cases; None where that is of no use.
    """
    # An explanation has to hold on every case: of a function that raised on some it is not known,
    # unless extreme numbers alone brought that about.
    known = [
        item.outcome.ending is Ending.RETURNED or (item.case.stability and overflowed(item.outcome))
        for item in judged
    ]
    whole = len(judged) == len(key.entries)
    answers = answers_of(problem, judged) if whole and all(known) else []
    own_loss = own_loss_of(problem, key, judged, session, probe)
    findings = Findings()
    if answers:
        findings = _Causes(problem, key, session, judged, repeated, own_loss, wrong).found()
    elif whole and all(item.outcome.ending in ANSWERED for item in judged):
        # Of a script that raised, what came nevertheless on every case.
        came = [name for name in wrong if all(name in item.mismatches for item in judged)]
        if came:
            answers = answers_of(problem, judged)
            findings = _Causes(problem, key, session, judged, repeated, own_loss, came).found()
        else:
            findings = Findings(_where_square(problem, key, session, wrong))
    if probe is not None:
        probe.follow(own_loss)
    changed = any(item.changed for item in judged)  # that is wrong by itself, and says why
    if changed or not findings.steady or not session.loaded:
        return findings
    roots, diagnoses = findings.roots, findings.diagnoses
    diagnoses = localise(problem, key, judged, answers, roots, diagnoses, probe)
    diagnoses = _beside_own_loss(problem, diagnoses, [n for n in wrong if n not in roots], own_loss)
    return replace(findings, diagnoses=diagnoses)


class _Causes:
    """Finds causes in steps, each of which looks for those of outputs that the steps before it left without one.

    What is found is as in `Findings`.
    """

    def __init__(
        self,
        problem: Problem,
        key: AnswerKey,
        session: Session,
        judged: Sequence[Judged],
        repeated: Sequence[Judged],
        own_loss: OwnLoss,
        wrong: Sequence[str],
    ) -> None:
        self._problem, self._session, self._own_loss = problem, session, own_loss
        self._judged, self._repeated, self._wrong = judged, repeated, wrong
        self._answers = answers_of(problem, judged)
        self._key = opened(key, self._answers, wrong)
        # The others are wrong only when they are called again.
        self._once_wrong = [n for n in wrong if not all(item.right(n) for item in judged)]
        self._diagnoses: dict[str, Diagnosis] = {}
        self._misplaced: set[str] = set()  # stands in another's place
        self._reshaped: set[str] = set()  # right but for the shape, of which all is said
        self._roots: dict[str, tuple[str, ...]] = {}
        self._throughout: frozenset[str] = frozenset()
        self._conventions: dict[str, str] = {}
        self._own: list[str] = []  # none of these, nor wrong in its penalty
        self._causeless: list[str] = []

    def found(self) -> Findings:
        """Take all steps."""
        self._recognise()
        if any(item.changed for item in self._judged):
            return Findings(self._diagnoses)
        self._follow()
        self._agree()
        self._follow_own_loss()
        self._compare()
        self._call_again()
        return Findings(
            self._diagnoses, self._roots, self._throughout & self._roots.keys(), self._conventions
        )

    def _recognise(self) -> None:
        """What was returned has another form, or is exactly what a listed mistake gives."""
        returned = [(item.entry, item.outcome.value) for item in self._judged]
        by_form = order.diagnose(self._problem, returned, self._wrong)
        by_form = by_form or behaviour.missing_return(self._problem, self._judged)
        listed = mistakes.diagnose(self._problem, self._key, self._answers, self._wrong)
        # Where both explain an output, whichever explains more of them.
        more = len(by_form) > len(listed)
        self._diagnoses = listed | by_form if more else by_form | listed
        self._misplaced = {n for n, cause in self._diagnoses.items() if cause in by_form.values()}

    def _follow(self) -> None:
        """What follows rightly from the student's own earlier outputs."""
        problem, judged, repeated = self._problem, self._judged, self._repeated
        # Of right values in another shape all is said, unless that is a listed mistake.
        self._reshaped = {
            name
            for name in self._wrong
            if only_reshaped(name, judged)
            and all(item.right_values(name) for item in [*judged, *repeated])
        }
        self._roots, self._throughout = what_follows(
            problem, self._key, judged, repeated, self._once_wrong
        )
        other = {*self._roots, *self._reshaped, *self._misplaced}
        self._own = [name for name in self._once_wrong if name not in other]

    def _agree(self) -> None:
        """A loss and its gradients that agree with each other, or not, in a penalty or a factor."""
        problem, answers, wrong = self._problem, self._answers, self._once_wrong
        in_penalty, regularised = penalty.diagnose(problem, self._key, answers, wrong, self._own)
        self._own = [name for name in self._own if name not in in_penalty]
        in_factor, scaled = convention.diagnose(problem, answers, wrong, self._own, self._own_loss)
        self._conventions = regularised | scaled
        self._diagnoses = in_factor | in_penalty | self._diagnoses

    def _follow_own_loss(self) -> None:
        """Gradients that are right for the student's own loss."""
        asked = [
            name
            for name in self._own
            if name not in self._diagnoses or _by_partner(name, self._diagnoses, self._own_loss)
        ]
        partners = with_partners(
            self._problem, self._answers, self._once_wrong, asked, self._roots, self._own_loss
        )
        self._roots |= partners
        other = {*self._diagnoses, *self._throughout, *partners, *self._reshaped}
        self._causeless = [name for name in self._once_wrong if name not in other]

    def _compare(self) -> None:
        """What gives exactly the student's values, or is distributed as they are."""
        problem, key, causeless = self._problem, self._key, self._causeless
        answers = in_asked_shape(problem, self._judged)
        self._diagnoses |= chance.diagnose(problem, key, answers, causeless)
        self._diagnoses |= generic.diagnose(problem, key, answers, causeless)
        apart = mistakes.diagnose_apart(problem, key, answers, causeless)
        self._diagnoses = apart | self._diagnoses
        self._diagnoses |= dependence.constant_outputs(answers, self._left())

    def _call_again(self) -> None:
        """What further calls tell: that they give something else, or do not depend on an argument."""
        problem, session = self._problem, self._session
        known = {*self._diagnoses, *self._reshaped}
        asked = [name for name in self._wrong if name not in known]
        unsteady = {}
        if not self._throughout.issuperset(asked):
            cases = [*self._judged, *self._repeated]
            unsteady = behaviour.unsteady(problem, self._key, session, cases, asked)
        # What is kept from another call follows from what was kept with it: that is no credit.
        kept = {name for name, cause in unsteady.items() if cause.code == "unrepeatable"}
        self._roots = {
            name: first
            for name, first in self._roots.items()
            if name not in self._misplaced and not kept & {name, *first}
        }
        self._diagnoses |= {n: cause for n, cause in unsteady.items() if n not in self._roots}
        self._conventions = {n: w for n, w in self._conventions.items() if n not in unsteady}
        answers = in_asked_shape(problem, self._judged)
        call = partial(_values, problem, session)
        self._diagnoses |= dependence.independent(problem, self._key, answers, self._left(), call)

    def _left(self) -> list[str]:
        return [name for name in self._causeless if name not in self._diagnoses]


def _by_partner(name: str, diagnoses: Mapping[str, Diagnosis], own_loss: OwnLoss) -> bool:
    """Whether the listed mistake behind a gradient is also behind what it is the gradient of: it was made there."""
    mistake = diagnoses[name].mistake
    behind = (diagnoses.get(other) for other in own_loss.behind(name))
    return mistake is not None and any(cause and cause.mistake == mistake for cause in behind)


def own_loss_of(
    problem: Problem,
    key: AnswerKey,
    judged: Sequence[Judged],
    session: Session,
    probe: Probe | None = None,
) -> OwnLoss:
    """Compares gradients with the student's own loss, by further calls, which *probe* goes on with."""
    timed = probe is not None and math.isfinite(probe.seconds)
    return OwnLoss(
        problem,
        key,
        answers_of(problem, judged),
        partial(_values, problem, session),
        calls=MAX_CALLS if probe is None else probe.most,
        seconds=MAX_SECONDS if timed else math.inf,
        seconds_a_call=0.0 if probe is None else probe.seconds_a_call,
    )


def with_partners(
    problem: Problem,
    answers: Sequence[Given],
    wrong: Sequence[str],
    asked: Sequence[str],
    roots: Mapping[str, tuple[str, ...]],
    own_loss: OwnLoss,
) -> dict[str, tuple[str, ...]]:
    """Those of the *asked* gradients that are right for the student's own loss, with what is to be corrected first."""
    found = partners(problem, answers, wrong, asked, own_loss)
    follow = {**found, **roots}
    return {
        name: tuple(dict.fromkeys(root for item in behind for root in follow.get(item, (item,))))
        for name, behind in found.items()
    }


def _beside_own_loss(
    problem: Problem,
    diagnoses: Mapping[str, Diagnosis],
    wrong: Sequence[str],
    own_loss: OwnLoss,
) -> dict[str, Diagnosis]:
    """The diagnoses, and of gradients without a cause, whether they are the derivative of the student's own loss."""
    found = dict(diagnoses)
    for output in problem.outputs:
        name, derivative = output.name, output.derivative
        if name not in wrong or derivative is None or not own_loss.contradicts(name):
            continue
        loss = listed([item for item in own_loss.behind(name) if item in wrong])
        told = (
            f"{name} is not the derivative by {derivative.by} of what your own {loss} gives either."
        )
        where = found.get(name)
        if where is None:
            found[name] = Diagnosis("where", told, "seen by finite differences")
        elif where.code == "where":
            found[name] = replace(where, message=f"{where.message} {told}")
    return found


def what_follows(
    problem: Problem,
    key: AnswerKey,
    judged: Sequence[Judged],
    repeated: Sequence[Judged],
    wrong: Sequence[str],
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """What follows from what on ordinary cases at least, and which of it on those about floating point too."""
    again = [item for item in repeated if item.outcome.ending is Ending.RETURNED]
    wrong = [name for name in wrong if not only_reshaped(name, judged)]
    answers = in_asked_shape(problem, [*judged, *again])
    roots = carried(problem, key, answers, wrong)
    throughout = frozenset(roots)
    ordinary = [item for item in judged if not item.case.stability]
    if len(ordinary) < len(judged):
        wrong = [name for name in wrong if not all(item.right(name) for item in ordinary)]
        given = [item for item in answers if not item[0].case.stability]
        roots = carried(problem, key, given, wrong) | roots
    return roots, throughout


def _where_square(
    problem: Problem, key: AnswerKey, session: Session, wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """Name the mistake of a function that raises, if it returns where all sizes are equal.

    A wrong transposition cannot be computed on the cases of a run, whose sizes are distinct.
    """
    square = make_square_key(problem, key.seed, key.student)
    if square is None:
        return {}
    calls = [problem.function.positional(entry.case.arguments) for entry in square.entries]
    outcomes = list(session.calls(problem.function.called, calls))
    if any(outcome.ending is not Ending.RETURNED for outcome in outcomes):
        return {}
    judged = [judge(problem, e, o) for e, o in zip(square.entries, outcomes, strict=True)]
    answers = answers_of(problem, judged)
    square = opened(square, answers, wrong)
    found = mistakes.diagnose(problem, square, answers, wrong)
    right = {name for name in wrong if all(item.right(name) for item in judged)}
    unexplained = [name for name in wrong if name not in found and name not in right]
    found |= generic.diagnose(problem, square, answers, unexplained)
    # What makes the call fail is in the first wrong output; later ones only show what became of it.
    told = {*found, *right}
    return {
        name: replace(diagnosis, evidence=f"{diagnosis.evidence}; with other sizes the call fails")
        for name, diagnosis in found.items()
        if set(wrong) & key.earlier(name) <= told
    }


def _values(
    problem: Problem, session: Session, arguments: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What the student's function gives with these arguments; nothing if a call fails.

    One that ends the process is a call that was not asked for by the exercise: others find it as it was.
    """
    calls = [problem.function.positional(given) for given in arguments]
    outcomes = list(session.calls(problem.function.called, calls)) if session.loaded else []
    if not session.loaded:
        session.restart()
    if not all(outcome.ending is Ending.RETURNED for outcome in outcomes):
        return []
    return [_readable(problem, outcome) for outcome in outcomes]


def answers_of(problem: Problem, judged: Sequence[Judged]) -> list[Given]:
    """The cases with the student's values, as far as they can be read."""
    return [(item.entry, _readable(problem, item.outcome)) for item in judged]


def in_asked_shape(problem: Problem, judged: Sequence[Judged]) -> list[Given]:
    """The cases with the student's values; those that are right but for their shape, in the right one."""
    names = [o.name for o in problem.outputs if only_reshaped(o.name, judged)]
    answers: list[Given] = []
    for item, (entry, own) in zip(judged, answers_of(problem, judged), strict=True):
        moved = [name for name in names if name in own and item.reshaped(name)]
        answers.append(
            (entry, {**own, **{name: _like(own[name], entry.values[name]) for name in moved}})
        )
    return answers


def _like(value: Any, right: Any) -> Any:
    """A value in the shape of another, which has as many numbers."""
    if isinstance(right, list):
        return [_like(mine, item) for mine, item in zip(value, right, strict=True)]
    return np.reshape(value, np.shape(right))


def _readable(problem: Problem, outcome: Outcome) -> dict[str, Any]:
    """The student's values that are numbers and not too many, as arrays of whatever shape, or lists of them."""
    found = values_in(problem, outcome)
    readable: dict[str, Any] = {}
    for value in problem.function.returns:
        if value.name not in found:
            continue
        given = found[value.name]
        read = given if isinstance(given, Mismatch) else as_arrays(given, value)
        if not isinstance(read, Mismatch) and sum(p.size for p in leaves(read)) <= MAX_NUMBERS:
            readable[value.name] = read
    return readable
