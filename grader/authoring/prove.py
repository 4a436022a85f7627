"""Proves that a problem is right, and that its cases tell right from wrong.

A proof looks at the reference (deterministic, finite, of the declared shapes, everything in it used), at
the printed numbers, at a second opinion by torch and a third by finite differences, at every listed
mistake, at other right answers, and at mutants of the reference.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Entry, Given
from grader.authoring.differences import derivative
from grader.authoring.faults import (
    determinism_faults,
    drawing_faults,
    errata_faults,
    penalty_faults,
    statement_faults,
    step_faults,
    use_faults,
    variation_faults,
)
from grader.construction import score_checks
from grader.diagnosis import chance
from grader.diagnosis.mistakes import diagnose
from grader.errors import GraderError, ReferenceFailure
from grader.mutation import Mutant, mutants
from grader.oracle import consult, differentiated
from grader.preparation import make_key, make_square_key, reference_of
from grader.reference import (
    MAX_SECONDS,
    VARIANT_SECONDS,
    Constructed,
    Reference,
    Step,
    Variant,
    load_equivalents,
    load_reference,
    time_limit,
)
from grader.results import Ending, Outcome, Verdict
from grader.scoring import judge
from grader.spec.model import Kind, Problem, leaves
from grader.verifier import Verify, load_verifier

SEEDS = range(20)  # for which every listed mistake must lose points
ORACLE_SEEDS = range(3)
DIFFERENCE_CASES = 6
ORACLE_RTOL = 1e-10
DIFFERENCE_RTOL = 1e-5
ORACLE_SECONDS = 60.0  # parts of torch take seconds to import


@dataclass(frozen=True)
class Survivor:
    """A mutant that no case tells from the reference.

    Attributes:
        name: the function and the fault.
        line: its line in the reference.
        reason: why a reviewer accepts that.
    """

    name: str
    line: int
    reason: str


@dataclass(frozen=True)
class Proof:
    """What was found out about one problem.

    Attributes:
        problem: its id.
        faults: what is wrong, one sentence each; the problem is proved if there is none.
        cases: number of cases of a default run.
        compared: outputs that agree with the oracle on every case.
        derivatives: outputs that agree with finite differences.
        mistakes: listed mistakes that lose points.
        named: those of them that a report names.
        equivalents: other right answers, listed or generated, that lose none.
        mutants: number of mutants.
        killed: mutants that lose points.
        survivors: mutants that lose none, each with the reason why that is accepted.
        seconds: how long it took.
    """

    problem: str
    faults: tuple[str, ...] = ()
    cases: int = 0
    compared: int = 0
    derivatives: int = 0
    mistakes: int = 0
    named: int = 0
    equivalents: int = 0
    mutants: int = 0
    killed: int = 0
    survivors: tuple[Survivor, ...] = ()
    seconds: float = 0.0

    @property
    def proved(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def prove(problem: Problem) -> Proof:
    """Prove one problem; whatever its files do wrong becomes a fault of the proof."""
    faults = list(statement_faults(problem))
    proof = Proof(problem.id)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mistakes and mutants give cause for many
        try:
            if problem.kind is Kind.FUNCTION:
                proof = _prove_function(problem)
            elif problem.kind is Kind.CONSTRUCT:
                proof = _prove_construction(problem)
            if not proof.faults:  # a drawing shows what the reference gives
                faults += drawing_faults(problem)
        except GraderError as error:
            proof = Proof(problem.id, faults=(str(error),))
        except Exception as error:  # noqa: BLE001 - a bug of ours in one proof must not end the others
            what = f"{type(error).__name__}: {error}"
            proof = Proof(problem.id, faults=(f"the grader failed, please report this: {what}",))
    return replace(proof, faults=(*faults, *proof.faults))


# Functions.


def _prove_function(problem: Problem) -> Proof:
    reference = reference_of(problem)
    key = make_key(problem, 0, "", None)
    faults: list[str] = []
    faults += determinism_faults(problem, reference, key)
    faults += variation_faults(problem, reference, key)
    faults += use_faults(problem, reference)
    faults += errata_faults(problem, reference)
    faults += penalty_faults(problem, reference, key)
    keys = {seed: make_key(problem, seed, "", None) for seed in SEEDS}
    compared, found = _compare_with_oracle(problem, keys)
    faults += found
    derivatives, found = _compare_with_differences(problem, reference, key)
    faults += found
    caught = 0
    for mistake in reference.mistakes:
        blind = [s for s in SEEDS if not _loses(problem, reference, keys[s], mistake.steps)]
        caught += not blind
        if blind:
            faults.append(
                f"{problem.folder / 'mistakes.py'}: {mistake.id} loses no points with the seeds "
                f"{', '.join(map(str, blind))}: add a case, a constraint or a golden case that shows it"
            )
    equivalents, found = _try_equivalents(problem, reference, [keys[seed] for seed in ORACLE_SEEDS])
    faults += found
    proof = Proof(
        problem.id,
        cases=len(key.entries),
        compared=compared,
        derivatives=derivatives,
        mistakes=caught,
        named=sum(_is_named(problem, key, mistake) for mistake in key.mistakes),
        equivalents=equivalents,
    )
    targets = [output.name for output in problem.outputs]
    by_autograd = reference.file.name == "objective.py"
    if by_autograd:  # the steps that are differentiated are what the outputs follow from
        targets += [o.derivative.of for o in problem.outputs if o.derivative is not None]

    def loses(steps: Mapping[str, Step]) -> bool:
        if by_autograd:
            steps = {step.name: step for step in differentiated(problem, steps.values())}
        return _loses(problem, reference, key, steps)

    first = key.entries[0].case.arguments
    values = {**first, **reference.right(first)}
    vectors = [name for name, value in values.items() if _is_vector(value)]
    used = reference.needed(targets)
    return _with_mutants(problem, reference, proof, faults, used, loses, vectors)


def _is_vector(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 1


def _is_named(problem: Problem, key: AnswerKey, mistake: str) -> bool:
    """Whether the report on an answer with this mistake says what it is, for one output at least."""
    square = make_square_key(problem, 0, "")
    for tried in (key, square):  # a function that raises is called once more with equal sizes
        if tried is None:
            continue
        answers = [(entry, tried.mistaken(mistake, entry)) for entry in tried.entries]
        known = [(entry, values) for entry, values in answers if values is not None]
        if len(known) == len(answers):
            wrong = [
                output.name for output in problem.outputs if _differs(problem, known, output.name)
            ]
            found = chance.diagnose(problem, tried, known, wrong)
            found |= diagnose(problem, tried, known, wrong)
            return any(diagnosis.mistake == mistake for diagnosis in found.values())
    return False


def _differs(problem: Problem, answers: Sequence[Given], output: str) -> bool:
    return any(
        not judge(problem, entry, _returned(entry, dict(values))).right(output)
        for entry, values in answers
    )


def _compare_with_oracle(problem: Problem, keys: Mapping[int, AnswerKey]) -> tuple[int, list[str]]:
    names = [output.name for output in problem.outputs]
    file = problem.folder / "oracle.py"
    if not file.exists():
        return 0, []
    faults: dict[str, str] = {}
    for seed in ORACLE_SEEDS:
        for entry in keys[seed].entries:
            second = _consult(problem, entry.case.arguments)
            if second.keys() != set(names):
                return 0, [f"{file}: expected the outputs {names}, found {sorted(second)}"]
            drawn = judge(problem, entry, _returned(entry, second)).mismatches
            for name in names:
                if name in problem.drawn:  # another sample, which must be as likely
                    mismatch = drawn[name]
                    if mismatch is not None:
                        faults[name] = f"{file}: {mismatch.message}, on case {entry.case.index}"
                    continue
                off = _distance(entry.values[name], second[name])
                if off > ORACLE_RTOL and name not in faults:
                    faults[name] = (
                        f"{file}: {name}: expected agreement with reference.py to {ORACLE_RTOL:g}, "
                        f"found a relative difference of {off:.2g} on case {entry.case.index} of "
                        f"seed {seed}: one of the two is wrong"
                    )
    return len(names) - len(faults), list(faults.values())


def _consult(problem: Problem, values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        with time_limit(ORACLE_SECONDS):
            return consult(problem, values)
    except GraderError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise ReferenceFailure(
            f"{problem.folder / 'oracle.py'}: the oracle raised {what}"
        ) from error


def _distance(right: Any, second: Any) -> float:
    """The greatest difference, relative to the greatest magnitude; infinite for another shape."""
    first, other = list(leaves(right)), list(leaves(second))
    if [np.shape(item) for item in first] != [np.shape(item) for item in other]:
        return float("inf")
    largest = max((np.abs(item).max(initial=0.0) for item in map(np.asarray, first)), default=0.0)
    off = max(
        (
            np.abs(np.asarray(a) - np.asarray(b)).max(initial=0.0)
            for a, b in zip(first, other, strict=True)
        ),
        default=0.0,
    )
    if not np.isfinite(off):
        return float("inf")
    # Where the right answer is zero, rounding of numbers about 1 is all that may be left.
    return float(off / max(largest, 1e-4))


def _compare_with_differences(
    problem: Problem, reference: Reference, key: AnswerKey
) -> tuple[int, list[str]]:
    faults: list[str] = []
    wanted = [output for output in problem.outputs if output.derivative is not None]
    # Extreme cases lie where rounding swamps a difference; golden ones may lie on a kink.
    drawn = [entry for entry in key.entries if entry.case.name is None]
    usual = [entry for entry in drawn if entry.case.tag is None]
    entries = [entry for entry in drawn if entry.case.tag] + usual[:DIFFERENCE_CASES]
    for output in wanted:
        if output.derivative is None:
            continue
        inputs = [item.name for item in problem.function.inputs]
        for name, known in ((output.derivative.of, []), (output.derivative.by, inputs)):
            if name not in reference.steps and name not in known:
                raise ReferenceFailure(
                    f"{reference.file}: expected a step {name!r}, which the derivative of "
                    f"{output.name} in problem.json names; found none"
                )
        for entry in entries:
            numbers = derivative(reference, entry.case.arguments, output.derivative)
            off = _distance(entry.values[output.name], numbers)
            if off > DIFFERENCE_RTOL:
                faults.append(
                    f"{reference.file}: {output.name}: expected "
                    f"d{output.derivative.of}/d{output.derivative.by} by finite differences, found a "
                    f"relative difference of {off:.2g} on case {entry.case.index}"
                )
                break
    return len(wanted) - len(faults), faults


def _loses(
    problem: Problem, reference: Reference, key: AnswerKey, steps: Mapping[str, Step]
) -> bool:
    """Whether an answer with these steps loses points on some case."""
    return any(
        not _all_right(problem, entry, _answer(reference, entry, steps)) for entry in key.entries
    )


def _answer(reference: Reference, entry: Entry, steps: Mapping[str, Step]) -> Outcome:
    """What a student's function would do that computes the reference with these steps instead."""
    try:
        with time_limit(VARIANT_SECONDS):
            values = reference.evaluate(entry.case.arguments, replaced=steps, targets=entry.values)
    except Exception:  # noqa: BLE001 - a mistake may be one that cannot be computed
        return Outcome(Ending.RAISED)
    return _returned(entry, {name: values[name] for name in entry.values})


