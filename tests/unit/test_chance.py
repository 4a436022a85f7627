"""Outputs that are drawn at random: right ones pass whatever they drew, wrong ones are told from them and named."""

import dataclasses
import json
import math
import re

import numpy as np
import pytest

from grader import chance
from grader.authoring import prove as proving
from grader.authoring.prove import prove
from grader.diagnosis.chance import diagnose
from grader.errors import ReferenceFailure, SpecError
from grader.explanation import answers_of
from grader.follow_through import carried
from grader.grading import grade
from grader.preparation import make_key
from grader.report.terminal import render
from grader.results import Ending, Outcome, Verdict
from grader.sandbox.host import Sandbox
from grader.scoring import judge
from grader.spec.load import load_homework, load_problem
from grader.submission import read_submission
from tests.paths import ROOT

AWAY = {"uniform": {"low": 0.5, "high": 2, "either_sign": True}}
X = {"name": "x", "shape": ["N", "D"], "distribution": AWAY}
DOUT = {"name": "dout", "shape": ["N", "D"], "distribution": AWAY}
P = {"name": "p", "shape": [], "distribution": {"cycle": [0.25, 0.7]}}
OUT = {"mask": {"of": "x", "kept": "p", "factor": "1 / p"}}
DX = {"mask": {"of": "dout", "like": "out", "factor": "1 / p"}}
SPEC = {
    "id": "hw/dropout",
    "title": "Dropout",
    "source": "Week 1",
    "kind": "function",
    "function": "dropout",
    "dimensions": {"N": [8, 20], "D": [30, 40]},
    "inputs": [X, DOUT, P],
    "cases": 12,
}
REFERENCE = """
import numpy as np

def out(x, p):
    return x * (np.random.default_rng(0).random(x.shape) < p) / p

def dx(x, dout, out):
    return dout * out / x

def test(x):
    return x.copy()
"""
MISTAKES = '''
import numpy as np

class dropped_with_p:
    """p keeps, and does not drop."""

    def out(x, p):
        return x * (np.random.default_rng(0).random(x.shape) >= p) / p

class scaled_at_test_time:
    """Nothing is scaled at test time."""

    def test(x, p):
        return p * x
'''


def output(name, random=None, **more):
    item = {"name": name, "points": 1, "shape": ["N", "D"], **more}
    return item if random is None else {**item, "random": random}


def written(folder, outputs, reference=REFERENCE, mistakes="", **spec):
    """The problem's folder."""
    place = folder / "hw" / "dropout"
    place.mkdir(parents=True, exist_ok=True)
    (place / "problem.json").write_text(json.dumps({**SPEC, "outputs": outputs, **spec}))
    (place / "reference.py").write_text(reference)
    (place / "mistakes.py").write_text(mistakes)
    homework = {"id": "hw", "title": "Layers", "source": "Week 1", "problems": ["dropout"]}
    (place.parent / "homework.json").write_text(json.dumps(homework))
    return place


DROPOUT = [output("out", OUT), output("dx", DX), output("test")]


@pytest.fixture(scope="module")
def dropout(tmp_path_factory):
    """The problem, and its key."""
    folder = written(tmp_path_factory.mktemp("bank"), DROPOUT, mistakes=MISTAKES)
    problem = load_problem(folder)
    return problem, make_key(problem, 0, "", None)


def judged_of(problem, key, function):
    """What comes of a function that is called on every case."""
    return [
        judge(
            problem,
            entry,
            Outcome(
                Ending.RETURNED,
                function(**entry.case.arguments),
                problem.function.positional(entry.case.arguments),
            ),
        )
        for entry in key.entries
    ]


def wrong_of(problem, judged):
    return [o.name for o in problem.outputs if not all(item.right(o.name) for item in judged)]


def causes_of(problem, key, function):
    """The wrong outputs with the code of the cause of each, or None."""
    judged = judged_of(problem, key, function)
    wrong = wrong_of(problem, judged)
    found = diagnose(problem, key, answers_of(problem, judged), wrong)
    return {
        name: found[name].mistake or found[name].code if name in found else None for name in wrong
    }


