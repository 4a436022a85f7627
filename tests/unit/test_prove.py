"""Proofs of shipped problems with one thing broken: what is wrong, in which file, and what still counts."""

import json
import shutil

import pytest

from grader.authoring import prove as module
from grader.authoring.prove import Proof, prove
from grader.mutation import mutants
from grader.reference import load_equivalents, load_reference
from grader.spec.load import load_problem
from tests.bank import BANK, CONTENT

PROBLEMS = {name: f"{homework}/{name}" for homework, name in CONTENT.items()}


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Two seeds are enough to see a fault, and keys are kept where no other run looks."""
    monkeypatch.setattr(module, "SEEDS", range(2))
    monkeypatch.setattr(module, "ORACLE_SEEDS", range(1))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def copy(tmp_path):
    """Copies a problem, to be broken."""

    def copy(name):
        return shutil.copytree(BANK / PROBLEMS[name], tmp_path / PROBLEMS[name])

    return copy


@pytest.fixture
def siamese(copy):
    """Gradients, without golden cases and constraints."""
    return copy("siamese-grad")


@pytest.fixture
def worked(copy):
    """A function with constraints and printed numbers."""
    return copy("worked-example")


@pytest.fixture
def xor(copy):
    """A construction."""
    return copy("xor-construct")


def edit(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def respec(folder, **properties):
    file = folder / "problem.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **properties}), "utf-8")


def respec_item(folder, group, name, **properties):
    """Change the item of that name in a group of the spec."""
    items = json.loads((folder / "problem.json").read_text("utf-8"))[group]
    items = [{**item, **properties} if item["name"] == name else item for item in items]
    respec(folder, **{group: items})


def line_of(file, text):
    lines = file.read_text("utf-8").splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if text in line]
    return found


def proof_of(folder):
    return prove(load_problem(folder))


def faults(folder):
    """What is wrong, without the folder in front."""
    return [fault.removeprefix(f"{folder}").lstrip("/") for fault in proof_of(folder).faults]


def fault(folder):
    (only,) = faults(folder)
    return only


# Nothing broken.


@pytest.mark.parametrize("name", PROBLEMS)
def test_an_unchanged_problem_is_proved(name):
    proof = proof_of(BANK / PROBLEMS[name])

    assert proof.faults == ()
    assert proof.proved
    assert proof.problem == PROBLEMS[name]


@pytest.mark.parametrize("name", ["siamese-grad", "worked-example"])
def test_a_proof_of_a_function_counts_what_there_is(name):
    problem = load_problem(BANK / PROBLEMS[name])
    reference = load_reference(problem)
    used = reference.needed(output.name for output in problem.outputs)
    proof = prove(problem)

    assert proof.cases == len(problem.golden) + len(problem.extreme) + problem.random_cases
    assert proof.compared == len(problem.outputs)
    assert proof.derivatives == sum(o.derivative is not None for o in problem.outputs) > 0
    assert proof.mistakes == len(reference.mistakes)
    assert 0 < proof.named <= proof.mistakes
    assert proof.equivalents == len(load_equivalents(problem, reference)) + len(module.REWRITES) + 1
    assert 0 < proof.mutants <= len(list(mutants(reference.file, used)))
    assert proof.killed + len(proof.survivors) == proof.mutants


def test_a_proof_of_a_construction_counts_what_there_is():
    problem = load_problem(BANK / PROBLEMS["xor-construct"])
    reference = load_reference(problem)
    proof = prove(problem)

    assert proof.cases == 4  # points that the verifier looks at
    assert proof.compared == 1
    assert proof.derivatives == 0
    assert proof.mistakes == len(reference.mistakes)
    assert proof.equivalents == len(load_equivalents(problem, reference))
    assert proof.killed == proof.mutants == len(list(mutants(reference.file, ["W", "c", "w", "b"])))
    assert proof.survivors == ()


def test_a_written_problem_has_its_statement_alone_to_prove(tmp_path):
    folder = tmp_path / "hw" / "explain"
    folder.mkdir(parents=True)
    spec = {"id": "hw/explain", "title": "Why", "source": "Week 1", "kind": "written"}
    rubric = [{"points": 1, "text": "Because."}]
    (folder / "problem.json").write_text(json.dumps({**spec, "rubric": rubric}))
    (folder / "statement.md").write_text("# Why\n\nSay why.\n")
    proof = proof_of(folder)

    assert proof == Proof("hw/explain")
    (folder / "statement.md").write_text("# What\n")
    assert fault(folder) == "statement.md: line 1: expected '# Why'"


def test_the_graders_own_failure_is_a_fault_of_one_proof(siamese, monkeypatch):
    def fail(_problem):
        raise KeyError("lost")

    monkeypatch.setattr(module, "_prove_function", fail)

    assert fault(siamese) == "the grader failed, please report this: KeyError: 'lost'"


# The statement.


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("# Gradients of", "# Gradient of", "line 1: expected '# Gradients of a Siamese network'"),
        ("# Gradients", "\n# Gradients", "line 1: expected '# Gradients of a Siamese network'"),
        ("`siamese_grad(", "`gradients(", "expected the call `siamese_grad(…)`, found none"),
        ("`x1`", "x1", "expected the name `x1`, found none"),
        ("`db`", "`d`", "expected the name `db`, found none"),
    ],
)
def test_a_statement_has_the_title_the_call_and_every_name(siamese, old, new, reason):
    if old == "`x1`":
        edit(siamese / "statement.md", "siamese_grad(x1,", "siamese_grad(x,")
    edit(siamese / "statement.md", old, new)

    assert fault(siamese) == f"statement.md: {reason}"


# Points for stability.

LARGE = """

