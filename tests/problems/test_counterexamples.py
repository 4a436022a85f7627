"""Counterexamples have the sizes that a person would choose: the smallest on which a mistake shows."""

from dataclasses import replace

import numpy as np
import pytest

from grader.counterexample import shrink_all
from grader.preparation import make_key
from grader.probe import MAX_CALLS, Probe
from grader.results import Ending, Outcome, StudentError, Verdict
from grader.scoring import Findings, judge, score_output
from grader.spec.load import load_problem
from grader.spec.model import Credit, leaves
from tests.paths import PROBLEMS

# Sizes may be 2 or more in most exercises, 3 in some. A wrong shape shows on a matrix that is not square.
SIZES = [
    ("uva-2017-hw1/worked-example", "missing-one-over-n", "D_out", {"X": (2, 2), "W1": (2, 2), "W2": (1, 2)}),
    ("uva-2017-hw1/worked-example", "no-relu-mask", "D1", {"X": (2, 2), "W1": (2, 2), "W2": (1, 2)}),
    ("uva-2017-hw1/worked-example", "mean-over-outputs-too", "L", {"X": (2, 2), "W2": (2, 2), "y": (2, 2)}),
    ("uva-2017-hw1/worked-update", "loss-with-only-w2", "Ln", {"X": (2, 2), "W1": (2, 2), "W2": (1, 2)}),
    ("uva-2017-hw1/three-layer-backprop", "transposed-result", "dW3", {"X": (2, 2), "W3": (2, 3)}),
    ("deep-learning-2021-hw1/siamese-grad", "transposed-result", "dW", {"W": (3, 2), "x1": (2,)}),
    ("deep-learning-2021-hw1/siamese-forward", "w-transposed", "h1", {"W": (3, 2), "x1": (2,)}),
    ("deep-learning-2021-hw1/siamese-param-count", "bias-of-size-n", "count", {"m": 3, "n": 2}),
    ("deep-learning-2021-hw1/softmax", "global-normaliser", "Z", {"net": (2, 2)}),
    ("deep-learning-2021-hw1/softmax", "softmax-over-wrong-axis", "Z", {"net": (2, 2)}),
    ("deep-learning-2021-hw1/softmax", "not-shifted", "Z", {"net": (2, 2)}),
    ("deep-learning-2021-hw1/cross-entropy", "missing-one-over-n", "J", {"Z": (2, 2), "T": (2, 2)}),
    ("deep-learning-2021-hw1/cross-entropy", "log2", "J", {"Z": (2, 2), "T": (2, 2)}),
    ("deep-learning-2021-hw1/one-hot", "one-based-labels", "T", {"y": (2,), "c": 4}),
    ("deep-learning-2021-hw1/one-hot", "width-from-max-label", "T", {"y": (2,), "c": 4}),
    ("deep-learning-2021-hw1/two-layer-forward", "no-hidden-activation", "Yh", {"X": (2, 2), "w_ih": (2, 2)}),
    ("deep-learning-2021-hw1/pseudo-hidden-jacobians", "transposed-result", "dh1_dx", {"X": (3, 1), "W1": (2, 3)}),
    ("deep-learning-2021-hw1/checker-forward", "product-not-carried", "H3", {"x1": (1,), "n": 2}),
    ("deep-learning-2023-hw1/gradients-regression", "transposed-result", "dW1", {"x": (4,), "W1": (3, 4)}),
    ("ee488-2017-lecture6/vector-chain-rule", "not-transposed", "dx", {"A": (2, 3), "g": (2,)}),
    ("ee488-2017-lecture6/lowrank-linear", "full-count", "n_params", {"U": (2, 2), "V": (2, 2)}),
    ("ee488-2017-lecture6/maxout", "k-groups", "g", {"z": (6,), "k": 2}),
    ("ee488-2017-lecture6/perceptron", "bias-dropped", "y", {"X": (4, 2), "w": (2,)}),
    ("deep-learning-2021-hw1/grad-hidden-output", "transposed-result", "dw", {"Yh": (2, 2), "w": (3, 2)}),
    ("ee488-2017-lecture6/chain-net-train", "h-k-instead-of-k-minus-1", "w", {"x": (2,), "w0": (3,)}),
    ("ee488-2017-lecture6/xor-forward", "thresholded-output", "y", {"X": (2, 2), "W": (2, 2)}),
    ("leren-2018-hw5/mlp-output-grad", "transposed-result", "dW", {"x": (3,), "W": (4, 3)}),
    ("leren-2018-hw5/mlp-output-grad", "x-instead-of-h", "dW", {"x": (4,), "V": (3, 4), "W": (3, 3)}),
    ("leren-2018-hw5/linear-collapse", "last-layer-dropped", "M", {"Ws": [(2, 2), (3, 2)]}),
    ("leren-2018-hw5/minibatch-variance", "standard-deviation", "with_replacement", {"g": (5,)}),
]  # fmt: skip