def masked(mask, again=None):
    """Dropout with a mask that is given; another one in the backward pass, if there is one."""

    def function(x, dout, p):
        m = mask(x, p)
        n = m if again is None else again(x, p, m)
        return {"out": x * m, "dx": dout * n, "test": x.copy()}

    return function


# Right ones, in several styles.


def styles(rng):
    return {
        "rand": lambda x, p: (rng.random(x.shape) < p) / p,
        "above": lambda x, p: (rng.random(x.shape) >= 1 - p) / p,
        "binomial": lambda x, p: rng.binomial(1, p, x.shape) / p,
        "choice": lambda x, p: rng.choice([0, 1 / p], x.shape, p=[1 - p, p]),
        "float32": lambda x, p: ((rng.random(x.shape) < p) / p).astype(np.float32),
        "as many as asked for": lambda x, p: (
            rng.permutation(np.arange(x.size) < p * x.size).reshape(x.shape) / p
        ),
    }


@pytest.mark.parametrize("style", styles(None))
def test_a_right_mask_passes_whatever_it_drew(dropout, style):
    problem, key = dropout

    for seed in range(20):
        mask = styles(np.random.default_rng(seed))[style]
        assert wrong_of(problem, judged_of(problem, key, masked(mask))) == []


def test_lists_and_single_precision_throughout_pass(dropout):
    problem, key = dropout
    rng = np.random.default_rng(1)

    def function(x, dout, p):
        m = ((rng.random(x.shape) < p) / p).astype(np.float32)
        return (x.astype(np.float32) * m).tolist(), dout.astype(np.float32) * m, x.tolist()

    assert wrong_of(problem, judged_of(problem, key, function)) == []


# Wrong ones, and why.

RNG = np.random.default_rng(3)


def one_column(x, p):
    """A mask for all columns; of its few entries some are kept, or the backward pass could not be judged."""
    kept = RNG.random((len(x), 1)) < p
    kept[0], kept[1] = True, False
    return kept