def _returned(entry: Entry, value: object) -> Outcome:
    return Outcome(Ending.RETURNED, value, tuple(entry.case.arguments.values()))


def _all_right(problem: Problem, entry: Entry, outcome: Outcome) -> bool:
    """Whether no output is wrong that has points for such a case."""
    judged = judge(problem, entry, outcome)
    stability = entry.case.stability
    return all(
        judged.right(output.name)
        for output in problem.outputs
        if (output.stability_points if stability else output.points)
    )


# Other right answers.


def _try_equivalents(
    problem: Problem, reference: Reference, keys: Sequence[AnswerKey]
) -> tuple[int, list[str]]:
    faults: list[str] = []
    answers: dict[str, Callable[[Entry], Outcome]] = {
        f"equivalents.py: {variant.id}": _variant_answer(reference, variant)
        for variant in load_equivalents(problem, reference)
    }
    for name, change in REWRITES.items():
        if name != "a tuple" or len(problem.outputs) > 1:
            answers[f"the reference as {name}"] = _rewritten(change)
    answers["the reference in float32"] = lambda entry: _in_single_precision(reference, entry)
    if reference.file.name == "objective.py":  # torch mixes no precisions
        answers["the reference in float32"] = _rewritten(_each(np.float32))
    for name, answer in answers.items():
        for key in keys:
            wrong = [e for e in key.entries if not _all_right(problem, e, answer(e))]
            if wrong:
                judged = judge(problem, wrong[0], answer(wrong[0]))
                told = [m.message for m in judged.mismatches.values() if m is not None]
                faults.append(
                    f"{problem.folder}: {name} is right, but loses points on case "
                    f"{wrong[0].case.index}: {next(iter(told), 'it raises')}"
                )
                break
    return len(answers) - len(faults), faults


