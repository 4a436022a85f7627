"""The two coefficients of a regularised loss: that of the penalty in it, and that of its derivative.

The right loss is data + c·strength·sum(W * W) and the right gradient data + 2c·strength·W. What a student's
value is more than the data is compared with penalties that people write; the coefficient that is left is solved
for by least squares, and has to be the same round number on all cases.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.answer_key import AnswerKey, Given
from grader.comparison import is_finite, listed
from grader.diagnosis.search import Search, form, matches
from grader.results import Diagnosis
from grader.spec.model import Penalty, Problem

MAX_DENOMINATOR = 12
ROUND = 1e-3  # how near a coefficient must be to a round one, before it is put to the test
MOST_WEIGHTS = 5  # of which any may be penalised and any not
CONVENTIONS = (Fraction(1, 2), Fraction(1))  # coefficients of the loss that books have


@dataclass(frozen=True)
class _Form:
    """A penalty, or the derivative of one, that stands where that of the exercise belongs.

    Attributes:
        words: as one writes it.
        fault: what is wrong with it, in a sentence; "" for that of the exercise.
        value: what it is on a case, without its coefficient.
    """

    words: str
    fault: str
    value: Callable[[Given], Any]


@dataclass(frozen=True)
class _Solved:
    """The form that a student's penalty has, and its coefficient."""

    form: _Form
    coefficient: Fraction

    @property
    def usual(self) -> bool:
        """Whether it is that of the exercise, but for the coefficient."""
        return not self.form.fault


def diagnose(
    problem: Problem,
    key: AnswerKey,
    answers: Sequence[Given],
    wrong: Sequence[str],
    asked: Sequence[str],
) -> tuple[dict[str, Diagnosis], dict[str, str]]:
    """Name what is wrong with the penalty of a loss and of its gradients; and the convention, if it is one.

    Args:
        problem: the exercise.
        key: its answer key.
        answers: the cases, with the student's values.
        wrong: the outputs that are not right.
        asked: those of them that are asked for.
    """
    penalty = problem.penalty
    answers = [given for given in answers if not given[0].case.stability]
    if penalty is None or len(_telling(problem, penalty, answers)) < 2:
        return {}, {}
    right = Fraction(penalty.coefficient).limit_denominator(1000)
    solved: dict[str, _Solved] = {}
    for name in asked:
        with np.errstate(all="ignore"):  # what a wrong answer holds may be anything
            one = _solve(problem, key, penalty, answers, name)
        if one is not None:
            solved[name] = one
    if not solved:
        return {}, {}
    proof = _evidence(penalty, answers, solved, wrong, right)
    consistent = _consistent(penalty, solved, wrong, right)
    found: dict[str, Diagnosis] = {}
    words: dict[str, str] = {}
    if consistent:
        loss = solved[penalty.loss]
        theirs = _times(loss.coefficient, loss.form.words)
        told = (
            f"{listed(consistent)} agree with each other, by another convention: the penalty is {theirs}, and "
            f"the exercise asks for {_times(right, loss.form.words)}."
        )
        found = {name: Diagnosis("convention", told, proof) for name in consistent}
        words = dict.fromkeys(consistent, f"{theirs} as the penalty")
    mistaken = [name for name in solved if name not in consistent]
    faults: dict[str, list[str]] = {}
    for name in mistaken:
        faults.setdefault(_fault(penalty, name, solved[name], right), []).append(name)
    told = " ".join(f"In {listed(names)}, {fault}." for fault, names in faults.items())
    unspoilt = [name for name in (penalty.loss, *penalty.gradients) if name not in wrong]
    if unspoilt:
        told += f" In {listed(unspoilt)} it is right."
    return found | {name: Diagnosis("penalty", told, proof) for name in mistaken}, words


def _consistent(
    penalty: Penalty, solved: Mapping[str, _Solved], wrong: Sequence[str], right: Fraction
) -> list[str]:
    """The loss and its gradients, if these follow another convention of the loss, and none follows the asked one."""
    loss = solved.get(penalty.loss)
    if loss is None or not loss.usual or loss.coefficient not in {*CONVENTIONS} - {right}:
        return []
    known = [name for name in penalty.gradients if name not in wrong or name in solved]
    followers = [name for name in known if name in solved and _follows(solved[name], loss)]
    return [penalty.loss, *followers] if followers and followers == known else []


def _follows(gradient: _Solved, loss: _Solved) -> bool:
    return gradient.usual and gradient.coefficient == 2 * loss.coefficient


def _telling(problem: Problem, penalty: Penalty, answers: Sequence[Given]) -> set[Any]:
    """The sizes of the cases in which there is a penalty; the cases themselves, where there are no sizes."""
    return {
        tuple(entry.case.sizes.values()) if problem.dimensions else entry.case.index
        for entry, _ in answers
        if entry.case.arguments[penalty.strength]
    }


