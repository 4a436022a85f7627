"""Every shipped problem is proved, and has everything that a proof looks at."""

import html
import re

import numpy as np
import pytest
from markdown_it import MarkdownIt

from grader.authoring.check import check
from grader.authoring.prove import Proof
from grader.follow_through import carried
from grader.preparation import make_key
from grader.reference import load_equivalents, load_reference
from grader.results import Ending, Outcome
from grader.scoring import judge
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind
from tests.paths import PROBLEMS, ROOT

ALL = [p for folder in find_homeworks(PROBLEMS).values() for p in load_homework(folder).problems]
CODE = [problem for problem in ALL if problem.kind is not Kind.WRITTEN]
FUNCTIONS = [problem for problem in ALL if problem.kind is Kind.FUNCTION]
# Ported from courses; the others are those of the catalogue.
COURSES = {"cs231n-layers", "nyu-mlp", "uva-modules"}


def problem_id(problem):
    return problem.id


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    """What `grade check` finds; each problem once, on all processors."""
    return {proof.problem: proof for proof in check(ALL)}


@pytest.mark.parametrize("problem", ALL, ids=problem_id)
def test_every_problem_is_proved(problem, proofs):
    assert proofs[problem.id].faults == ()


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_every_output_is_compared_with_torch(problem, proofs):
    assert proofs[problem.id].compared == len(problem.outputs)


@pytest.mark.parametrize("problem", CODE, ids=problem_id)
def test_every_problem_lists_mistakes_and_has_mutants(problem, proofs):
    proof = proofs[problem.id]

    assert proof.mistakes >= 3
    assert proof.mutants > 0
    assert all(survivor.reason for survivor in proof.survivors)


def test_at_most_one_mutant_in_twenty_is_accepted_as_equivalent(proofs):
    """Else the mutation score would say little."""
    accepted = sum(len(proof.survivors) for proof in proofs.values())

    assert accepted <= 0.05 * sum(proof.mutants for proof in proofs.values())


def test_the_figures_of_the_readme_are_those_of_the_proofs(proofs):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = re.search(
        r"comes with (\d+) exercises.*: (\d+) of (\d+) mutants.*other (\d+) are", text, re.DOTALL
    )
    killed = sum(proof.killed for proof in proofs.values())
    mutants = sum(proof.mutants for proof in proofs.values())
    accepted = sum(len(proof.survivors) for proof in proofs.values())

    assert tuple(map(int, told.groups())) == (len(ALL), killed, mutants, accepted)


def test_the_catalogue_is_complete():
    """79 computed and derived exercises (and one that joins two of them), 8 constructions, 19 to write."""
    listed = [problem for problem in ALL if problem.homework not in COURSES]
    written = [problem for problem in listed if problem.kind is Kind.WRITTEN]

    assert len(written) == 19
    assert len(listed) - len(written) == 79 + 8 + 1


def test_every_erratum_of_the_documents_stands_in_a_spec():
    found = {(problem.homework, erratum.id) for problem in ALL for erratum in problem.errata}
    wanted = {
        *(("deep-learning-2021-hw1", f"A{i}") for i in range(1, 22)),
        *(("uva-2017-hw1", f"B{i}") for i in range(1, 9)),
        *(("leren-2018-hw5", f"C{i}") for i in range(1, 12)),
        *(("ee488-2017-lecture6", f"D{i}") for i in range(1, 20)),
        *(("deep-learning-2023-hw1", f"E{i}") for i in range(1, 14)),
    }

    assert found == wanted


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_every_gradient_says_of_what(problem):
    """An output named as a derivative is checked by finite differences."""
    for output in problem.outputs:
        if re.match(r"d[A-Z]\w*$|d[a-z]_d|D\d?$|D_", output.name):
            assert output.derivative is not None, output.name


# Follow-through credit.


@pytest.mark.parametrize("problem", [p for p in FUNCTIONS if len(p.outputs) > 1], ids=problem_id)
def test_every_listed_mistake_costs_an_output_whatever_follows_from_it(problem):
    key = make_key(problem, 0, "", None)
    for mistake in key.mistakes:
        answers = [(entry, key.mistaken(mistake, entry)) for entry in key.entries]
        if any(values is None for _, values in answers):
            continue  # it raises
        wrong = [
            output.name
            for output in problem.outputs
            if not all(
                judged(problem, entry, values).right(output.name) for entry, values in answers
            )
        ]

        assert wrong
        assert set(carried(problem, key, answers, wrong)) < set(wrong), mistake


def judged(problem, entry, values):
    """What a student's outputs are worth on a case."""
    arguments = tuple(entry.case.arguments.values())
    return judge(problem, entry, Outcome(Ending.RETURNED, dict(values), arguments))


# Statements.


@pytest.mark.parametrize("problem", ALL, ids=problem_id)
def test_every_statement_is_the_same_in_the_terminal_and_in_a_browser(problem):
    """Formulas stand in code, so that no asterisk or underscore of them becomes markup."""
    source = problem.statement.read_text(encoding="utf-8")
    rendered = MarkdownIt("commonmark").enable("table").render(source)
    outside = re.sub(r"(?s)<pre>.*?</pre>|<code>.*?</code>", "", rendered)
    text = html.unescape(re.sub(r"<[^>]+>", " ", rendered))

    assert not re.search(r"<em>|[*^$\\]", outside), outside
    assert max(map(len, source.splitlines())) <= 120
    for line in source.splitlines():
        if line.startswith("    "):
            assert " ".join(line.split()) in " ".join(text.split())


@pytest.mark.parametrize("problem", [p for p in ALL if p.kind is Kind.WRITTEN], ids=problem_id)
def test_every_rubric_adds_up_and_is_not_given_away(problem):
    statement = problem.statement.read_text(encoding="utf-8")

    assert problem.points == sum(item.points for item in problem.rubric if not item.bonus) > 0
    for item in problem.rubric:
        assert item.text not in statement


# The proofs would see what they are there to see: one of each kind, broken.


def test_equivalents_are_really_others():
    """An equivalent that computes what the reference computes, in the same way, shows nothing."""

    def way(step):
        code = step.compute.__code__
        return step.needs, code.co_code, code.co_names, repr(code.co_consts)

    for problem in FUNCTIONS:
        reference = load_reference(problem)
        for variant in load_equivalents(problem, reference):
            same = [way(step) == way(reference.steps[name]) for name, step in variant.steps.items()]
            assert not all(same), (problem.id, variant.id)


def test_no_reference_is_a_constant():
    """Two cases of a problem have different right answers."""
    for problem in FUNCTIONS:
        entries = make_key(problem, 0, "", None).entries
        for output in problem.outputs:
            values = [np.asarray(e.values[output.name], dtype=object) for e in entries]
            assert len({repr(value) for value in values}) > 1, (problem.id, output.name)