def _variant_answer(reference: Reference, variant: Variant) -> Callable[[Entry], Outcome]:
    return lambda entry: _answer(reference, entry, variant.steps)


def _rewritten(change: Callable[[Mapping[str, Any]], object]) -> Callable[[Entry], Outcome]:
    return lambda entry: _returned(entry, change(entry.values))


def _each(change: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], object]:
    def changed(value: Any) -> Any:
        return [changed(item) for item in value] if isinstance(value, list) else change(value)

    return lambda values: {name: changed(value) for name, value in values.items()}


def _strided(value: Any) -> Any:
    array = np.asarray(value)
    return np.repeat(array, 2, axis=-1)[..., ::2] if array.ndim else array


REWRITES: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "lists": _each(lambda value: np.asarray(value).tolist()),
    "a tuple": lambda values: tuple(values.values()),
    "Fortran-ordered arrays": _each(lambda value: np.array(value, order="F")),
    "views": _each(_strided),
    "0-d arrays and numpy numbers": _each(lambda value: np.asarray(value)[()]),
}


def _in_single_precision(reference: Reference, entry: Entry) -> Outcome:
    def single(value: Any) -> Any:
        if isinstance(value, list):
            return [single(item) for item in value]
        array = np.asarray(value)
        return value if array.dtype.kind in "iU" else array.astype(np.float32)[()]

    arguments = {name: single(value) for name, value in entry.case.arguments.items()}
    try:
        with time_limit(VARIANT_SECONDS):  # what converges in double precision may not in single
            steps = reference.evaluate(arguments, targets=entry.values)
    except Exception:  # noqa: BLE001 - told by whoever asked
        return Outcome(Ending.RAISED)
    return _returned(entry, {name: single(steps[name]) for name in entry.values})


