"""Causes that nobody listed: named where they hold on every case, and silent everywhere else."""

import re

import numpy as np
import pytest

from grader.diagnosis.generic import diagnose, explain
from grader.preparation import make_key
from grader.spec.load import load_problem
from grader.spec.model import leaves
from tests.bank import BANK
from tests.paths import PROBLEMS

WORKED = load_problem(BANK / "uva-2017-hw1" / "worked-example")
SIAMESE = load_problem(BANK / "deep-learning-2021-hw1" / "siamese-grad")
SOFTMAX = load_problem(PROBLEMS / "deep-learning-2021-hw1" / "softmax")
NLL = load_problem(PROBLEMS / "deep-learning-2021-hw1" / "nll-equivalence")
DEEP = load_problem(PROBLEMS / "uva-2017-hw1" / "deep-backprop")
LEREN, UVA = PROBLEMS / "leren-2018-hw5", PROBLEMS / "uva-2017-hw1"
DL_2021, DL_2023 = PROBLEMS / "deep-learning-2021-hw1", PROBLEMS / "deep-learning-2023-hw1"
LOG_SOFTMAX = load_problem(LEREN / "log-softmax")
CLASSIFICATION = load_problem(DL_2023 / "gradients-classification")
JACOBIANS = load_problem(DL_2023 / "local-jacobians-classification")
SOFT_ARGMAX = load_problem(DL_2023 / "soft-argmax")
SIAMESE_FORWARD = load_problem(DL_2021 / "siamese-forward")
PARAMETERS = load_problem(DL_2021 / "siamese-param-count")
SENSITIVITY = load_problem(DL_2021 / "output-sensitivity")
UNITS = load_problem(DL_2021 / "checker-unit-count")
HINGE_TERM, HINGE = load_problem(UVA / "hinge-term-jacobian"), load_problem(UVA / "hinge-grad")
WORKED_BACKWARD = load_problem(UVA / "worked-backward")
CHAIN = load_problem(PROBLEMS / "ee488-2017-lecture6" / "chain-net-grad")
XOR_COST = load_problem(PROBLEMS / "ee488-2017-lecture6" / "xor-cost")


def answers(problem, **wrong):
    """What a student gives whose outputs are right but for these, functions of arguments and right values."""
    given = []
    for entry in make_key(problem, 0, "", None).entries:
        a, right = entry.case.arguments, dict(entry.values)
        with np.errstate(all="ignore"):
            changed = {name: change(a, entry.values) for name, change in wrong.items()}
        given.append((entry, {**right, **changed}))
    return given


def cause(problem, output, change):
    """The explanation of one wrong output."""
    key = make_key(problem, 0, "", None)
    return explain(problem, key, output, answers(problem, **{output: change}))


def _softmax(u):
    return np.exp(u - np.logaddexp.reduce(u))


def _classification_db1(a, slope):
    s1 = a["W1"] @ a["x"] + a["b1"]
    yt = 1 / (1 + np.exp(-(a["W2"] @ np.tanh(s1) + a["b2"])))
    return (a["W2"].T @ (2 * (yt - a["y"]) * yt * (1 - yt))) * slope(s1)


def _hinge_grad_without_condition(a):
    p, identity = _softmax(a["o"]), np.eye(len(a["o"]))
    M = p * (identity - identity[a["y"]] - (p - p[a["y"]])[:, None])
    return M.sum(axis=0)


def _inverted_mask(a):
    S1 = a["W1"] @ a["X"]
    Y = a["W2"] @ np.maximum(S1, 0)
    return (a["W2"].T @ ((Y - a["y"]) / a["y"].shape[1])) * (S1 < 0)


def _naive_lse(a):
    """Neither divided by beta nor safe."""
    return np.log(np.exp(a["beta"] * a["x"]).sum())


def _own_weight(a, r):
    """The weight w[k] where w[k + 1] belongs."""
    return next(
        values["g"]
        for entry, values in mistaken(CHAIN, "w-k-instead-of-k-plus-1")
        if entry.case.arguments is a or np.array_equal(entry.values["g"], r["g"])
    )