class forgets_large_weights:
    \"\"\"Large weights are left out.\"\"\"

    def db(e, s1, s2, W):
        return e * (s1 - s2) * (abs(W).max() < 100)
"""


@pytest.fixture
def unstable(siamese):
    """Makes a mistake that shows on an extreme case only, where db has so many points."""

    def unstable(points):
        with (siamese / "mistakes.py").open("a", encoding="utf-8") as file:
            file.write(LARGE)
        weights = [[900, 0, 0], [0.5, -0.25, 1]]
        arguments = {"W": weights, "x1": [0, 1, 2], "x2": [0, 3, 1], "b": [0, 0]}
        extreme = [{"name": "large", "arguments": arguments, "stability": True}]
        respec(siamese, extreme=extreme)
        respec_item(siamese, "outputs", "db", stability={"points": points, "remedy": "Keep them."})
        with (siamese / "statement.md").open("a", encoding="utf-8") as file:
            file.write(f"\nThis is worth {points:g} of\nthe 5 points.\n")
        return siamese

    return unstable


def test_a_mistake_may_lose_the_points_for_stability_alone(unstable):
    assert proof_of(unstable(0.5)).faults == ()


def test_a_mistake_that_shows_where_nothing_is_lost_is_found_out(unstable):
    assert fault(unstable(0)).startswith("mistakes.py: forgets-large-weights loses no points")


def test_a_statement_says_what_stability_is_worth(unstable):
    folder = unstable(0.5)
    edit(folder / "statement.md", "0.5 of", "1 of")
    told = "statement.md: expected what is lost for large numbers, '0.5 of the 5 points', found nothing"

    assert fault(folder) == told


def test_a_fault_of_the_statement_stops_no_other_proof(siamese):
    edit(siamese / "statement.md", "# Gradients", "# Gradient")
    proof = proof_of(siamese)

    assert proof.mutants == proof.killed > 0
    assert not proof.proved


@pytest.mark.parametrize("content", [None, b"\xff"], ids=["missing", "not UTF-8"])
def test_a_statement_must_be_text(siamese, content):
    (siamese / "statement.md").unlink()
    if content is not None:
        (siamese / "statement.md").write_bytes(content)

    assert fault(siamese).startswith("statement.md: expected the exercise as UTF-8 text: ")


# The drawing.

ONE_AXIS = """
import dataclasses

import grader.drawing


def regions(title, axes, *rest, **options):
    return dataclasses.replace(grader.drawing.regions(title, axes, *rest, **options), axes=axes[:1])