# Constructions.


def _prove_construction(problem: Problem) -> Proof:
    reference, verify = load_reference(problem), load_verifier(problem)
    faults: list[str] = list(errata_faults(problem, reference))
    returned = [value.name for function in problem.functions for value in function.returns]
    faults += step_faults(reference, reference.needed(returned))
    passes, message, count = _verified(problem, reference, verify, {})
    if not passes:
        faults.append(f"{reference.file}: the reference does not pass verifier.py: {message}")
        return Proof(problem.id, faults=tuple(faults))
    caught = 0
    for mistake in reference.mistakes:
        accepted, _, _ = _verified(problem, reference, verify, mistake.steps)
        caught += not accepted
        if accepted:
            faults.append(f"{problem.folder / 'mistakes.py'}: {mistake.id} loses no points")
    equivalents = 0
    for variant in load_equivalents(problem, reference):
        accepted, message, _ = _verified(problem, reference, verify, variant.steps)
        equivalents += accepted
        if not accepted:
            faults.append(
                f"{problem.folder / 'equivalents.py'}: {variant.id} is right, but loses points: {message}"
            )
    compared, found = _compare_verifier(problem, reference, verify)
    faults += found
    proof = Proof(
        problem.id, cases=count, compared=compared, mistakes=caught, equivalents=equivalents
    )
    return _with_mutants(
        problem,
        reference,
        proof,
        faults,
        reference.needed(returned),
        lambda steps: not _verified(problem, reference, verify, steps)[0],
    )


def _verified(
    problem: Problem, reference: Reference, verify: Verify, steps: Mapping[str, Step]
) -> tuple[bool, str, int]:
    """Whether the construction with these steps gets all points; why not; the number of checks."""
    try:
        with time_limit(MAX_SECONDS), np.errstate(all="ignore"):
            checks = list(verify(Constructed(problem, reference, steps)))
    except Exception as error:  # noqa: BLE001 - a wrong construction may be one that cannot be called
        return False, f"{type(error).__name__}: {error}", 0
    results = [score_checks(problem, output, checks) for output in problem.outputs if output.points]
    told = next((r.message for r in results if r.verdict is not Verdict.PASSED), None)
    return all(r.verdict is Verdict.PASSED for r in results), told or "", len(checks)