WRONG = {
    "swapped": (lambda x, p: (RNG.random(x.shape) > p) / p, {"out": "dropped-with-p"}),
    "swapped throughout": (
        lambda x, p: (RNG.random(x.shape) > p) / (1 - p),
        {"out": "keep-drop-swapped", "dx": "wrong-scale"},
    ),
    "not scaled": (lambda x, p: RNG.random(x.shape) < p, {"out": "not-scaled", "dx": "not-scaled"}),
    "multiplied": (
        lambda x, p: (RNG.random(x.shape) < p) * p,
        {"out": "wrong-scale", "dx": "wrong-scale"},
    ),
    "randn": (lambda x, p: (RNG.normal(size=x.shape) < p) / p, {"out": "randn-for-rand"}),
    "randn above": (lambda x, p: (RNG.normal(size=x.shape) > 1 - p) / p, {"out": "randn-for-rand"}),
    "of the batch": (lambda x, p: (RNG.random(x.shape[1]) < p) / p, {"out": "mask-shared"}),
    "of the columns": (lambda x, p: one_column(x, p) / p, {"out": "mask-shared"}),
    "half": (lambda x, p: (RNG.random(x.shape) < 0.5) / p, {"out": "half-kept"}),
    "twice": (
        lambda x, p: (RNG.random(x.shape) < p) * (RNG.random(x.shape) < p) / p**2,
        {"out": "dropped-twice", "dx": "wrong-scale"},
    ),
    "p / p": (
        lambda x, p: RNG.random(x.shape) < p / p,
        {"out": "nothing-dropped", "dx": "not-scaled"},
    ),
    "the first ones": (
        lambda x, p: (np.arange(x.size) < p * x.size).reshape(x.shape) / p,
        {"out": None},
    ),
    "noise": (lambda x, p: RNG.random(x.shape), {"out": None, "dx": None}),  # noqa: ARG005
    "zeros": (lambda x, p: 0 * x, {"out": None, "dx": None}),  # noqa: ARG005 - see `constant_outputs`
    "huge": (lambda x, p: 1e308 * x, {"out": None, "dx": None}),  # noqa: ARG005 - infinite
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.filterwarnings("ignore:overflow")
def test_a_wrong_mask_is_told_from_a_right_one_and_named(dropout, name):
    mask, causes = WRONG[name]

    assert causes_of(*dropout, masked(mask)) == causes


def right_mask(x, p):
    return (RNG.random(x.shape) < p) / p


BACKWARD = {
    "anew": (lambda x, p, m: right_mask(x, p), "other-mask"),  # noqa: ARG005
    "none": (lambda x, p, m: np.ones(x.shape) / p, "nothing-dropped"),  # noqa: ARG005
    "turned round": (lambda x, p, m: (m == 0) / p, "mask-inverted"),  # noqa: ARG005
    "not scaled": (lambda x, p, m: m != 0, "not-scaled"),  # noqa: ARG005
    "part of it": (lambda x, p, m: np.tril(m), None),  # noqa: ARG005
}


@pytest.mark.parametrize("name", BACKWARD)
def test_a_backward_pass_uses_the_mask_of_the_forward_pass(dropout, name):
    again, code = BACKWARD[name]

    assert causes_of(*dropout, masked(right_mask, again)) == {"dx": code}


def clipped(x, dout, p):
    """The sign of the gradient stands for the mask."""
    return {"out": x * right_mask(x, p), "dx": np.maximum(dout, 0) / p, "test": x.copy()}


def test_the_sign_of_the_gradient_is_no_mask_that_is_drawn_anew(dropout):
    sentence = (
        "dx is 0 where dout is negative, as behind a relu, and not where out is. Keep the mask of out and use it "
        "again."
    )

    assert told(*dropout, clipped) == {("other-mask", sentence)}


def test_a_backward_pass_that_fits_a_wrong_forward_pass_is_carried(dropout):
    problem, key = dropout
    judged = judged_of(problem, key, masked(lambda x, p: RNG.random(x.shape) < p))

    found = carried(problem, key, answers_of(problem, judged), ["out", "dx"])

    assert found == {"dx": ("out",)}


def test_zeros_are_no_mask_that_a_backward_pass_could_share(dropout):
    problem, key = dropout
    (first, *_) = judged_of(problem, key, masked(lambda x, p: 0 * x))  # noqa: ARG005

    assert first.mismatches["dx"].message == "dx must be 0 where out is, and out is 0 everywhere"


def test_a_mismatch_says_how_many_entries_are_kept(dropout):
    problem, key = dropout
    (first, *_) = judged_of(problem, key, masked(WRONG["swapped"][0]))

    assert (
        "entries, where each is to be kept with probability 0." in first.mismatches["out"].message
    )


def test_nothing_is_told_of_a_partner_that_is_no_array(dropout):
    def function(x, dout, p):
        return {"out": None, "dx": dout * right_mask(x, p), "test": x.copy()}

    assert causes_of(*dropout, function) == {"out": None, "dx": None}


def passes(folder):
    """A problem with two forward passes, and its key."""
    again = {"mask": {**OUT["mask"], "unlike": "out"}}
    reference = REFERENCE + (
        "\ndef again(x, p):\n    return x * (np.random.default_rng(1).random(x.shape) < p) / p\n"
    )
    problem = load_problem(written(folder, [output("out", OUT), output("again", again)], reference))
    return problem, make_key(problem, 0, "", None)


def seeded(x, dout, p):  # noqa: ARG001
    return tuple(x * (np.random.default_rng(5).random(x.shape) < p) / p for _ in range(2))


def test_a_second_pass_that_draws_the_same_numbers_is_found(tmp_path):
    problem, key = passes(tmp_path)

    def anew(x, dout, p):  # noqa: ARG001
        return x * right_mask(x, p), x * right_mask(x, p)

    assert causes_of(problem, key, seeded) == {"again": "same-mask-again"}
    assert causes_of(problem, key, anew) == {}


# Numbers.


def drawn(folder, random, reference):
    step = f"import numpy as np\n\ndef w(scale, N, D):\n    return {reference}\n"
    inputs = [
        {"name": "scale", "shape": [], "distribution": {"cycle": [0.2, 3.0]}},
        *({"name": n, "shape": [], "dtype": "int64", "distribution": {"size": n}} for n in "ND"),
    ]
    folder = written(folder, [output("w", random)], step, inputs=inputs)
    problem = load_problem(folder)
    return problem, make_key(problem, 0, "", None)


def normal_numbers(folder):
    return drawn(folder, NORMAL, "np.random.default_rng(0).normal(1, scale, (N, D))")


def uniform_numbers(folder):
    sample = "np.random.default_rng(0).uniform(-1, 1, (N, D)) / D**0.5"
    return drawn(folder, UNIFORM, sample)


NORMAL = {"normal": {"mean": 1, "std": "scale"}}
NORMALS = {
    "right": (lambda s, n: RNG.normal(1, s, n), {}),
    "in single precision": (lambda s, n: (1 + s * RNG.normal(size=n)).astype(np.float32), {}),
    "variance": (lambda s, n: RNG.normal(1, s**2, n), {"w": "std-is-variance"}),
    "root": (lambda s, n: RNG.normal(1, s**0.5, n), {"w": "std-is-root"}),
    "standard": (lambda s, n: RNG.normal(1, 1, n), {"w": "not-scaled"}),  # noqa: ARG005
    "centred": (lambda s, n: RNG.normal(0, s, n), {"w": "mean-left-out"}),
    "evenly spread": (lambda s, n: 1 + s * RNG.random(n), {"w": "rand-for-randn"}),
    "of the same spread": (lambda s, n: 1 + s * 3**0.5 * RNG.uniform(-1, 1, n), {"w": None}),
    "two numbers": (lambda s, n: 1 + s * RNG.choice([-1, 1], n), {"w": None}),
    "one row": (lambda s, n: np.tile(RNG.normal(1, s, n[1]), (n[0], 1)), {"w": "draw-shared"}),
    "huge": (lambda s, n: np.full(n, 1e308), {"w": None}),  # noqa: ARG005
}


@pytest.mark.parametrize("name", NORMALS)
def test_normal_numbers_are_told_from_others(tmp_path, name):
    function, causes = NORMALS[name]

    assert (
        causes_of(*normal_numbers(tmp_path), lambda scale, N, D: function(scale, (N, D))) == causes
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda z: z + 0.6, "the mean of w is off by 0."),  # the spread alone would pass
        (lambda z: 0.3 * z, "the numbers of w spread 0."),
        (lambda z: 2 * z, "the numbers of w spread 2"),
        (lambda z: np.sign(z) * 0.99, "the numbers of w are not normal: 1 of them lie within 1 "),
        (np.sort, "the entries of w are not drawn independently"),
    ],
)
def test_each_way_not_to_be_normal_has_its_sentence(change, told):
    z = np.random.default_rng(2).normal(size=240)
    z = (z - z.mean()) / z.std()

    (sentence, *_) = chance._normal_faults("w", change(z).reshape(8, 30))

    assert sentence.startswith(told)


