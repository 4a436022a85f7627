"""What is wrong with a problem by itself: its statement, its drawing, its reference, and what they say of each other.

Each function yields sentences with the place, what was expected, what was found and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey
from grader.cases.generate import base_case
from grader.comparison import listed, same
from grader.drawing import load_sketch
from grader.preparation import reference_of
from grader.reference import MAX_SECONDS, Constructed, Reference, load_reference, time_limit
from grader.spec.model import Problem, leaves

PENALTY_RTOL = 1e-9
MIN_SIZES = 2  # of cases with a penalty, or it cannot be told what is wrong with one


def statement_faults(problem: Problem) -> Iterator[str]:
    """The statement names what is called, what goes in and comes out, and what large numbers cost."""
    file = problem.statement
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield f"{file}: expected the exercise as UTF-8 text: {error}"
        return
    if not text.startswith(f"# {problem.title}\n"):
        yield f"{file}: line 1: expected '# {problem.title}'"
    for name in problem.written:
        if f"`{name}(" not in text:
            yield f"{file}: expected the call `{name}(…)`, found none"
    for function in problem.functions:
        for value in (*function.inputs, *function.returns):
            if not re.search(rf"`[^`\n]*\b{re.escape(value.name)}\b[^`\n]*`", text):
                yield f"{file}: expected the name `{value.name}`, found none"
    stability = sum(output.stability_points for output in problem.outputs)
    told = f"{stability:g} of the {problem.points:g} points"
    if stability and told not in " ".join(text.split()):
        yield f"{file}: expected what is lost for large numbers, '{told}', found nothing"


def drawing_faults(problem: Problem) -> Iterator[str]:
    """A drawing, if there is one, shows numbers of the reference on the grid of its axes."""
    file = problem.folder / "drawing.py"
    sketch = load_sketch(problem)
    if sketch is None:
        return
    try:
        with time_limit(MAX_SECONDS):
            drawings = list(sketch.draw(Constructed(problem, load_reference(problem))))
    except Exception as error:  # noqa: BLE001 - whatever an instructor's code does
        yield f"{file}: draw raised {type(error).__name__}: {error}"
        return
    if not drawings:
        yield f"{file}: expected drawings, found none"
    for drawing in drawings:
        axes = len(drawing.axes)
        if axes not in (1, 2) or drawing.values.ndim != axes or len(drawing.points) != axes:
            found = f"{axes} axes, {np.shape(drawing.values)}, {np.shape(drawing.points)}"
            yield f"{file}: {drawing.title}: expected values and points for 1 or 2 axes, found {found}"
        elif not np.isfinite(drawing.values).all():
            yield f"{file}: {drawing.title}: expected finite numbers of the reference"
        elif axes == 2 and len(sketch.classes) != 2:
            yield f"{file}: expected two names in CLASSES, found {len(sketch.classes)}"


def determinism_faults(problem: Problem, loaded: Reference, key: AnswerKey) -> Iterator[str]:
    """Computed again, and loaded and computed again, it must give the same."""
    # Twice with the same: what counts its calls, or draws, gives something else the second time.
    for reference in (loaded, loaded, reference_of(problem)):
        for entry in key.entries:
            values = reference.right(entry.case.arguments)
            for name, value in entry.values.items():
                pairs = zip(leaves(value), leaves(values[name]), strict=False)
                if not all(np.array_equal(a, b) for a, b in pairs):
                    yield (
                        f"{reference.file}: {name}: expected the same value each time, found another on "
                        f"case {entry.case.index}: a reference may depend on its arguments only"
                    )
                    return


def variation_faults(problem: Problem, reference: Reference, key: AnswerKey) -> Iterator[str]:
    """Every variation is other than the usual case that it is made from, on some case at least."""
    for index, variation in enumerate(problem.variations):
        cases = [entry.case for entry in key.entries if entry.case.tag == variation.tag]
        bases = [base_case(problem, reference.step, case.index, seed=0) for case in cases]
        pairs = zip(cases, bases, strict=True)
        if all(same(dict(case.arguments), dict(base.arguments)) for case, base in pairs):
            yield (
                f"{problem.folder / 'problem.json'}: $.variations[{index}]: expected something other than "
                f"in usual cases, found {variation.tag!r}, which is so in the cases it is made from: change "
                "what they draw, or delete it"
            )


def use_faults(problem: Problem, reference: Reference) -> Iterator[str]:
    """Every input and every step is there for something."""
    outputs = [output.name for output in problem.outputs]
    purposes = [*outputs, *(item.values for item in problem.constraints)]
    for output in problem.outputs:
        if output.derivative is not None:
            purposes += [output.derivative.of, output.derivative.by]
    needed = reference.needed(purposes)
    yield from step_faults(reference, needed)
    for output in problem.outputs:
        behind = sorted(reference.needed([output.name]) & problem.drawn)
        if output.random is None and behind:
            yield (
                f"{reference.file}: {output.name} follows from {listed(behind)}, which students draw anew: say in "
                "problem.json how it is distributed"
            )
    used = {need for name in reference.needed(outputs) for need in reference.steps[name].needs}
    for item in problem.function.inputs:
        if item.name in used and item.unused:
            yield f"{reference.file}: uses {item.name}, which the spec calls unused"
        if item.name not in used and not item.unused:
            yield (
                f"{reference.file}: no output depends on the input {item.name}; if that is meant, "
                'say "unused": true in the spec'
            )


def step_faults(reference: Reference, needed: Collection[str]) -> Iterator[str]:
    """Every step is needed for something."""
    for name in reference.steps:
        if name not in needed:
            yield (
                f"{reference.file}: {name}: no output, constraint or derivative needs this step: "
                "use it, make it private (_) or delete it"
            )


def errata_faults(problem: Problem, reference: Reference) -> Iterator[str]:
    """Every erratum names a listed mistake, if it names one."""
    known = {mistake.id for mistake in reference.mistakes}
    for index, erratum in enumerate(problem.errata):
        if erratum.mistake is not None and erratum.mistake not in known:
            place = f"{problem.folder / 'problem.json'}: $.errata[{index}].mistake"
            yield f"{place}: expected the id of a listed mistake, found {erratum.mistake!r}"


def penalty_faults(problem: Problem, reference: Reference, key: AnswerKey) -> Iterator[str]:
    """The reference has the penalty that the spec says, and no other; and enough cases have one."""
    penalty = problem.penalty
    if penalty is None:
        return
    place = f"{problem.folder / 'problem.json'}: $.penalty"
    ordinary = [entry.case for entry in key.entries if not entry.case.stability]
    used = [case for case in ordinary if case.arguments[penalty.strength]]
    seen = {tuple(case.sizes.values()) if case.sizes else case.index for case in used}
    if len(seen) < MIN_SIZES:
        yield f"{place}.strength: expected cases of two sizes with a {penalty.strength} that is not 0"
    others = [
        item.name
        for item in problem.outputs
        if item.derivative is not None
        and item.derivative.of == penalty.loss
        and item.name not in penalty.gradients
    ]
    for case in used:
        names = dict.fromkeys([*penalty.gradients.values()])
        weights = {name: np.asarray(case.arguments[name], np.float64) for name in names}
        by = penalty.coefficient * float(case.arguments[penalty.strength])
        expected: dict[str, Any] = {
            penalty.loss: by * sum(float(np.sum(weight**2)) for weight in weights.values()),
            **{name: 2 * by * weights[w] for name, w in penalty.gradients.items()},
            **dict.fromkeys(others, 0.0),
        }
        whole = reference.right(case.arguments, targets=expected)
        data = reference.right({**case.arguments, penalty.strength: 0.0}, targets=expected)
        for name, part in expected.items():
            off = np.abs(np.asarray(whole[name]) - data[name] - part).max(initial=0.0)
            if not off <= PENALTY_RTOL * max(1.0, float(np.abs(whole[name]).max(initial=0.0))):
                yield (
                    f"{place}: expected {name} of the reference to have the penalty that this says, found "
                    f"a difference of {off:.2g} on case {case.index}: look at its coefficient, "
                    f"{penalty.coefficient:g}, and at what is penalised"
                )
                return