"""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("    yield", "    1 / 0\n    yield", "draw raised ZeroDivisionError: division by zero"),
        ("    yield", "    if 0: yield", "expected drawings, found none"),
        ("return hidden", "return np.nan * hidden", "expected finite numbers of the reference"),
        ("CLASSES", "NAMES", "expected two names in CLASSES, found 0"),
        ("from grader.drawing import regions", ONE_AXIS, "found 1 axes, (48, 48), (2, 4)"),
        ("def draw", "def paint", "expected a function named 'draw' with a docstring"),
    ],
)  # fmt: skip
def test_a_drawing_that_does_not_draw(xor, old, new, reason):
    edit(xor / "drawing.py", old, new)

    assert fault(xor).startswith("drawing.py: ")
    assert reason in fault(xor)


# The reference.


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("return 1 / 0", "ZeroDivisionError: division by zero"),
        ("return h1 - h3", "NameError: name 'h3' is not defined"),
    ],
)
def test_a_reference_that_raises(siamese, new, reason):
    file = siamese / "reference.py"
    edit(file, "return h1 - h2", new)

    assert (
        fault(siamese) == f"reference.py: e (line {line_of(file, new)}) raised {reason}, on case 0"
    )


@pytest.mark.parametrize("code", ["while True: pass", "[0 for _ in iter(int, 1)]"])
def test_a_reference_that_loops(siamese, monkeypatch, code):
    monkeypatch.setattr("grader.preparation.MAX_SECONDS", 0.2)
    file = siamese / "reference.py"
    edit(file, "return h1 - h2", code)
    place = f"reference.py: e (line {line_of(file, code)})"

    assert fault(siamese).startswith(f"{place} raised TimeoutError: took more than 0.2 s")


def test_a_reference_that_loops_where_it_is_loaded(siamese, monkeypatch):
    monkeypatch.setattr("grader.reference.MAX_SECONDS", 0.2)
    edit(siamese / "reference.py", "import numpy as np", "import numpy as np\n\nwhile True: pass")

    assert fault(siamese) == "reference.py: TimeoutError: took more than 0.2 s"


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("reference.py", "import numpy as np"),
        ("reference.py", "return h1 - h2"),
        ("oracle.py", "return {"),
        ("mistakes.py", "import numpy as np"),
    ],
)
def test_code_that_ends_the_program_ends_only_the_proof(siamese, file, old):
    edit(siamese / file, old, f"raise SystemExit(0)  # {old}")

    assert fault(siamese).startswith(f"{file}: ")
    assert "SystemExit: 0" in fault(siamese)


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("return (e * (s1 - s2))[None]", "float64 of shape (1, 2)"),
        ("return (e * (s1 - s2)).sum()", "float64 of shape ()"),
        ("return e * np.nan", "float64 of shape (2,)"),
        ("return e * np.inf", "float64 of shape (2,)"),
        ("return e + 1j", "complex128 of shape (2,)"),
    ],
)
def test_a_reference_gives_finite_numbers_of_the_shape_of_the_spec(siamese, new, found):
    respec(siamese, dimensions={"m": [2, 2], "n": [3, 3]})
    edit(siamese / "reference.py", "return e * (s1 - s2)", new)
    expected = "expected finite numbers of shape (2,) on case 0, found "

    assert fault(siamese) == f"reference.py: db: {expected}{found}"


def test_a_reference_that_cannot_be_loaded(siamese):
    edit(siamese / "reference.py", "import numpy as np", "import numpy as np\n\n1 / 0")

    assert fault(siamese) == "reference.py: ZeroDivisionError: division by zero"


def test_a_reference_without_an_output(siamese):
    edit(siamese / "reference.py", "def db(", "def d_b(")

    assert fault(siamese) == "reference.py: expected a function named 'db', found none"


@pytest.mark.parametrize(
    "noise",
    [
        "np.random.random()",
        "np.random.default_rng().random()",
        "RNG.random()",
        "CALLS.append(0) or len(CALLS)",
    ],
)
def test_a_reference_gives_the_same_each_time(siamese, noise):
    """Even where no comparison would see the difference."""
    state = "RNG = np.random.default_rng(0)\nCALLS = []"
    edit(siamese / "reference.py", "import numpy as np", f"import numpy as np\n\n{state}")
    edit(siamese / "reference.py", "return h1 - h2", f"return h1 - h2 + 1e-13 * ({noise})")

    assert fault(siamese) == (
        "reference.py: dW: expected the same value each time, found another on case 0: "
        "a reference may depend on its arguments only"
    )


def test_a_step_that_nothing_needs(siamese):
    edit(siamese / "reference.py", "def db(", "def spare(h1):\n    return h1\n\n\ndef db(")

    assert fault(siamese) == (
        "reference.py: spare: no output, constraint or derivative needs this step: "
        "use it, make it private (_) or delete it"
    )


def test_a_step_may_be_there_for_the_cases(siamese):
    edit(siamese / "reference.py", "def db(", "def total(b):\n    return b.sum()\n\n\ndef db(")
    respec(siamese, constraints=[{"values": "total", "some": "negative"}])

    assert faults(siamese) == []


def with_another_input(siamese, **properties):
    inputs = json.loads((siamese / "problem.json").read_text("utf-8"))["inputs"]
    respec(siamese, inputs=[*inputs, {"name": "k", "shape": [], **properties}])
    edit(siamese / "statement.md", "W, b, lam)", "W, b, lam, k)")
    edit(siamese / "oracle.py", "W, b, lam)", "W, b, lam, k)")


def test_an_input_that_no_output_depends_on(siamese):
    with_another_input(siamese)

    assert fault(siamese) == (
        "reference.py: no output depends on the input k; if that is meant, say "
        '"unused": true in the spec'
    )


def test_an_input_may_be_there_for_nothing_if_the_spec_says_so(siamese):
    with_another_input(siamese, unused=True)

    assert faults(siamese) == []


def test_an_input_that_is_used_must_not_be_called_unused(siamese):
    respec_item(siamese, "inputs", "b", unused=True)

    assert fault(siamese) == "reference.py: uses b, which the spec calls unused"


# Cases and printed numbers.


def test_a_constraint_that_no_case_meets(siamese):
    respec(siamese, constraints=[{"values": "lam", "some": "negative"}])

    assert fault(siamese) == (
        "problem.json: $.constraints[0]: arguments that meet it: found none in 1000 tries; "
        "widen the ranges or relax the constraint"
    )


def test_another_number_than_the_printed_one(worked):
    edit(worked / "problem.json", '"L": 0.4916', '"L": 0.4918')

    assert fault(worked).startswith(
        "reference.py: L: expected the numbers printed for 'the numbers printed in the exercise', "
        "0.4918, found 0.49161"
    )


# The second opinion.


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "0.5 * lam",
            "0.50001 * lam",
            "dW: expected agreement with reference.py to 1e-10, found a relative difference of ",
        ),
        (
            '"db": db',
            '"db": db[None]',
            "db: expected agreement with reference.py to 1e-10, found a relative difference of inf ",
        ),
        ('"db": db', '"db": db * torch.nan', "db: expected agreement with reference.py to 1e-10, "),
        ('"dW": dW, ', "", "expected the outputs ['dW', 'db'], found ['db']"),
        ('"dW": dW', '"W": W, "dW": dW', "expected the outputs ['dW', 'db'], found ['W', 'd"),
        (
            "    return",
            "    1 / 0\n    return",
            "the oracle raised ZeroDivisionError: division by ",
        ),
        ("    return", "    return None  #", "the oracle raised AttributeError: "),
        ("def oracle", "def oracel", "expected a function named 'oracle', found none"),
        ("import torch", "import troch", "ModuleNotFoundError: No module named 'troch'"),
    ],
)
def test_an_oracle_that_is_of_another_opinion_or_of_none(siamese, old, new, reason):
    edit(siamese / "oracle.py", old, new)

    assert fault(siamese).startswith(f"oracle.py: {reason}")


def test_an_oracle_that_loops(siamese, monkeypatch):
    monkeypatch.setattr(module, "ORACLE_SECONDS", 0.05)
    edit(siamese / "oracle.py", "    return", "    while True:\n        pass\n    return")

    assert fault(siamese) == "oracle.py: the oracle raised TimeoutError: took more than 0.05 s"


def test_outputs_on_which_the_oracle_agrees_still_count(siamese):
    edit(siamese / "oracle.py", '"db": db', '"db": 2 * db')

    assert proof_of(siamese).compared == 1


def test_without_an_oracle_nothing_is_compared(siamese):
    (siamese / "oracle.py").unlink()

    assert proof_of(siamese).compared == 0


# The third opinion.


def test_a_derivative_of_another_factor(siamese):
    respec_item(siamese, "outputs", "db", derivative={"of": "J", "by": "b", "factor": -1})
    proof = proof_of(siamese)

    (only,) = proof.faults
    assert only.endswith(
        "expected dJ/db by finite differences, found a relative difference of 2 on case 0"
    )
    assert only.startswith(f"{siamese}/reference.py: db: ")
    assert (proof.derivatives, proof.compared) == (1, 2)


def test_a_derivative_by_something_of_another_shape(siamese):
    respec_item(siamese, "outputs", "db", derivative={"of": "J", "by": "W"})

    assert fault(siamese) == (
        "reference.py: db: expected dJ/dW by finite differences, found a relative difference of inf "
        "on case 0"
    )


@pytest.mark.parametrize(("of", "by", "name"), [("K", "b", "K"), ("J", "K", "K"), ("b", "b", "b")])
def test_a_derivative_of_or_by_a_step_that_there_is_not(siamese, of, by, name):
    respec_item(siamese, "outputs", "db", derivative={"of": of, "by": by})

    assert fault(siamese) == (
        f"reference.py: expected a step {name!r}, which the derivative of db in problem.json names; "
        "found none"
    )


def test_golden_cases_may_lie_on_a_kink(worked):
    """There a difference is no derivative, so it is not asked for one."""
    golden = json.loads((worked / "problem.json").read_text("utf-8"))["golden"][0]
    golden["arguments"]["W1"] = [[0.0, 0.0]] * 3
    golden["expected"] = {"S1": [[0.0] * 4] * 3}
    respec(worked, golden=[golden])

    assert faults(worked) == []


# Mistakes.


def test_a_mistake_that_is_none(siamese):
    edit(siamese / "mistakes.py", "return h2 - h1", "return h1 - h2")
    proof = proof_of(siamese)
    listed = len(load_reference(load_problem(siamese)).mistakes)

    told = "distance-sign-flipped loses no points with the seeds 0, 1: add a case, a constraint or "
    assert proof.faults == (f"{siamese}/mistakes.py: {told}a golden case that shows it",)
    assert proof.mistakes == listed - 1


def test_a_mistake_must_show_with_every_seed(siamese, monkeypatch):
    """Here with those whose only case begins with a negative error."""
    monkeypatch.setattr(module, "SEEDS", range(12))
    respec(siamese, cases=1, errata=[])
    (siamese / "mistakes.py").write_text(
        'class sometimes:\n    """Wrong where e begins negative."""\n\n'
        "    def db(e, s1, s2):\n        return e * (s1 - s2) * (1 if e[0] > 0 else 2)\n"
    )
    told = next(fault for fault in faults(siamese) if fault.startswith("mistakes.py: sometimes"))
    seeds = told.partition("seeds ")[2].partition(":")[0].split(", ")

    assert 0 < len(seeds) < 12


def test_a_mistake_that_cannot_be_computed_loses_points_and_has_no_name(siamese):
    before = proof_of(siamese)
    edit(siamese / "mistakes.py", "return h2 - h1", "raise ValueError")
    after = proof_of(siamese)

    assert after.faults == ()
    assert after.mistakes == before.mistakes
    assert after.named == before.named - 1


def test_a_mistake_that_loops_loses_points_and_has_no_name(siamese, monkeypatch):
    before = proof_of(siamese)
    for place in ("grader.preparation", "grader.authoring.prove"):
        monkeypatch.setattr(f"{place}.VARIANT_SECONDS", 0.2)
    edit(siamese / "mistakes.py", "return h2 - h1", "while True: pass")
    after = proof_of(siamese)

    assert after.faults == ()
    assert after.mistakes == before.mistakes
    assert after.named == before.named - 1


def test_a_mistake_of_no_step(siamese):
    edit(siamese / "mistakes.py", "def e(h1, h2)", "def error(h1, h2)")

    assert fault(siamese) == (
        "mistakes.py: distance_sign_flipped.error: expected the name of a step"
    )


@pytest.mark.parametrize("name", ["siamese-grad", "xor-construct"])
def test_an_erratum_of_no_listed_mistake(copy, name):
    folder = copy(name)
    errata = json.loads((folder / "problem.json").read_text("utf-8"))["errata"]
    respec(folder, errata=[{**errata[0], "mistake": "unheard-of"}])

    assert fault(folder) == (
        "problem.json: $.errata[0].mistake: expected the id of a listed mistake, found 'unheard-of'"
    )


# Other right answers.

OTHER = 'class other:\n    """As right."""\n\n    def e(h1, h2):\n        return '


def test_another_right_answer_counts(siamese):
    before = proof_of(siamese)
    (siamese / "equivalents.py").write_text(f"{OTHER}-(h2 - h1)\n")
    after = proof_of(siamese)

    assert after.faults == ()
    assert after.equivalents == before.equivalents + 1


@pytest.mark.parametrize(
    ("code", "reason"), [("h2 - h1", "dW differs in "), ("1 / 0", "it raises")]
)
def test_another_answer_that_is_not_right(siamese, code, reason):
    before = proof_of(siamese)
    (siamese / "equivalents.py").write_text(f"{OTHER}{code}\n")
    after = proof_of(siamese)
    told = f"{siamese}: equivalents.py: other is right, but loses points on case 0: {reason}"

    assert len(after.faults) == 1
    assert after.faults[0].startswith(told)
    assert after.equivalents == before.equivalents


def test_another_answer_that_loops_is_not_right(siamese, monkeypatch):
    monkeypatch.setattr(module, "VARIANT_SECONDS", 0.2)
    respec(siamese, cases=2)
    (siamese / "equivalents.py").write_text(f"{OTHER}[0 for _ in iter(int, 1)]\n")

    assert "other is right, but loses points on case 0: it raises" in fault(siamese)


def test_the_reference_must_pass_in_single_precision(siamese):
    edit(siamese / "reference.py", "return h1 - h2", "return h1 - h2 + (h1.dtype == np.float32)")
    told = ": the reference in float32 is right, but loses points on case 0: d"

    assert fault(siamese).startswith(told)


def test_the_reference_must_come_to_an_end_in_single_precision(siamese, monkeypatch):
    """An iteration may converge in double precision alone."""
    monkeypatch.setattr(module, "VARIANT_SECONDS", 0.2)
    respec(siamese, cases=2)
    loop = "while h1.dtype == np.float32: pass"
    edit(siamese / "reference.py", "return h1 - h2", f"{loop}\n    return h1 - h2")

    assert "the reference in float32 is right, but loses points on case 0: it" in fault(siamese)


# Mutants.

LAM = "dW: lam * W -> W"


@pytest.fixture
def weak(siamese):
    """A problem whose cases do not show whether lam is used."""
    respec_item(siamese, "inputs", "lam", distribution={"choice": [1]})
    return siamese


def explain(folder, **reasons):
    (folder / "survivors.json").write_text(json.dumps(reasons), "utf-8")


def test_a_mutant_that_no_case_tells_from_the_reference(weak):
    line = line_of(weak / "reference.py", "+ lam * W")
    start = "no case tells this mutant from the reference: add one that does, or say in "
    proof = proof_of(weak)

    assert (
        f'{weak}/reference.py:{line}: {start}survivors.json why none can: "{LAM}"' in proof.faults
    )
    assert proof.mutants == proof.killed + len(proof.faults)
    assert proof.survivors == ()


def survivors(folder):
    """The names of the mutants that a proof calls undetected."""
    return [fault.partition('"')[2].removesuffix('"') for fault in faults(folder)]


def test_a_mutant_is_accepted_once_it_is_explained(weak):
    found = dict.fromkeys(survivors(weak), "lam is always 1")
    explain(weak, **found)
    proof = proof_of(weak)

    assert LAM in found
    assert proof.faults == ()
    assert {item.name: item.reason for item in proof.survivors} == found
    assert proof.mutants == proof.killed + len(found)


def test_only_the_explained_mutants_are_accepted(weak):
    first, *others = survivors(weak)
    explain(weak, **dict.fromkeys(others, "lam is always 1"))

    assert survivors(weak) == [first]


def test_an_explanation_of_a_mutant_that_dies(siamese):
    explain(siamese, **{LAM: "lam is always 1"})

    assert fault(siamese) == f"survivors.json: no mutant of this name survives: '{LAM}'"


def test_an_explanation_of_a_mutant_that_there_is_not(xor):
    explain(xor, **{"W: x -> y": "Why not"})

    assert fault(xor) == "survivors.json: no mutant of this name survives: 'W: x -> y'"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "expected JSON: "),
        (b"\xff", "expected JSON: "),
        (b"[]", "expected an object of mutants and reasons"),
        (b'{"a": ""}', "expected an object of mutants and reasons"),
        (b'{"a": 1}', "expected an object of mutants and reasons"),
    ],
)
def test_explanations_are_mutants_with_reasons(xor, content, reason):
    (xor / "survivors.json").write_bytes(content)

    assert fault(xor).startswith(f"survivors.json: {reason}")


def test_a_constraint_explains_a_comparison_at_its_boundary(worked):
    proof = proof_of(worked)

    (survivor,) = proof.survivors
    assert survivor.name == "D1: S1 > 0 -> S1 >= 0"
    assert survivor.reason == "the spec keeps S1 away from 0"


@pytest.mark.parametrize("constraints", [[], [{"values": "S1", "away_from": 1, "by": 0.001}]])
def test_without_the_constraint_nothing_explains_it(worked, constraints):
    """Nor does one that keeps cases off another number."""
    respec(worked, constraints=[*constraints, {"values": "Y", "some": "negative"}])

    assert survivors(worked) == ["D1: S1 > 0 -> S1 >= 0"]


def test_a_mutant_that_loops_dies(siamese, monkeypatch):
    monkeypatch.setattr(module, "VARIANT_SECONDS", 0.2)
    halve = "k = 8\n    while k > 1:\n        k //= 2\n    return (h1 - h2) * k"
    edit(siamese / "reference.py", "return h1 - h2", halve)
    made = {mutant.name for mutant in mutants(siamese / "reference.py", ["e"])}
    looping = {"e: k //= 2 -> k *= 2", "e: 1 -> 0"}

    assert looping <= made
    assert not looping & set(survivors(siamese))


def test_a_reference_without_a_formula(siamese):
    """What cannot be mutated is not proved by having no survivors."""
    (siamese / "reference.py").write_text(
        "def dW(W):\n    return W\n\n\ndef db(b):\n    return b\n"
    )
    for name in ("mistakes.py", "oracle.py"):
        (siamese / name).unlink()
    document = json.loads((siamese / "problem.json").read_text("utf-8"))
    outputs = [{k: v for k, v in item.items() if k != "derivative"} for item in document["outputs"]]
    inputs = [{**item, "unused": item["name"] not in "Wb"} for item in document["inputs"]]
    respec(siamese, outputs=outputs, inputs=inputs, errata=[])

    assert fault(siamese) == "reference.py: expected formulas that could be mutated, found none"


def test_with_another_fault_mutants_would_say_nothing(siamese):
    edit(siamese / "oracle.py", '"db": db', '"db": 2 * db')
    proof = proof_of(siamese)

    assert (proof.mutants, proof.killed) == (0, 0)


# Constructions.


def test_a_construction_that_its_verifier_refuses(xor):
    edit(xor / "reference.py", "[1.0, -2.0]", "[1.0, -1.0]")
    (xor / "equivalents.py").unlink()

    assert fault(xor) == (
        "reference.py: the reference does not pass verifier.py: y is off by 1; 1e-06 is allowed"
    )


def test_a_construction_that_cannot_be_called(xor):
    edit(xor / "reference.py", "return 0.0", "return 1 / 0")

    assert fault(xor) == (
        "reference.py: the reference does not pass verifier.py: ZeroDivisionError: division by zero"
    )


def test_a_construction_of_another_shape(xor):
    edit(xor / "reference.py", "np.array([0.0, -1.0])", "np.array([0.0, -1.0, 0.0])")

    assert fault(xor).startswith("reference.py: the reference does not pass verifier.py: ")


def test_a_step_of_a_construction_that_nothing_needs(xor):
    edit(xor / "reference.py", "def b()", "def spare():\n    return 1\n\n\ndef b()")

    assert fault(xor).startswith("reference.py: spare: no output, constraint or derivative needs ")


def test_a_wrong_construction_that_its_verifier_lets_pass(xor):
    edit(xor / "mistakes.py", "np.array([1.0, -1.0])", "np.array([1.0, -2.0])")
    proof = proof_of(xor)

    assert proof.faults == (f"{xor}/mistakes.py: inclusive-or loses no points",)
    assert proof.mistakes == len(load_reference(load_problem(xor)).mistakes) - 1


def test_a_right_construction_that_its_verifier_refuses(xor):
    before = proof_of(xor)
    edit(xor / "equivalents.py", "np.array([-2.0, 1.0])", "np.array([-1.0, 1.0])")
    after = proof_of(xor)

    told = "units-exchanged is right, but loses points: y is off by 1; 1e-06 is allowed"
    assert after.faults == (f"{xor}/equivalents.py: {told}",)
    assert after.equivalents == before.equivalents - 1


def test_a_verifier_that_raises(xor):
    edit(xor / "verifier.py", "    answer =", '    raise ValueError("broken")\n    answer =')

    assert fault(xor) == (
        "reference.py: the reference does not pass verifier.py: ValueError: broken"
    )


def test_a_verifier_that_raises_on_an_odd_answer(xor):
    odd = '    if answer["b"] < 0:\n        raise ValueError("broken")\n    hidden'
    edit(xor / "verifier.py", "    hidden", odd)

    assert fault(xor) == "verifier.py: raised ValueError: broken on a random answer"


def test_a_verifier_that_loops(xor, monkeypatch):
    monkeypatch.setattr(module, "MAX_SECONDS", 0.2)
    edit(xor / "verifier.py", "    answer =", "    while True: pass\n    answer =")

    assert fault(xor) == (
        "reference.py: the reference does not pass verifier.py: TimeoutError: took more than 0.2 s"
    )


def test_a_verifier_that_loops_on_an_odd_answer(xor, monkeypatch):
    monkeypatch.setattr(module, "MAX_SECONDS", 0.2)
    edit(xor / "verifier.py", "    hidden", '    while answer["b"] < 0: pass\n    hidden')

    assert "verifier.py: raised TimeoutError: took more than 0.2 s" in fault(xor)


def test_a_verifier_that_looks_at_nothing(xor):
    edit(xor / "verifier.py", 'Check("y"', 'Check("z"')

    assert fault(xor) == "verifier.py: expected a check of the output y, found none"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("verifier.py", "expected a Python file, found none"),
        ("reference.py", "expected a Python file, found none"),
    ],
)
def test_a_construction_needs_its_files(xor, name, reason):
    (xor / name).unlink()

    assert fault(xor) == f"{name}: {reason}"


def test_an_oracle_that_judges_other_than_the_verifier(xor):
    edit(xor / "oracle.py", "F.relu", "F.elu")
    proof = proof_of(xor)

    assert proof.faults == (f"{xor}/oracle.py: y: computes another value than verifier.py",)
    assert proof.compared == 0


def test_an_oracle_of_a_construction_that_raises(xor):
    edit(xor / "oracle.py", "    return", "    1 / 0\n    return")

    assert fault(xor) == "oracle.py: the oracle raised ZeroDivisionError: division by zero"


def test_an_oracle_of_a_construction_without_an_output(xor):
    edit(xor / "oracle.py", '"y"', '"z"')

    assert fault(xor) == "oracle.py: expected the outputs ['y'], found ['z']"


def test_nothing_asks_the_oracle_of_a_construction_with_arguments(xor):
    functions = json.loads((xor / "problem.json").read_text("utf-8"))["functions"]
    functions[0]["inputs"] = [{"name": "n", "shape": [], "dtype": "int64"}]
    respec(xor, functions=functions)
    edit(xor / "verifier.py", 'call("xor_params")', 'call("xor_params", 2)')
    edit(xor / "statement.md", "`xor_params()`", "`xor_params(n)`")

    assert fault(xor) == (
        "oracle.py: the functions take arguments, so there is nothing to ask an oracle: delete it"
    )


def test_a_construction_may_do_without_an_oracle(xor):
    (xor / "oracle.py").unlink()
    proof = proof_of(xor)

    assert proof.faults == ()
    assert proof.compared == 0


def test_a_mutant_of_a_construction_that_is_right_too(xor):
    """Here the verifier looks at none of it."""
    edit(xor / "verifier.py", "actual, expected, at", "0 * actual, 0.0, at")
    (xor / "mistakes.py").unlink()
    (xor / "oracle.py").unlink()
    respec(xor, errata=[])
    found = survivors(xor)

    assert "b: 0.0 -> 1.0" in found
    explain(xor, **dict.fromkeys(found, "the verifier does not look"))
    assert faults(xor) == []


# References by autograd.

OBJECTIVE = '''"""The objective, in torch."""

import torch


def h1(W, x1, b):
    return torch.sigmoid(W @ x1 + b)


def h2(W, x2, b):
    return torch.sigmoid(W @ x2 + b)


def J(h1, h2, W, lam):
    return ((h1 - h2) ** 2).sum() / 2 + lam / 2 * (W**2).sum()
'''


@pytest.fixture
def objective(siamese):
    """The gradients by autograd."""
    (siamese / "reference.py").unlink()
    (siamese / "objective.py").write_text(OBJECTIVE)
    (siamese / "mistakes.py").write_text(
        'class zero:\n    """db is 0."""\n\n    def db(b):\n        return 0 * b\n'
    )
    respec(siamese, errata=[])
    return siamese


def test_a_reference_by_autograd_is_proved(objective):
    proof = proof_of(objective)

    assert proof.faults == ()
    assert (proof.compared, proof.derivatives, proof.mistakes) == (2, 2, 1)
    made = list(mutants(objective / "objective.py", ["J", "h1", "h2"], ["x1", "x2"]))
    assert proof.killed == proof.mutants == len(made) > 0


def test_an_objective_that_is_another(objective):
    edit(objective / "objective.py", "lam / 2", "lam / 3")

    assert fault(objective).startswith("oracle.py: dW: expected agreement with reference")


def test_an_objective_that_raises(objective):
    edit(objective / "objective.py", "lam / 2", "lam / zwei")

    assert fault(objective).startswith("objective.py: ")
    assert "raised NameError: name 'zwei' is not defined" in fault(objective)


def test_cases_that_do_not_show_a_fault_of_the_objective(objective):
    respec_item(objective, "inputs", "lam", distribution={"choice": [2]})

    changes = ["lam / 2 * (W ** 2).sum() -> (W ** 2).sum()", "lam / 2 -> 2 / lam"]
    assert survivors(objective) == [f"J: {change}" for change in changes]


def test_a_mistake_beside_an_objective_that_is_none(objective):
    (objective / "mistakes.py").write_text(
        'class none:\n    """db is what it is."""\n\n    def db(h1, h2):\n'
        "        return (h1 - h2) * (h1 * (1 - h1) - h2 * (1 - h2))\n"
    )

    assert fault(objective).startswith("mistakes.py: none loses no points with the seeds 0, 1: ")