UNIFORM = {"uniform": {"low": "-1 / D**0.5", "high": "1 / D**0.5"}}
UNIFORMS = {
    "right": (lambda a, n: RNG.uniform(-a, a, n), {}),
    "not scaled": (lambda a, n: RNG.random(n), {"w": "not-scaled"}),  # noqa: ARG005
    "one-sided": (lambda a, n: RNG.uniform(0, a, n), {"w": "one-sided"}),
    "normal": (lambda a, n: RNG.normal(0, a, n), {"w": "randn-for-rand"}),
    "narrow": (lambda a, n: RNG.uniform(-a / 2, a / 2, n), {"w": None}),
}


@pytest.mark.parametrize("name", UNIFORMS)
def test_evenly_spread_numbers_are_told_from_others(tmp_path, name):
    function, causes = UNIFORMS[name]

    def called(scale, N, D):  # noqa: ARG001
        return function(D**-0.5, (N, D))

    assert causes_of(*uniform_numbers(tmp_path), called) == causes


# The sentences.


def told(problem, key, function):
    """The code and the sentence of each cause."""
    judged = judged_of(problem, key, function)
    key = dataclasses.replace(key, mistakes={})
    found = diagnose(problem, key, answers_of(problem, judged), wrong_of(problem, judged))
    return {(cause.code, cause.message) for cause in found.values()}