def _solve(
    problem: Problem, key: AnswerKey, penalty: Penalty, answers: Sequence[Given], name: str
) -> _Solved | None:
    """The penalty in a wrong output; None if it is not the penalty that is wrong, or not that alone."""
    value = problem.function.returned(name)
    search = Search(problem, key, value, answers)
    forms, coefficient = _forms(problem, penalty, name, answers[0])
    if not forms or value.count is not None:
        return None
    rows = []
    for given in answers:
        mine, right = given[1].get(name), search.base(given)
        if mine is None or right is None or form(mine) != form(right) or not is_finite(mine):
            return None
        data = np.asarray(right, np.float64) - coefficient * np.asarray(forms[0].value(given))
        rows.append((given, np.asarray(mine, np.float64), data))
    if sum(search.differs(given) for given in answers) < 2:
        return None
    for one in forms:
        found = _coefficient(one, rows)
        # What a form of its own gives with nothing in front of it is the same for all of them.
        if found is None or (one.fault and not found):
            continue
        if all(
            matches(mine, data + float(found) * np.asarray(one.value(given)), value, given[0])
            for given, mine, data in rows
        ):
            return _Solved(one, found)
    return None


def _coefficient(
    one: _Form, rows: Sequence[tuple[Given, NDArray[Any], NDArray[Any]]]
) -> Fraction | None:
    """What stands in front of a penalty, by least squares, if it is a round number."""
    along = size = 0.0
    for given, mine, data in rows:
        penalty = np.asarray(one.value(given), dtype=np.float64)
        if penalty.shape != mine.shape:
            return None
        along += float(np.sum((mine - data) * penalty))
        size += float(np.sum(penalty * penalty))
    if not size or not np.isfinite(along / size):
        return None
    nearest = Fraction(along / size).limit_denominator(MAX_DENOMINATOR)
    return (
        nearest
        if abs(along / size - float(nearest)) < ROUND * max(1.0, abs(float(nearest)))
        else None
    )


# The penalties that people write.


def _forms(
    problem: Problem, penalty: Penalty, name: str, given: Given
) -> tuple[list[_Form], float]:
    """The penalties that an output may have, that of the exercise first, and its right coefficient."""
    strength = penalty.strength
    weights = tuple(dict.fromkeys(penalty.gradients.values()))
    sizes = [size for size in given[0].case.sizes if "[" not in size]
    if name == penalty.loss:
        own = partial(_sum, strength, weights, _squares)
        words = _sum_words(strength, weights)
        forms = [_Form(words, "", own), *_divided(words, own, sizes)]
        forms += _of_other_arrays(problem, penalty, weights)
        for function, written in _OTHERS:
            text = " + ".join(written.format(weight) for weight in weights)
            fault = f"{text} stands where {_squares_words(weights)} belongs"
            forms.append(_Form(text, fault, partial(_sum, strength, weights, function)))
        return forms, penalty.coefficient
    by = penalty.gradients.get(name) or _by_another(problem, penalty, name)
    if by is None:
        return [], 0.0
    words, own = f"{strength}·{by}", partial(_scaled, strength, by, np.asarray)
    if name not in penalty.gradients:
        fault = (
            f"{by} is penalised too, and the exercise asks for a penalty on {listed(weights)} alone"
        )
        none = _Form("0", "", partial(_scaled, strength, by, np.zeros_like))
        return [none, _Form(words, fault, own)], 0.0
    forms = [_Form(words, "", own), *_divided(words, own, sizes)]
    for change, text in ((np.ones_like, "1"), (np.sign, f"sign({by})")):
        fault = f"the penalty has the derivative {strength}·{text} where {words} belongs"
        forms.append(_Form(f"{strength}·{text}", fault, partial(_scaled, strength, by, change)))
    return forms, 2 * penalty.coefficient


def _by_another(problem: Problem, penalty: Penalty, name: str) -> str | None:
    """The array that an output is the derivative of the loss by, which is not to be penalised."""
    output = next(item for item in problem.outputs if item.name == name)
    if output.derivative is None or output.derivative.of != penalty.loss:
        return None
    return next((n for n in _arrays(problem) if n == output.derivative.by), None)


def _arrays(problem: Problem) -> list[str]:
    return [
        item.name
        for item in problem.function.inputs
        if item.dtype == "float64" and item.shape and item.count is None
    ]


def _divided(words: str, own: Callable[[Given], Any], sizes: Sequence[str]) -> Iterator[_Form]:
    for size in sizes:
        fault = f"the penalty is divided by {size}; it belongs beside the mean, not into it"
        yield _Form(f"{words}/{size}", fault, partial(_over, own, size))