def _compare_verifier(
    problem: Problem, reference: Reference, verify: Verify
) -> tuple[int, list[str]]:
    """With an oracle: what the verifier computes from random answers must be what the oracle does."""
    file = problem.folder / "oracle.py"
    if not file.exists():
        return 0, []
    if any(function.inputs for function in problem.functions):
        return 0, [
            f"{file}: the functions take arguments, so there is nothing to ask an oracle: delete it"
        ]
    rng = np.random.default_rng(0)
    right = reference.right({})
    for _ in range(20):
        answer = {
            value.name: rng.normal(size=np.shape(right[value.name]))
            for function in problem.functions
            for value in function.returns
        }
        try:
            with time_limit(MAX_SECONDS):
                checks = list(verify(lambda _name, answer=answer: answer))
        except Exception as error:  # noqa: BLE001 - whatever a verifier does with an odd answer
            what = f"{type(error).__name__}: {error}"
            return 0, [f"{problem.folder / 'verifier.py'}: raised {what} on a random answer"]
        second = _consult(problem, answer)
        names = [output.name for output in problem.outputs]
        if second.keys() != set(names):
            return 0, [f"{file}: expected the outputs {names}, found {sorted(second)}"]
        for output in problem.outputs:
            actual = [check.actual for check in checks if check.output == output.name]
            if _distance(np.array(actual), np.asarray(second[output.name])) > ORACLE_RTOL:
                return 0, [f"{file}: {output.name}: computes another value than verifier.py"]
    return len(problem.outputs), []


# Mutants.


def _with_mutants(
    problem: Problem,
    reference: Reference,
    proof: Proof,
    faults: list[str],
    used: Iterable[str],
    loses: Callable[[Mapping[str, Step]], bool],
    vectors: Collection[str] = (),
) -> Proof:
    """The proof with its mutation score, unless there are faults that make one meaningless."""
    if faults:
        return replace(proof, faults=tuple(faults))
    accepted = _accepted_survivors(problem)
    count = killed = 0
    survivors: list[Survivor] = []
    unexplained: list[str] = []
    for mutant in mutants(reference.file, used, vectors):
        count += 1
        if loses(mutant.steps):
            killed += 1
            continue
        reason = accepted.get(mutant.name) or _boundary_reason(problem, mutant)
        if reason is not None:
            survivors.append(Survivor(mutant.name, mutant.line, reason))
        else:
            unexplained.append(
                f"{reference.file}:{mutant.line}: no case tells this mutant from the reference: add one "
                f'that does, or say in survivors.json why none can: "{mutant.name}"'
            )
    stale = [
        f"{problem.folder / 'survivors.json'}: no mutant of this name survives: {name!r}"
        for name in sorted(accepted.keys() - {survivor.name for survivor in survivors})
    ]
    if count == 0:
        unexplained.append(f"{reference.file}: expected formulas that could be mutated, found none")
    return replace(
        proof,
        faults=(*unexplained, *stale),
        mutants=count,
        killed=killed,
        survivors=tuple(survivors),
    )


def _accepted_survivors(problem: Problem) -> dict[str, str]:
    file = problem.folder / "survivors.json"
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReferenceFailure(f"{file}: expected JSON: {error}") from None
    if not isinstance(found, dict) or not all(isinstance(v, str) and v for v in found.values()):
        raise ReferenceFailure(f"{file}: expected an object of mutants and reasons")
    return found


def _boundary_reason(problem: Problem, mutant: Mutant) -> str | None:
    """Why a comparison at its boundary cannot be told apart, if a constraint keeps cases off it."""
    if mutant.boundary is None:
        return None
    for constraint in problem.constraints:
        known = (constraint.values, f"{constraint.away_from:g}" if constraint.by else None)
        if set(known) <= set(mutant.boundary):
            return f"the spec keeps {constraint.values} away from {constraint.away_from:g}"
    return None