def test_every_sentence_is_in_the_catalogue_of_messages(dropout, tmp_path):
    text = (ROOT / "docs" / "reference" / "diagnoses.md").read_text("utf-8")
    section = text.partition("## What is drawn at random")[2].partition("\n## ")[0]
    listed = set(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", section, re.MULTILINE))
    source = (ROOT / "grader" / "diagnosis" / "chance.py").read_text("utf-8")
    said = set()
    for mask, _ in WRONG.values():
        with np.errstate(all="ignore"):
            said |= told(*dropout, masked(mask))
    for again, _ in BACKWARD.values():
        said |= told(*dropout, masked(right_mask, again))
    said |= told(*dropout, clipped)
    said |= told(*passes(tmp_path / "passes"), seeded)
    for function, _ in NORMALS.values():
        said |= told(*normal_numbers(tmp_path), lambda scale, N, D: function(scale, (N, D)))  # noqa: B023
    for function, _ in UNIFORMS.values():
        said |= told(*uniform_numbers(tmp_path), lambda scale, N, D: function(D**-0.5, (N, D)))  # noqa: ARG005, B023

    assert listed - said == set()
    assert {code for code, _ in listed} == set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))


# The bounds.


@pytest.mark.parametrize("alpha", [0.2, 1e-3, chance.ALPHA])
@pytest.mark.parametrize("p", [0.02, 0.25, 0.5, 0.7, 0.99])
def test_no_binomial_count_is_refused_more_often_than_stated(monkeypatch, alpha, p):
    monkeypatch.setattr(chance, "ALPHA", alpha)

    for n in (1, 2, 5, 30, 200):
        refused = [k for k in range(n + 1) if chance.unlikely(k, n, p)]
        assert sum(math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in refused) <= alpha


@pytest.mark.parametrize(
    ("found", "asked", "entries"),
    [
        (0.75, 0.25, 52),  # swapped
        (0.3, 0.7, 86),
        (0.5987, 0.25, 107),  # randn
        (1, 0.625, 61),  # pairs of entries of a mask that is shared
        (1, 0.9167, 326),  # evenly spread numbers within so many standard deviations
    ],
)
def test_mistakes_show_from_as_many_entries_on_as_decision_24_says(found, asked, entries):
    seen = [chance.unlikely(round(found * n), n, asked) for n in range(5, entries + 60)]

    assert not seen[entries - 6]
    assert all(seen[entries - 5 :])


def test_right_numbers_are_refused_no_more_often_than_stated(monkeypatch):
    """With a bound of 1 in 50, which can be seen; the bounds are the same functions of it."""
    monkeypatch.setattr(chance, "ALPHA", 0.02)
    rng = np.random.default_rng(8)
    draws, tests = 400, 6  # as many as there are for a matrix of normal numbers
    refused = 0
    for _ in range(draws):
        refused += next(chance._normal_faults("w", rng.normal(size=(12, 20))), None) is not None
        ends = (-1.0, 2.0)
        found = next(chance._uniform_faults("w", rng.uniform(*ends, (12, 20)), ends, 0.0), None)
        refused += found is not None

    assert refused <= 2 * draws * tests * 0.02


