"""Each shipped problem is right: against torch, against what is printed, against its own mistakes."""

import numpy as np
import pytest

from grader.cases.generate import make_cases
from grader.comparison import Scale, compare
from grader.oracle import consult
from grader.reference import load_reference
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind
from grader.verifier import load_verifier
from tests.paths import PROBLEMS

ALL = [p for folder in find_homeworks(PROBLEMS).values() for p in load_homework(folder).problems]
FUNCTIONS = [problem for problem in ALL if problem.kind is Kind.FUNCTION]
CONSTRUCTIONS = [problem for problem in ALL if problem.kind is Kind.CONSTRUCT]
MISTAKES = [(problem, mistake) for problem in ALL for mistake in load_reference(problem).mistakes]
SEEDS = range(5)


def problem_id(problem):
    return problem.id


def wrong_outputs(problem, reference, steps, case):
    """Outputs that the grader would call wrong if a student's function gave *steps*."""
    right = reference.right(case.arguments)
    scale = Scale.of([*case.arguments.values(), *right.values()])
    return [
        value.name
        for value in problem.function.returns
        if compare(steps[value.name], right[value.name], value, scale=scale, sizes=case.sizes)
    ]


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_the_reference_agrees_with_the_oracle(problem):
    reference = load_reference(problem)
    for seed in SEEDS:
        for case in make_cases(problem, reference.step, seed=seed):
            right = reference.right(case.arguments)
            second = consult(problem, case.arguments)

            assert second.keys() == {output.name for output in problem.outputs}
            for name, value in second.items():
                scale = max(np.abs(right[name]).max(), 1e-300)
                assert np.abs(value - right[name]).max() <= 1e-10 * scale + 1e-15, (name, case)


@pytest.mark.parametrize("problem", CONSTRUCTIONS, ids=problem_id)
def test_the_verifier_computes_what_the_oracle_computes(problem):
    reference, verify = load_reference(problem), load_verifier(problem)
    rng = np.random.default_rng(0)
    for _ in range(20):
        answer = {
            value.name: rng.normal(size=np.shape(reference.right({})[value.name]))
            for value in problem.function.returns
        }
        checks = list(verify(lambda _name, answer=answer: answer))
        second = consult(problem, answer)
        for output in problem.outputs:
            actual = [check.actual for check in checks if check.output == output.name]

            assert np.allclose(actual, second[output.name], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_every_printed_number_follows_from_the_reference(problem):
    reference = load_reference(problem)
    for golden, case in zip(
        problem.golden, make_cases(problem, reference.step, seed=0), strict=False
    ):
        right = reference.right(case.arguments)
        for name, printed in golden.expected.items():
            half_unit = 0.5 * 10.0**-golden.decimals

            assert np.shape(printed) == np.shape(right[name])
            assert np.abs(right[name] - printed).max() <= half_unit * (1 + 1e-9), name


@pytest.mark.parametrize(
    ("problem", "mistake"), MISTAKES, ids=[f"{p.name}-{m.id}" for p, m in MISTAKES]
)
def test_every_listed_mistake_loses_points_for_every_seed(problem, mistake):
    reference = load_reference(problem)
    if problem.kind is Kind.CONSTRUCT:
        answer = reference.evaluate({}, replaced=mistake.steps)
        checks = list(load_verifier(problem)(lambda _name: answer))

        assert any(abs(check.actual - check.expected) > 1e-6 for check in checks)
        return
    for seed in SEEDS:
        cases = make_cases(problem, reference.step, seed=seed)

        assert any(
            wrong_outputs(
                problem, reference, reference.evaluate(c.arguments, replaced=mistake.steps), c
            )
            for c in cases
        )


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_the_reference_is_right_by_its_own_standard(problem):
    """If this failed, the test above could pass because everything is called wrong."""
    reference = load_reference(problem)
    for case in make_cases(problem, reference.step, seed=0):
        assert wrong_outputs(problem, reference, reference.right(case.arguments), case) == []


@pytest.mark.parametrize("problem", ALL, ids=problem_id)
def test_every_problem_has_a_statement_that_names_what_is_asked(problem):
    text = problem.statement.read_text(encoding="utf-8")

    assert text.startswith(f"# {problem.title}\n")
    for function in problem.functions:
        assert f"`{function.name}(" in text
        for value in (*function.inputs, *function.returns):
            assert f"`{value.name}`" in text


@pytest.mark.parametrize("problem", ALL, ids=problem_id)
def test_errata_name_listed_mistakes(problem):
    listed = {mistake.id for mistake in load_reference(problem).mistakes}

    assert {item.mistake for item in problem.errata if item.mistake} <= listed


EQUIVALENT = {
    "second minimum": ([[1, -1], [-1, 1]], [0, 0], [1, 1], 0),
    "units exchanged": ([[1, 1], [1, 1]], [-1, 0], [-2, 1], 0),
    "a unit rescaled": ([[3, 1], [3, 1]], [0, -1], [1 / 3, -2], 0),
    "slice 3 at -5": ([[1, -1], [-5, 1]], [0, 0], [1, 1], 0),
    "one minus two ramps": ([[1, -1], [1, -1]], [-1, 1], [-1, -1], 1),
}


@pytest.mark.parametrize("weights", EQUIVALENT.values(), ids=EQUIVALENT)
def test_any_weights_that_compute_xor_are_right(weights):
    (problem,) = (problem for problem in ALL if problem.name == "xor-construct")
    answer = {name: np.asarray(value, float) for name, value in zip("Wcwb", weights, strict=True)}
    checks = list(load_verifier(problem)(lambda _name: answer))

    assert len(checks) == 4
    assert all(abs(check.actual - check.expected) <= 1e-12 for check in checks)