def _of_other_arrays(
    problem: Problem, penalty: Penalty, weights: tuple[str, ...]
) -> Iterator[_Form]:
    """Some weights left out, or other arrays penalised as well, such as biases."""
    others = [name for name in _arrays(problem) if name not in weights]
    if len(weights) > 1:
        for count in range(1, min(len(weights), MOST_WEIGHTS)):
            for some in itertools.combinations(weights, count):
                left = [name for name in weights if name not in some]
                fault = f"the penalty on {listed(left)} is missing"
                value = partial(_sum, penalty.strength, some, _squares)
                yield _Form(_sum_words(penalty.strength, some), fault, value)
    for count in range(1, min(len(others), MOST_WEIGHTS) + 1):
        for more in itertools.combinations(others, count):
            verb = "is" if count == 1 else "are"
            fault = (
                f"{listed(more)} {verb} penalised too, and the exercise asks for a penalty on "
                f"{listed(weights)} alone"
            )
            value = partial(_sum, penalty.strength, (*weights, *more), _squares)
            yield _Form(_sum_words(penalty.strength, (*weights, *more)), fault, value)


def _strength(strength: str, given: Given) -> float:
    return float(given[0].case.arguments[strength])


def _sum(
    strength: str, names: Sequence[str], function: Callable[[NDArray[Any]], Any], given: Given
) -> Any:
    arguments = given[0].case.arguments
    total = sum(float(function(np.asarray(arguments[name], np.float64))) for name in names)
    return np.asarray(_strength(strength, given) * total)


def _scaled(strength: str, name: str, function: Callable[[NDArray[Any]], Any], given: Given) -> Any:
    array = np.asarray(given[0].case.arguments[name], np.float64)
    return _strength(strength, given) * function(array)


def _over(own: Callable[[Given], Any], size: str, given: Given) -> Any:
    return own(given) / given[0].case.sizes[size]


def _squares(array: NDArray[Any]) -> Any:
    return np.sum(array * array)


def _gram(array: NDArray[Any]) -> Any:
    return np.sum(array @ array.T) if array.ndim == 2 else np.nan


def _other_gram(array: NDArray[Any]) -> Any:
    return np.sum(array.T @ array) if array.ndim == 2 else np.nan


_OTHERS: Sequence[tuple[Callable[[NDArray[Any]], Any], str]] = (
    (np.sum, "sum({})"),
    (np.linalg.norm, "norm({})"),
    (lambda array: np.abs(array).sum(), "sum(abs({}))"),
    (_gram, "sum({0} @ {0}.T)"),
    (_other_gram, "sum({0}.T @ {0})"),
)


# Words.


def _squares_words(names: Sequence[str]) -> str:
    return " + ".join(f"sum({name} * {name})" for name in names)


def _sum_words(strength: str, names: Sequence[str]) -> str:
    text = _squares_words(names)
    return f"{strength}·{text}" if len(names) == 1 else f"{strength}·({text})"


def _times(number: Fraction, words: str) -> str:
    return words if number == 1 else f"{_number(number)}·{words}"


def _number(number: Fraction) -> str:
    exact = number.denominator in (1, 2, 4, 5, 8, 10)
    return f"{float(number):g}" if exact else str(number)


def _fault(penalty: Penalty, name: str, found: _Solved, asked: Fraction) -> str:
    """What is wrong with the penalty of an output, in a clause."""
    is_loss = name == penalty.loss
    right = asked if is_loss else 2 * asked
    if not found.usual:
        return found.form.fault
    text = _times(right, found.form.words)
    what = f"the penalty {text}" if is_loss else f"the derivative of the penalty, {text},"
    if not found.coefficient:
        return f"{what} is missing"
    if found.coefficient == 2 * right:
        return f"{what} is there twice"
    stands = f"{_times(found.coefficient, found.form.words)} stands where {text} belongs"
    if not is_loss and found.coefficient == asked:
        return f"the factor 2 of the derivative is missing: {stands}"
    return stands


def _evidence(
    penalty: Penalty,
    answers: Sequence[Given],
    solved: Mapping[str, _Solved],
    wrong: Sequence[str],
    asked: Fraction,
) -> str:
    """Both coefficients, and the cases that they hold on."""
    told = []
    for name in dict.fromkeys((penalty.loss, *penalty.gradients, *solved)):
        right = asked if name == penalty.loss else Fraction(2 * (name in penalty.gradients)) * asked
        item = solved.get(name)
        if item is not None and item.usual:
            told.append(f"{name}: {_number(item.coefficient)} (asked: {_number(right)})")
        elif item is not None:
            told.append(f"{name}: {_times(item.coefficient, item.form.words)}")
        elif name not in wrong:
            told.append(f"{name}: as asked")
    strengths = [_strength(penalty.strength, given) for given in answers]
    used = [number for number in strengths if number]
    cases = f"{len(used)} cases with {penalty.strength} from {min(used):.4g} to {max(used):.4g}"
    return f"coefficients of the penalty: {', '.join(told)}; solved for on {cases}, right on all {len(answers)}"