def test_a_whole_check_of_20_seeds_fails_a_right_answer_less_than_once_in_a_million(
    dropout, monkeypatch
):
    problem, key = dropout
    tests = []
    unlikely = chance.unlikely
    monkeypatch.setattr(chance, "unlikely", lambda *given: tests.append(given) or unlikely(*given))

    judged_of(problem, key, masked(right_mask))

    a_case = len(tests) / len(key.entries)
    assert a_case == 3  # how many, and along each axis
    cases, seeds, outputs = 100, 20, 20
    assert a_case * cases * seeds * outputs * chance.ALPHA < 1e-6


# Specs.


def refused(folder, outputs, **spec):
    with pytest.raises(SpecError) as caught:
        load_problem(written(folder, outputs, **spec))
    return str(caught.value)


def mask(**changes):
    return {"mask": {name: v for name, v in {**OUT["mask"], **changes}.items() if v is not None}}


@pytest.mark.parametrize(
    ("outputs", "place", "told"),
    [
        ([output("out", mask(of="p"))], "[0].random.mask.of", "an input of its shape (x, dout)"),
        ([output("out", mask(kept="q"))], "[0].random.mask.kept", "(p, N, D)"),
        ([output("out", mask(kept="x"))], "[0].random.mask.kept", "(p, N, D)"),
        ([output("out", mask(factor="1 / "))], "[0].random.mask.factor", "a number, or arithmetic"),
        ([output("dx", DX)], "[0].random.mask.like", "another output of its shape"),
        ([output("out", mask(unlike="out"))], "[0].random.mask.unlike", "another output"),
        ([output("out", mask(kept=None))], "[0].random.mask", "either kept or like"),
        ([output("out", {})], "[0].random", "one of mask, normal, uniform"),
        ([output("out", OUT, tolerance={"atol": 1})], "[0]", "without a tolerance"),
        ([output("out", OUT, dtype="int64")], "[0]", "a single float64 array"),
        (
            [output("out", OUT), output("again", mask(kept="1 - p", unlike="out"))],
            "[1].random.mask.unlike",
            "an output with the same 'kept'",
        ),
    ],
)
def test_a_spec_that_names_what_is_not_there_is_refused(tmp_path, outputs, place, told):
    message = refused(tmp_path, outputs)

    assert f"$.outputs{place}: " in message
    assert told in message


def test_no_value_of_a_random_output_is_golden(tmp_path):
    golden = [{"name": "a", "arguments": {"x": [[1]], "dout": [[1]], "p": 0.5}, "decimals": 1}]
    golden[0]["expected"] = {"out": [[2]]}

    assert "no value of what is drawn at random" in refused(tmp_path, DROPOUT, golden=golden)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"inputs": [{**X, "distribution": {"normal": {}}}, DOUT, P]}, "x has entries near 0"),
        (
            {"inputs": [X, DOUT, {**P, "distribution": {"cycle": [1]}}]},
            "a probability between 0 and 1",
        ),
        ({"inputs": [X, DOUT, {**P, "distribution": {"cycle": [0]}}]}, "division by zero"),
        ({"reference": REFERENCE.replace("< p", "> p")}, "reference.py: out keeps 0."),
        ({"reference": REFERENCE.replace("/ x", "")}, "reference.py: dx is neither 0 nor"),
    ],
)
def test_a_case_that_tells_nothing_and_a_sample_that_is_none_are_refused(tmp_path, change, told):
    problem = load_problem(written(tmp_path, DROPOUT, **change))

    with pytest.raises(ReferenceFailure) as caught:
        make_key(problem, 0, "", None)
    assert told in str(caught.value)


# Proofs and reports.


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(proving, "SEEDS", range(2))
    monkeypatch.setattr(proving, "ORACLE_SEEDS", range(1))


STATEMENT = "# Dropout\n\n`dropout(x, dout, p)` returns `out`, `dx`, `test`.\n"


