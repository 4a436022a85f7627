"""docs/reference/diagnoses.md has every code, and its sentences are those that are said."""

import re
from dataclasses import replace

import numpy as np
import pytest

from grader import behaviour
from grader.comparison import Scale, compare, unpack
from grader.diagnosis import dependence, order
from grader.diagnosis.conditions import _only
from grader.diagnosis.formulas import _fault_words
from grader.preparation import make_key
from grader.results import Ending, Outcome, Unsupported
from grader.sandbox import wire
from grader.scoring import Judged, judge
from grader.spec.model import Value
from tests.paths import ROOT
from tests.unit.test_generic_diagnosis import CAUSES, WORKED
from tests.unit.test_localisation import localised

CATALOGUE = (ROOT / "docs" / "reference" / "diagnoses.md").read_text(encoding="utf-8")
VALUES, WHY = CATALOGUE.partition("## Code that raises")[0].split("## Why")
WHY = WHY.partition("## What is drawn at random")[0]  # see `test_chance`
ROWS = re.findall(r"^\| `([\w-]+)` \| (.*) \|$", WHY, re.MULTILINE)
S, L = np.arange(6).reshape(2, 3) / 7 + 1 / 7, 0.5
ELSEWHERE = ("mistake", "convention", "penalty")  # the latter two are in test_own_loss.py
ELSEWHERE += ("unreturned",)  # in test_script_graded.py
KINDS = {"call": "call diag", "operator": "operator - +", "exchange": "exchange -"}
KINDS["counterpart"] = "counterpart zeros ones"


@pytest.mark.parametrize(
    ("code", "told"), re.findall(r"^\| `return (.*?)` \| (.*) \|$", VALUES, re.MULTILINE)
)
def test_what_is_said_of_a_value(code, told):
    with np.errstate(all="ignore"):
        came = wire.decode(
            wire.encode(eval(code, {"S": S, "L": L, "np": np})),  # noqa: S307
            Unsupported,
        )
    returns = [Value("S", ("d1", "N")), Value("L", ())]
    found = unpack(came, returns if "L" in code else returns[:1])["S"]
    scale = Scale.of([S])

    assert compare(found, S, returns[0], scale=scale, sizes={"d1": 2, "N": 3}).message == told


def test_every_code_is_in_the_catalogue_of_messages():
    """docs/reference/diagnoses.md has a line for each code that the families can give, and no other."""
    listed = {code for code, _ in ROWS}
    sources = "".join(
        (ROOT / "grader" / "diagnosis" / name).read_text(encoding="utf-8")
        for name in ("scales.py", "inputs.py", "formulas.py", "rounding.py", "stability.py")
    )
    codes = set(re.findall(r'Explanation\(\s*"([\w-]+)"', sources))
    codes |= set(re.findall(r'\(\s*"(\w+)",\s*f"[^"]*\{name\}', sources))
    codes |= set(re.findall(r'_stepwise\(search, "(\w+)"', sources))
    kinds = (ROOT / "grader" / "mutation.py").read_text(encoding="utf-8")
    families = set(re.findall(r'(?:yield|kind =|family =) f?"(\w+)', kinds))
    families |= {"factor", "axis"}  # the other one of two
    wanted = codes | {f"inside-{family}" for family in families} | {"mistake", "where"}
    families = ("order", "dependence", "convention", "penalty")
    others = ("behaviour.py", *(f"diagnosis/{name}.py" for name in families))
    for name in others:
        text = (ROOT / "grader" / name).read_text(encoding="utf-8")
        wanted |= set(re.findall(r'(?:Diagnosis|setdefault\()\(\s*"(\w+)"', text))

    assert listed == wanted


def judged(problem, **outcome):
    """Every case of a problem with the same outcome."""
    entries = make_key(problem, 0, "", None).entries
    return [Judged(entry, Outcome(Ending.RETURNED, **outcome)) for entry in entries]


def misplaced():
    """What is said of the right values in another order."""
    (function,) = WORKED.functions
    problem = replace(
        WORKED,
        functions=(replace(function, returns=function.returns[:3]),),
        outputs=WORKED.outputs[:3],
    )
    entries = make_key(WORKED, 0, "", None).entries
    given = [(e, tuple(e.values[name] for name in ("Z1", "S1", "Y"))) for e in entries]
    return order.diagnose(problem, given, ["S1", "Z1"])["S1"].message


def independent():
    """What is said of a gradient that is made without X."""
    key = make_key(WORKED, 0, "", None)

    def call(arguments):
        return [{"dW1": np.sin(a["W1"]) * a["W2"].sum() + a["y"].sum()} for a in arguments]

    answers = [(e, call([e.case.arguments])[0]) for e in key.entries]
    return dependence.independent(WORKED, key, answers, ["dW1"], call)["dW1"].message


def places():
    """What is said of where an output is wrong."""
    yield localised(lambda s, _: {"Y": np.sin(s["Y"]) + 2, "L": s["L"] + 2})["Y"].message
    yield localised(lambda s, _: {"D1": s["D1"] + 0.37 * np.eye(1, s["D1"].shape[1])})["D1"].message
    yield localised(lambda s, k: {"L": s["L"] + 3.7} if k["X"].shape[1] > 4 else {})["L"].message
    # `test_variations` has a report with each of these.
    yield f"out is wrong {_only(['pad = 0', 'stride = 2']).shows}."
    yield f"The call fails {_only(['stride = 2']).shows}."


def said(code, told):
    """Whether that is what is said with this code."""
    kind = code.removeprefix("inside-")
    if kind != code:
        return told.partition(", ")[2] == f"{_fault_words(KINDS.get(kind, kind))}."
    if code in ("unrepeatable", "random"):
        return told.partition(": ")[2] in (behaviour.KEPT, behaviour.DRAWN, behaviour.REMEMBERED)
    if code == "where":
        return any(told in message for message in places())
    if code == "order":
        return told == misplaced()
    if code == "independent":
        return told == independent()
    if code == "printed":
        found = behaviour.missing_return(WORKED, judged(WORKED, printed=9))
        return told == found["S1"].message
    return any(told.startswith(message) for _, _, _, own, message in CAUSES.values() if own == code)


@pytest.mark.parametrize(("code", "told"), [row for row in ROWS if row[0] not in ELSEWHERE])
def test_what_is_said_of_a_cause(code, told):
    assert said(code, told)


def test_what_is_said_of_what_a_function_does():
    """Sentences that stand in the text."""
    text = " ".join(CATALOGUE.split())
    ruined = ("X", "W1")
    first, *_ = judged(WORKED)
    entry = first.entry
    after = [value + 1 if name in ruined else value for name, value in entry.case.arguments.items()]
    outcome = Outcome(Ending.RETURNED, dict(entry.values), tuple(after))
    changed = judge(WORKED, entry, outcome)

    assert behaviour.notes(WORKED, judged(WORKED, drew=("numpy.random",)))[0] in text
    assert changed.mismatches["S1"].message in text