def mistaken(problem, mistake):
    """What whoever makes a listed mistake gives on the cases of two seeds."""
    for seed in (0, 7):
        key = make_key(problem, seed, "", None)
        yield from ((entry, key.mistaken(mistake, entry)) for entry in key.entries)


CAUSES = {
    "sign": (WORKED, "D_out", lambda _a, r: -r["D_out"], "sign", "D_out has the wrong sign."),
    "mean missing": (
        *(WORKED, "D_out", lambda a, r: r["D_out"] * a["y"].shape[1], "scaled"),
        "D_out is N times the right one (2 times where N = 2, 7 times where N = 7): a division by N",
    ),
    "mean twice": (
        *(WORKED, "dW2", lambda a, r: r["dW2"] / a["y"].shape[1], "scaled"),
        "dW2 is 1/N times the right one (0.1429 times where N = 7, 0.5 times where N = 2): it is",
    ),
    "a size that is fixed": (
        *(WORKED, "D_out", lambda a, r: r["D_out"] * a["y"].shape[1] / 4, "scaled"),
        "D_out is N/4 times the right one (0.5 times where N = 2, 1.75 times where N = 7): it is divided",
    ),
    "twice": (
        WORKED,
        "L",
        lambda _a, r: 2 * r["L"],
        "scaled",
        "L is exactly 2 times the right one.",
    ),
    "two sizes": (
        *(WORKED, "dW1", lambda a, r: r["dW1"] * a["X"].shape[0] / a["y"].shape[1], "scaled"),
        "dW1 is d0/N times the right one",
    ),
    "another logarithm": (
        *(NLL, "nll", lambda _a, r: r["nll"] / np.log(2), "scaled"),
        "nll is exactly 1.4427 times the right one: the logarithm is to the base 2",
    ),
    "transposed": (WORKED, "dW2", lambda _a, r: r["dW2"].T, "transposed", "dW2 is transposed."),
    "transposed and negative": (
        *(WORKED, "dW1", lambda _a, r: -r["dW1"].T, "sign"),
        "dW1 has the wrong sign, and is transposed.",
    ),
    "swapped": (WORKED, "Z1", lambda _a, r: r["S1"], "swapped", "Z1 is what S1 should be."),
    "rounded": (
        *(WORKED, "Y", lambda _a, r: np.round(r["Y"], 3), "rounded"),
        "Y is rounded to 3 decimals; return it as it is.",
    ),
    "integers": (
        *(WORKED, "Y", lambda _a, r: r["Y"].astype(int), "rounded"),
        "Y is cut off to a whole number: are integers used, by dtype=int or int()?",
    ),
    "rounded down": (
        *(WORKED, "D1", lambda _a, r: np.floor(r["D1"]), "rounded"),
        "D1 is rounded down to a whole number: is // used where / belongs?",
    ),
    "an input": (
        SIAMESE,
        "dW",
        lambda a, _r: a["W"],
        "input",
        "dW is the input W as it was given.",
    ),
    "a parameter that counts half": (
        *(SIAMESE, "dW", lambda a, r: r["dW"] - 0.5 * a["lam"] * a["W"], "factor"),
        "In dW, lam counts half.",
    ),
    "two sizes exchanged": (
        *(PARAMETERS, "count", lambda a, _r: a["n"] * (a["m"] + 1), "exchanged"),
        "In count, m and n are exchanged.",
    ),
    "a term missing": (
        *(SIAMESE, "dW", lambda a, r: r["dW"] - a["lam"] * a["W"], "ignored"),
        "In dW, lam is left out.",
    ),
    "a term of another kind": (
        *(SIAMESE, "dW", lambda a, r: r["dW"] + a["W"], "term"),
        "In dW, the term W is there once too often.",
    ),
    "an input exchanged": (
        *(SIAMESE, "db", lambda _a, r: -r["db"], "sign"),
        "db has the wrong sign.",
    ),
    "a function too many": (
        *(WORKED, "Y", lambda _a, r: np.maximum(r["Y"], 0), "function"),
        "The negative entries of Y come out as 0.",
    ),
    "another function": (
        *(WORKED, "Z1", lambda _a, r: np.tanh(r["S1"]), "function"),
        "Z1 is the tanh of S1.",
    ),
    "the root": (
        *(WORKED, "L", lambda _a, r: np.sqrt(r["L"]), "function"),
        "The square root is applied to L.",
    ),
    "a mask missing": (
        *(WORKED, "D1", lambda a, r: a["W2"].T @ r["D_out"], "inside-factor"),
        "In D1, a factor or a divisor is missing.",
    ),
    "another argument": (
        *(WORKED, "dW2", lambda _a, r: r["D_out"] @ r["S1"].T, "other"),
        "dW2 is computed from S1 where Z1 belongs.",
    ),
    "labels from 1": (
        *(
            NLL,
            "nll",
            lambda a, _r: -np.log(a["Z"][np.arange(len(a["y"])), a["y"] - 1]).sum(),
            "labels",
        ),
        "In nll, y is counted from 1.",
    ),
    "overflow": (
        *(
            SOFTMAX,
            "Z",
            lambda a, _r: np.exp(a["net"]) / np.exp(a["net"]).sum(1, keepdims=True),
            "overflow",
        ),
        "Floating point overflows, underflows or rounds too much for extreme numbers (logits around 1000, ",
    ),
    "a constant": (
        *(WORKED, "D_out", lambda _a, r: np.full_like(r["D_out"], 0.25), "constant"),
        "D_out is 0.25 on every case, whatever the arguments are.",
    ),
    "the identity": (
        *(JACOBIANS, "dy_ds2", lambda _a, r: np.eye(len(r["dy_ds2"])), "constant"),
        "dy_ds2 is the identity matrix, whatever the arguments.",
    ),
    "upside down": (
        *(NLL, "ratio", lambda _a, r: 1 / r["ratio"], "inverse"),
        "ratio is upside down: it is 1 divided by what it should be.",
    ),
    "a mean below a fraction line": (
        *(LOG_SOFTMAX, "p", lambda a, _r: _softmax(a["u"]) * len(a["u"]), "scaled"),
        "p is C times the right one (3 times where C = 3, 7 times where C = 7): the right one is not",
    ),
    "a scalar multiplied once too often": (
        *(SIAMESE_FORWARD, "J", lambda a, r: a["lam"] * r["J"], "scaled"),
        "J is lam times the right one",
    ),
    "the logarithm to base 10": (
        *(LOG_SOFTMAX, "logp", lambda _a, r: r["logp"] / np.log(10), "scaled"),
        "logp is exactly 0.434294 times the right one: the logarithm is to the base 10 where the natural",
    ),
    "the derivative of a sigmoid for that of a tanh": (
        CLASSIFICATION,
        "db1",
        lambda a, _r: _classification_db1(a, lambda s1: np.tanh(s1) * (1 - np.tanh(s1))),
        "slope",
        "In db1, the derivative of a sigmoid stands where that of a tanh belongs.",
    ),
    "a derivative at the activation": (
        CLASSIFICATION,
        "db1",
        lambda a, _r: _classification_db1(a, lambda s1: 1 - np.tanh(np.tanh(s1)) ** 2),
        "slope",
        "In db1, the derivative of a tanh is taken at another value than it belongs at.",
    ),
    "the diagonal alone": (
        *(HINGE_TERM, "M", lambda _a, r: np.diag(np.diag(r["M"])), "function"),
        "Only the diagonal of M is there, all else is 0.",
    ),
    "a count": (
        *(UNITS, "count", lambda _a, r: r["count"] - 3, "term"),
        "count is 3 too small.",
    ),
    "a condition left out": (
        *(HINGE, "g", lambda a, _r: _hinge_grad_without_condition(a), "function"),
        "In g, a factor or a divisor is left out, or a part is 1 throughout.",
    ),
    "an inverted comparison": (
        *(WORKED_BACKWARD, "D1", lambda a, _r: _inverted_mask(a), "sign"),
        "In D1, a comparison on X goes the other way.",
    ),
    "negative entries lost": (
        *(SENSITIVITY, "delta", lambda _a, r: np.maximum(r["delta"], 0), "function"),
        "The negative entries of delta come out as 0.",
    ),
    "a factor, and overflow": (
        *(SOFT_ARGMAX, "softmax_value", lambda a, _r: _naive_lse(a), "scaled"),
        "softmax_value is beta times the right one",
    ),
    "an index": (
        *(CHAIN, "g", lambda a, r: _own_weight(a, r), "inside-index"),
        "In g, an index is off by one, such as k where k + 1 belongs.",
    ),
    "in a list": (
        *(DEEP, "dWs", lambda _a, r: [-item for item in r["dWs"]], "sign"),
        "dWs has the wrong sign.",
    ),
    "where sizes are fixed": (
        *(XOR_COST, "J", lambda _a, r: 4 * r["J"], "scaled"),
        "J is exactly 4 times the right one.",
    ),
}


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_named(name):
    problem, output, change, code, message = CAUSES[name]

    found = cause(problem, output, change)

    assert found is not None
    assert found.code == code
    assert found.message.startswith(message)


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_gives_the_same_on_cases_it_was_not_found_on(name):
    problem, output, change, *_ = CAUSES[name]
    found = cause(problem, output, change)
    for entry in make_key(problem, 7, "", None).entries:
        with np.errstate(all="ignore"):
            theirs = change(entry.case.arguments, entry.values)
            told = found.predict((entry, {**entry.values, output: theirs}))

            if not entry.case.stability:  # a cause may hold for ordinary numbers alone
                pairs = zip(leaves(told), leaves(theirs), strict=True)
                assert all(np.allclose(mine, other) for mine, other in pairs)