@pytest.mark.usefixtures("quick")
def test_a_problem_with_random_outputs_is_proved(tmp_path):
    folder = written(tmp_path, DROPOUT, mistakes=MISTAKES)
    (folder / "statement.md").write_text(STATEMENT)
    oracle = "import numpy as np\n\ndef oracle(x, dout, p):\n    m = (np.random.default_rng(9).random(x.shape) < p) / p\n"
    oracle += "    return {'out': x * m, 'dx': dout * m, 'test': x}\n"
    (folder / "oracle.py").write_text(oracle.replace("x.shape", "tuple(x.shape)"))
    survivors = {
        "out: np.random.default_rng(0).random(x.shape) < p -> np.random.default_rng(0).random(x.shape) <= p": "no draw is p",
        "out: 0 -> 1": "another seed",
    }
    (folder / "survivors.json").write_text(json.dumps(survivors))

    proof = prove(load_problem(folder))

    assert proof.faults == ()
    assert (proof.compared, proof.mistakes, proof.named) == (3, 2, 2)


@pytest.mark.usefixtures("quick")
def test_an_oracle_that_draws_in_another_way_is_a_fault(tmp_path):
    folder = written(tmp_path, DROPOUT)
    (folder / "statement.md").write_text(STATEMENT)
    oracle = "import numpy as np\n\ndef oracle(x, dout, p):\n    m = np.ones(tuple(x.shape)) / p\n"
    oracle += "    return {'out': x * m, 'dx': dout * m, 'test': x}\n"
    (folder / "oracle.py").write_text(oracle)

    told = " ".join(prove(load_problem(folder)).faults)

    assert "oracle.py: out keeps 1 of its" in told


@pytest.mark.usefixtures("quick")
def test_what_follows_from_a_random_output_must_say_how_it_is_distributed(tmp_path):
    reference = REFERENCE + "\ndef total(out):\n    return 2 * out\n"
    folder = written(tmp_path, [*DROPOUT, output("total")], reference)
    (folder / "statement.md").write_text(STATEMENT.replace("`test`", "`test`, `total`"))

    (fault,) = prove(load_problem(folder)).faults

    assert "total follows from out, which students draw anew" in fault


CODE = """
import numpy as np

def dropout(x, dout, p):
    m = (np.random.rand(*x.shape) < p) / p
    return x * m, dout * m, x.copy()
"""


@pytest.fixture(scope="module")
def report_on(tmp_path_factory):
    """Grades code in a process of its own."""
    bank = tmp_path_factory.mktemp("bank")
    written(bank, DROPOUT, mistakes=MISTAKES)
    homework = load_homework(bank / "hw")
    with Sandbox() as sandbox:

        def report_on(text):
            folder = tmp_path_factory.mktemp("submission")
            (folder / "dropout.py").write_text(text)
            return grade(read_submission(folder), homework, sandbox)

        yield report_on


def test_code_that_draws_from_the_global_generator_is_right_and_gets_no_note(report_on):
    (result,) = report_on(CODE).problems

    assert result.verdict is Verdict.PASSED
    assert result.notes == ()


def test_code_that_draws_without_a_seed_is_right_when_it_is_called_again(report_on):
    (result,) = report_on(
        CODE.replace("np.random.rand(*x.shape)", "np.random.default_rng().random(x.shape)")
    ).problems

    assert result.verdict is Verdict.PASSED


def test_a_report_shows_a_case_without_a_right_value(report_on):
    report = report_on(CODE.replace("< p)", "> p)"))
    (result,) = report.problems
    told = render(report)
    example = result.outputs[0].counterexample

    assert [o.verdict for o in result.outputs] == [Verdict.WRONG_ANSWER, *[Verdict.PASSED] * 2]
    assert result.outputs[0].diagnosis.mistake == "dropped-with-p"
    assert result.outputs[0].diagnosis.when is None  # chance decides on which cases it shows
    assert example.expected is None
    assert np.shape(example.actual)[1] >= 30  # fewer entries would tell nothing
    assert "x = np.full(" in told
    assert "your out" in told
    assert "right out" not in told
