"""Makes the answer key of a run, once for all submissions.

A reference by autograd needs torch, which takes a second to import. So what such a key holds is kept in the
user's cache, under the digest of everything that it follows from.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Entry
from grader.cache import cache_folder
from grader.cases.generate import (
    Case,
    make_cases,
    make_hidden_cases,
    make_square_cases,
)
from grader.comparison import Scale, describe, plain
from grader.errors import ReferenceFailure, UsageError
from grader.files import write_whole
from grader.reference import (
    MAX_SECONDS,
    VARIANT_SECONDS,
    Reference,
    load_reference,
    time_limit,
)
from grader.sandbox import wire
from grader.spec.expression import item_sizes, shape_of
from grader.spec.load import package_digest, tree_digest
from grader.spec.model import Golden, Problem, leaves

PUBLIC_CASES, SQUARE_CASES = "public-cases.bin", "square-cases.bin"
"""Files of a problem in a bundle for students: the cases of a run, and those in which all sizes are equal."""


@lru_cache(maxsize=256)
def make_key(problem: Problem, seed: int, student: str, count: int | None) -> AnswerKey:
    """Make the cases of a run and compute the right answers, once for all submissions.

    Raises:
        ReferenceFailure: if the reference does not give what the spec and the document say.
    """
    if problem.bundled:
        return _handed_out(problem, PUBLIC_CASES)
    if not _by_autograd(problem):
        return _compute(problem, load_reference(problem), seed, student, count)
    file = _file(problem, seed, student, count)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return _stored(problem, seed, student, file.read_bytes())
    from grader import key_file  # a key that is computed each time needs none of it

    key = _compute(problem, reference_of(problem), seed, student, count)
    with contextlib.suppress(OSError, UsageError, wire.WireError):  # it is computed again next time
        file.parent.mkdir(parents=True, exist_ok=True)
        content = key_file.dump(key)
        write_whole(file, hashlib.sha256(content).digest() + content)
    return key


@lru_cache(maxsize=256)
def make_square_key(problem: Problem, seed: int, student: str) -> AnswerKey | None:
    """A key of cases in which all sizes are equal; None if the problem has no such."""
    if problem.bundled:
        there = (problem.folder / SQUARE_CASES).exists()
        return _handed_out(problem, SQUARE_CASES) if there else None
    reference = reference_of(problem)
    if not problem.dimensions:
        return None
    try:
        cases = make_square_cases(problem, reference.step, seed=seed, student=student)
        return _key(problem, reference, seed, student, cases)
    except ReferenceFailure:
        return None  # the problem's own cases are what it is judged by


def with_hidden_cases(problem: Problem, key: AnswerKey, secret: str, count: int) -> AnswerKey:
    """The key of a run with *count* hidden cases after its own.

    It is kept nowhere: each student has another one, and it is a secret.

    Raises:
        ReferenceFailure: as `make_key`; what it says may tell of a hidden case.
        TimeoutError: if that takes too long.
    """
    reference = key.reference or reference_of(problem)
    with time_limit(MAX_SECONDS):
        cases = make_hidden_cases(
            problem, reference.step, seed=key.seed, student=secret, count=count
        )
        hidden = _key(problem, reference, key.seed, key.student, cases)

    def mistaken(mistake: str, entry: Entry) -> Mapping[str, Any] | None:
        return (hidden if entry.case.hidden else key).mistaken(mistake, entry)

    entries = (*key.entries, *hidden.entries)
    return replace(key, entries=entries, mistaken=mistaken, remembered={})


def has_public_cases(problem: Problem) -> bool:
    """Whether a problem of a bundle can be judged with it."""
    return (problem.folder / PUBLIC_CASES).exists()


def reference_of(problem: Problem) -> Reference:
    """The reference of a problem, whichever way it is written.

    Raises:
        ReferenceFailure: naming the file and the function that does not fit.
    """
    if _by_autograd(problem):
        from grader.oracle import load_objective  # imports torch

        return load_objective(problem)
    return load_reference(problem)


def _handed_out(problem: Problem, name: str) -> AnswerKey:
    """The key in a file of a bundle, which holds the public cases and no reference."""
    from grader import key_file

    try:
        return key_file.load(problem, (problem.folder / name).read_bytes(), 0, "")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReferenceFailure(
            f"{problem.folder / name}: expected cases with their right values, found none ({error})"
        ) from None


def _by_autograd(problem: Problem) -> bool:
    return (problem.folder / "objective.py").exists()


def _compute(
    problem: Problem, reference: Reference, seed: int, student: str, count: int | None
) -> AnswerKey:
    try:
        with time_limit(MAX_SECONDS):
            cases = make_cases(problem, reference.step, seed=seed, student=student, count=count)
            return _key(problem, reference, seed, student, cases)
    except TimeoutError as error:  # between two steps; within one, the step is named
        raise ReferenceFailure(f"{reference.file}: making the cases {error}") from None


def _key(
    problem: Problem, reference: Reference, seed: int, student: str, cases: Iterable[Case]
) -> AnswerKey:
    entries = {case.index: make_entry(problem, reference, case) for case in cases}
    steps_of = {mistake.id: mistake.steps for mistake in reference.mistakes}

    looping: set[str] = set()

    @cache
    def mistaken_on(mistake: str, index: int) -> Mapping[str, Any] | None:
        entry = entries[index]
        try:
            with time_limit(0.01 if mistake in looping else VARIANT_SECONDS):
                found = reference.evaluate(
                    entry.case.arguments, replaced=steps_of[mistake], targets=entry.values
                )
        except TimeoutError:
            looping.add(mistake)
            return None
        except Exception:  # noqa: BLE001 - a mistake may be one that cannot be computed on every size
            return None
        return {name: found[name] for name in entry.values}

    return AnswerKey(
        seed,
        student,
        tuple(entries.values()),
        {mistake.id: mistake.sentence for mistake in reference.mistakes},
        lambda mistake, entry: mistaken_on(mistake, entry.case.index),
        None if _by_autograd(problem) else reference,
    )


def make_entry(problem: Problem, reference: Reference, case: Case) -> Entry:
    """A case with its right values.

    Raises:
        ReferenceFailure: if the reference fails, or does not give what the spec and the document say.
    """
    _check_fit(problem, case)
    try:
        steps = reference.right(case.arguments)
    except ReferenceFailure as error:
        name = case.name or case.tag
        told = f" ({name})" if name else ""
        raise ReferenceFailure(f"{error}, on case {case.index}{told}") from error
    values = {output.name: steps[output.name] for output in problem.outputs}
    _check_reference(problem, reference, case, values)
    scales = {}
    for output in problem.outputs:
        behind = [output.name]
        # A gradient by autograd has one step; what rounding meets are those of what is differentiated.
        if output.derivative is not None and _by_autograd(problem):
            behind.append(output.derivative.of)
        met = [steps[step] for step in reference.needed(behind)]
        scale = Scale.of([*case.arguments.values(), *met])
        # Large numbers stand there on purpose: they must not excuse a value that is lost among them.
        scales[output.name] = scale.sure_of(values[output.name]) if case.stability else scale
    entry = Entry(case, values, scales)
    _check_samples(problem, reference, entry)
    return entry


# Keys of references by autograd, kept for the next time.


def _file(problem: Problem, seed: int, student: str, count: int | None) -> Path:
    count = problem.random_cases if count is None else count  # a homework may set its own
    parts = [package_digest(), problem.id, tree_digest(problem.folder), seed, student, count]
    digest = hashlib.sha256(repr(parts).encode())
    return cache_folder() / "answer-keys" / digest.hexdigest()


def _stored(problem: Problem, seed: int, student: str, data: bytes) -> AnswerKey:
    """The key in *data*, behind its digest.

    Raises:
        ValueError: if that is not what was once written.
        KeyError: the same.
        TypeError: the same.
    """
    from grader import key_file

    digest, content = data[:32], data[32:]
    if hashlib.sha256(content).digest() != digest:
        raise ValueError("not what was written")
    return key_file.load(problem, content, seed, student)


def _check_reference(
    problem: Problem, reference: Reference, case: Case, expected: Mapping[str, Any]
) -> None:
    """The reference must give finite numbers of the spec's shapes, and what the document prints."""
    for value in problem.function.returns:
        if value.count is None:
            items = [(value.name, expected[value.name], case.sizes)]
        else:
            known = item_sizes(value.count, case.sizes)
            if not isinstance(expected[value.name], list) or len(expected[value.name]) != len(
                known
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {value.name}: expected a list of {len(known)} on case "
                    f"{case.index}, found {describe(expected[value.name])}"
                )
            items = [
                (f"{value.name}[{i}]", item, sizes)
                for i, (item, sizes) in enumerate(zip(expected[value.name], known, strict=True))
            ]
        for name, item, sizes in items:
            array = np.asarray(item)
            shape = shape_of(value.shape, sizes)
            if (
                array.shape != shape
                or array.dtype.kind not in "bifu"
                or not np.isfinite(array).all()
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {name}: expected finite numbers of shape {shape} on case "
                    f"{case.index}, found {array.dtype} of shape {array.shape}"
                )
        if case.golden is not None and value.name in case.golden.expected:
            _check_golden(reference, case, case.golden, value.name, expected[value.name])