NOISE = np.random.default_rng(3)
SILENT = {
    "noise": lambda _a, r: r["D_out"] + NOISE.normal(size=r["D_out"].shape),
    "zeros": lambda _a, r: 0 * r["D_out"],
    "NaN": lambda _a, r: np.full_like(r["D_out"], np.nan),
    "another factor each time": lambda a, r: r["D_out"] * a["X"].sum(),
    "an odd factor": lambda _a, r: r["D_out"] * 1.2345,
    "wrong on one case only": lambda a, r: -r["D_out"] if a["X"].shape == (2, 4) else r["D_out"],
    "another shape": lambda _a, r: r["D_out"].ravel(),
}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
def test_what_has_no_cause_gets_none(change):
    """A false explanation is worse than silence."""
    assert cause(WORKED, "D_out", change) is None


def test_one_size_is_not_enough():
    """On it a factor 4 and a factor N are the same."""
    key = make_key(WORKED, 0, "", None)
    given = answers(WORKED, D_out=lambda _a, r: -r["D_out"])

    assert explain(WORKED, key, "D_out", given[:1]) is None


def test_what_follows_from_a_wrong_value_is_explained_by_itself():
    """D1 lacks the mask, and D_out the 1/N: each is told its own."""

    def d_out(a, r):
        return r["D_out"] * a["y"].shape[1]

    given = answers(WORKED, D_out=d_out, D1=lambda a, r: a["W2"].T @ d_out(a, r))
    found = diagnose(WORKED, make_key(WORKED, 0, "", None), given, ["D_out", "D1"])

    assert found["D_out"].message.endswith("a division by N is missing.")
    assert found["D1"].message == "In D1, a factor or a divisor is missing."


def test_the_evidence_tells_cases_and_sizes():
    given = answers(WORKED, L=lambda _a, r: 2 * r["L"])
    (found,) = diagnose(WORKED, make_key(WORKED, 0, "", None), given, ["L"]).values()

    told = r"it gives exactly your values on all 25 cases, from d0 = 2,.* \(L = .*\) to d0 = .* \(L = .*\)"
    assert re.fullmatch(told, found.evidence)
    assert found.mistake is None


def test_a_size_that_nothing_is_divided_by_is_no_missing_division():
    """A softmax has no 1/C: what is C times too large was divided by a mean."""
    problem, output, change, _, _ = CAUSES["a mean below a fraction line"]

    message = cause(problem, output, change).message

    assert message.endswith("is not divided by C, so look for a mean where a sum belongs.")