class Student:
    """Calls of a function that makes a listed mistake, in this process."""

    def __init__(self, problem, key, mistake):
        self.problem = problem
        self.reference = key.reference
        (self.mistake,) = [item for item in key.reference.mistakes if item.id == mistake]
        self.asked = 0

    def calls(self, _, arguments):
        for items in arguments:
            self.asked += 1
            names = [value.name for value in self.problem.function.inputs]
            known = dict(zip(names, items, strict=True))
            targets = [output.name for output in self.problem.outputs]
            try:
                values = self.reference.evaluate(
                    known, replaced=self.mistake.steps, targets=targets
                )
            except Exception as error:  # noqa: BLE001 - a transposition may not fit
                told = StudentError(str(error), type(error).__name__)
                yield Outcome(Ending.RAISED, error=told)
            else:
                found = {name: values[name] for name in targets}
                yield Outcome(Ending.RETURNED, found, tuple(items))


def shrunk(problem_id, mistake):
    """The results of a run with that mistake, shrunk, before that, and who was called."""
    problem = load_problem(PROBLEMS / problem_id)
    key = make_key(problem, 0, "", None)
    student = Student(problem, key, mistake)
    cases = [entry.case for entry in key.entries]
    arguments = [tuple(c.arguments[v.name] for v in problem.function.inputs) for c in cases]
    outcomes = student.calls(problem.function.name, arguments)
    judged = [judge(problem, e, o) for e, o in zip(key.entries, outcomes, strict=True)]
    before = [
        score_output(output, judged, len(judged), Findings(), Credit())
        for output in problem.outputs
    ]
    student.asked = 0
    probe = Probe(problem, key.reference, student, seconds_a_call=1e-4, seconds=60)
    after, _ = shrink_all(problem, key, before, judged, probe)
    return before, after, student


def shape(value):
    """The shape of an argument, of a list those of its items; a scalar is itself."""
    if not isinstance(value, list):
        return value
    ragged = isinstance(value[0], list) and isinstance(value[0][0], list)
    return [np.shape(item) for item in value] if ragged else np.shape(value)


@pytest.mark.parametrize(("problem", "mistake", "output", "shapes"), SIZES)
def test_a_counterexample_has_the_sizes_that_a_person_would_choose(
    problem, mistake, output, shapes
):
    before, after, student = shrunk(problem, mistake)
    first = next(item for item in after if item.counterexample is not None)
    arguments = first.counterexample.arguments

    assert first.name == output
    assert {name: shape(arguments[name]) for name in shapes} == shapes
    assert student.asked <= MAX_CALLS
    # Nothing but what is shown has changed.
    hidden = {"counterexample": None, "message": None}
    assert [replace(o, **hidden) for o in after] == [replace(o, **hidden) for o in before]


@pytest.mark.parametrize(
    ("problem", "mistake"),
    [
        ("uva-2017-hw1/worked-example", "missing-one-over-n"),
        ("deep-learning-2021-hw1/siamese-grad", "distance-sign-flipped"),
        ("ee488-2017-lecture6/vector-chain-rule", "not-transposed"),
        ("leren-2018-hw5/mlp-output-grad", "x-instead-of-h"),
    ],
)
def test_its_numbers_are_round(problem, mistake):
    _, after, _ = shrunk(problem, mistake)
    example = next(item.counterexample for item in after if item.counterexample is not None)
    numbers = [leaf for leaf in leaves(list(example.arguments.values())) if leaf is not None]

    assert example.shrunk
    # A learning rate or a weight of a term may have a decimal.
    assert sum(number != round(number) for number in numbers) <= 1
    assert all(abs(number) <= 9 for number in numbers)


def test_outputs_that_fail_in_one_way_share_a_case():
    _, after, _ = shrunk("uva-2017-hw1/worked-example", "missing-one-over-n")
    examples = [o.counterexample for o in after if o.verdict is Verdict.WRONG_ANSWER]

    assert len(examples) > 1
    assert all(example.arguments == examples[0].arguments for example in examples)