def _check_fit(problem: Problem, case: Case) -> None:
    """Random outputs can be judged on this case."""
    for output, value in zip(problem.outputs, problem.function.returns, strict=True):
        if output.random is not None:
            from grader.chance import Draw, fault  # few problems draw at random

            unfit = fault(Draw(value, output.random, case.arguments, case.sizes, (), {}))
            if unfit is not None:
                place = f"{problem.folder / 'problem.json'}: $.outputs: {output.name}"
                raise ReferenceFailure(f"{place}: {unfit}, on case {case.index}")


def _check_samples(problem: Problem, reference: Reference, entry: Entry) -> None:
    """What the reference drew is distributed as the spec says."""
    for output, value in zip(problem.outputs, problem.function.returns, strict=True):
        if output.random is not None:
            from grader.chance import judge  # few problems draw at random

            mismatch = judge(entry.draw(value, output.random, entry.values))
            if mismatch is not None:
                told = f"{mismatch.message}, on case {entry.case.index}"
                raise ReferenceFailure(f"{reference.file}: {told}")


def _check_golden(
    reference: Reference, case: Case, golden: Golden, name: str, expected: Any
) -> None:
    half_unit = 0.5 * 10.0**-golden.decimals
    if not all(isinstance(leaf, int | float) for leaf in leaves(golden.expected[name])):
        place = f"{reference.file.parent / 'problem.json'}: $.golden[{case.index}].expected.{name}"
        raise ReferenceFailure(f"{place}: expected numbers, found {golden.expected[name]}")
    printed = golden.expected[name]
    pairs = list(zip(leaves(plain(expected)), leaves(printed), strict=False))
    # A hair more than half a unit: the printed decimals are themselves rounded to binary.
    wrong = any(abs(a - b) > 1.000001 * half_unit for a, b in pairs)
    if wrong or _nesting(plain(expected)) != _nesting(printed):
        raise ReferenceFailure(
            f"{reference.file}: {name}: expected the numbers printed for "
            f"{case.name!r}, {printed}, found {plain(expected)}"
        )


def _nesting(value: Any) -> Any:
    return [_nesting(item) for item in value] if isinstance(value, list) else None
