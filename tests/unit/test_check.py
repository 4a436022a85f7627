"""Many proofs: none is missing, what was proved is remembered, and the table shows it."""

import dataclasses
import itertools
import json
import re
import shutil
from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from grader.authoring import check as module
from grader.authoring.check import check, table
from grader.authoring.prove import Proof, Survivor
from grader.spec.load import find_homeworks, load_homework
from tests.bank import BANK

SURVIVOR = Survivor("f: a -> b", 12, "no case can tell")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty folder for what is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def bank(tmp_path):
    """A copy of the problems, to be changed."""
    return shutil.copytree(BANK, tmp_path / "bank")


def problems(bank):
    found = find_homeworks(bank).values()
    return [problem for folder in found for problem in load_homework(folder).problems]


class Here:
    """A pool without processes."""

    def __init__(self, _workers, mp_context):
        self.mp_context = mp_context

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def submit(self, function, *arguments):
        future = Future()
        future.set_result(function(*arguments))
        return future


@pytest.fixture
def proving(monkeypatch):
    """Replaces proofs by a note of the problem; those that `faults` names are not proved."""
    proving = SimpleNamespace(asked=[], faults={})

    def prove(problem):
        proving.asked.append(problem.name)
        faults = (proving.faults[problem.name],) if problem.name in proving.faults else ()
        return Proof(problem.id, faults, cases=7, mutants=3, killed=2, survivors=(SURVIVOR,))

    monkeypatch.setattr(module, "prove", prove)
    monkeypatch.setattr(module, "ProcessPoolExecutor", Here)
    return proving


def results(bank):
    """The proofs by the last part of the id."""
    found = {proof.problem.partition("/")[2]: proof for proof in check(problems(bank))}
    return {name: dataclasses.replace(proof, seconds=0) for name, proof in found.items()}


NAMES = {"siamese-grad", "worked-example", "xor-construct"}


def test_every_problem_gets_a_proof(bank, proving):
    found = results(bank)

    assert set(found) == set(proving.asked) == NAMES
    assert found["xor-construct"].problem == "ee488-2017-lecture6/xor-construct"
    assert found["xor-construct"].cases == 7


def test_no_problems_get_no_proofs():
    assert list(check([])) == []


def test_constructions_begin_first(bank, proving):
    """They are the slowest, as a rule."""
    results(bank)

    assert proving.asked[0] == "xor-construct"


@pytest.mark.usefixtures("proving")
def test_a_proof_tells_how_long_it_took(bank, monkeypatch):
    clock = itertools.count(step=1.5)
    monkeypatch.setattr(module, "time", SimpleNamespace(perf_counter=lambda: next(clock)))

    assert {proof.seconds for proof in check(problems(bank))} == {1.5}


# What is remembered.


def test_what_was_proved_is_not_proved_again(bank, proving):
    first = results(bank)
    proving.asked.clear()

    assert results(bank) == first
    assert proving.asked == []


@pytest.mark.parametrize(
    "file", ["reference.py", "problem.json", "statement.md", "mistakes.py", "survivors.json"]
)
def test_a_problem_that_has_changed_is_proved_again_and_no_other(bank, proving, file):
    results(bank)
    proving.asked.clear()
    changed = bank / "deep-learning-2021-hw1" / "siamese-grad" / file
    changed.write_text((changed.read_text() if changed.exists() else "{}") + "\n")
    results(bank)

    assert proving.asked == ["siamese-grad"]


def test_a_proof_by_another_grader_is_none(bank, proving, monkeypatch):
    results(bank)
    proving.asked.clear()
    monkeypatch.setattr(module, "package_digest", lambda: "sha256:another")
    results(bank)

    assert set(proving.asked) == NAMES


def test_a_problem_with_faults_is_proved_again(bank, proving):
    proving.faults = {"siamese-grad": "reference.py: wrong"}
    first = results(bank)
    proving.asked.clear()
    second = results(bank)

    assert proving.asked == ["siamese-grad"]
    assert first == second
    assert second["siamese-grad"].faults == ("reference.py: wrong",)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b"null", b"\xff", b'{"no": 1}', b'{"problem": 1, "x": 2}']
)
def test_a_broken_memory_is_none(bank, proving, cache, content):
    first = results(bank)
    proving.asked.clear()
    for file in cache.rglob("proofs/*"):
        file.write_bytes(content)

    assert results(bank) == first
    assert set(proving.asked) == NAMES


def test_a_memory_that_cannot_be_written_does_no_harm(bank, proving, cache):
    cache.mkdir(exist_ok=True)
    shutil.rmtree(cache)
    cache.write_text("in the way")

    assert set(results(bank)) == NAMES
    assert set(results(bank)) == NAMES
    assert len(proving.asked) == 6


def test_without_a_place_for_it_the_memory_is_in_the_home_folder(
    bank, proving, tmp_path, monkeypatch
):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    results(bank)

    assert len(proving.asked) == 3
    assert len(list((tmp_path / "home" / ".cache" / "grader" / "proofs").iterdir())) == 3


def test_what_is_remembered_can_be_read(cache, bank, proving):
    """As JSON, one file a problem."""
    results(bank)
    found = [json.loads(file.read_text()) for file in cache.rglob("proofs/*")]

    assert len(proving.asked) == 3
    assert {item["problem"].partition("/")[2] for item in found} == NAMES


def test_what_is_remembered_comes_first(bank, proving):
    results(bank)
    changed = bank / "ee488-2017-lecture6" / "xor-construct" / "statement.md"
    changed.write_text("# Changed\n")
    proving.asked.clear()
    begun = check(problems(bank))
    known = {next(begun).problem.partition("/")[2] for _ in range(2)}

    assert known == {"siamese-grad", "worked-example"}
    assert proving.asked == []


def test_what_is_edited_during_its_proof_is_proved_again(bank, proving, monkeypatch):
    """The proof is one of what the files were before."""
    prove = module.prove
    file = bank / "deep-learning-2021-hw1" / "siamese-grad" / "statement.md"

    def edited(problem):
        if problem.name == "siamese-grad":
            file.write_text(file.read_text() + "\n")
        return prove(problem)

    monkeypatch.setattr(module, "prove", edited)
    results(bank)
    proving.asked.clear()
    results(bank)

    assert proving.asked == ["siamese-grad"]


@pytest.mark.usefixtures("proving")
@pytest.mark.parametrize("problem", [1, None, "hw/another"])
def test_a_memory_of_another_problem_is_none(bank, cache, problem):
    results(bank)
    for file in cache.rglob("proofs/*"):
        file.write_text(json.dumps({**json.loads(file.read_text()), "problem": problem}))

    assert set(results(bank)) == NAMES


# Processes of their own.


@pytest.fixture(scope="module")
def after_a_crash(tmp_path_factory):
    """The proofs of a bank in which one reference ends its process."""
    folder = tmp_path_factory.mktemp("crash")
    bank = shutil.copytree(BANK, folder / "bank")
    shutil.rmtree(bank / "uva-2017-hw1")
    file = bank / "deep-learning-2021-hw1" / "siamese-grad" / "reference.py"
    file.write_text(file.read_text().replace("import numpy as np", "import os\n\nos._exit(0)"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        return {proof.problem.partition("/")[2]: proof for proof in check(problems(bank))}


def test_a_reference_that_ends_the_process_is_told(after_a_crash):
    (fault,) = after_a_crash["siamese-grad"].faults

    assert fault.endswith("deep-learning-2021-hw1/siamese-grad: ends the process it runs in")


def test_a_reference_that_ends_the_process_costs_no_other_proof(after_a_crash):
    proof = after_a_crash["xor-construct"]

    assert proof.faults == ()
    assert proof.killed == proof.mutants > 0
    assert proof.seconds > 0


# The table.

HEADINGS = ["cases", "torch", "slopes", "mistakes", "named", "right", "mutants", "s"]
PROOF = Proof(
    "hw/first",
    cases=11,
    compared=22,
    derivatives=33,
    mistakes=44,
    named=55,
    equivalents=66,
    mutants=88,
    killed=77,
    survivors=(SURVIVOR,),
    seconds=9.94,
)


def shown(*proofs, width=100, color=False):
    return table(proofs, width=width, color=color)


def cells(text, title):
    """The row of a problem: what stands below each heading, to whose end it is aligned."""
    lines = text.splitlines()
    row = next(line for line in lines if title in line)
    values = {match.end(): match.group() for match in re.finditer(r"\S+", row)}
    return {match.group(): values[match.end()] for match in re.finditer(r"\S+", lines[0])}


def test_every_heading_has_its_own_values_below_it():
    values = ["11", "22", "33", "44", "55", "66", "77/88", "9.9"]

    assert cells(shown(PROOF), "✓ first") == dict(zip(HEADINGS, values, strict=True))


def test_columns_line_up_whatever_is_in_them():
    long = dataclasses.replace(PROOF, problem="hw/a-much-longer-name", cases=123456, seconds=1234.5)
    text = shown(PROOF, long, Proof("hw/empty"))

    assert cells(text, "a-much-longer-name")["cases"] == "123456"
    assert cells(text, "a-much-longer-name")["s"] == "1234.5"
    assert cells(text, "✓ first")["mutants"] == "77/88"
    assert cells(text, "✓ empty") == {**dict.fromkeys(HEADINGS, "-"), "s": "0.0"}


def test_problems_stand_below_their_homework():
    other = dataclasses.replace(PROOF, problem="other/first")
    second = dataclasses.replace(PROOF, problem="hw/second")
    lines = [line.split("  ")[0].strip() for line in shown(PROOF, second, other).splitlines()[1:]]

    assert lines[:5] == ["hw", "✓ first", "✓ second", "other", "✓ first"]


def test_every_fault_is_printed_below_the_table():
    bad = dataclasses.replace(PROOF, problem="hw/bad", faults=("a.py: wrong", "b.py: too"))
    text = shown(PROOF, bad)

    assert "✗ bad" in text
    assert "\nhw/bad: a.py: wrong\n" in text
    assert "\nhw/bad: b.py: too\n" in text
    assert text.index("✗ bad") < text.index("a.py: wrong") < text.index("b.py: too")


def test_a_fault_is_printed_as_it_is():
    """It may hold what a terminal or the table would take for a command."""
    bad = Proof("hw/bad", ("[red]x[/red] \x1b[2J",))

    assert "hw/bad: [red]x[/red] \N{REPLACEMENT CHARACTER}[2J\n" in shown(bad)


def test_every_survivor_is_printed_with_its_line_and_reason():
    text = shown(PROOF, dataclasses.replace(PROOF, problem="hw/second", survivors=()))

    assert "hw/first: line 12: f: a -> b: no case can tell\n" in text
    assert "hw/second: line" not in text


def test_the_summary_counts_problems_and_mutants():
    bad = Proof("hw/bad", ("wrong",), mutants=12, killed=9)
    last = shown(PROOF, bad).splitlines()[-1]

    assert last.startswith("1 of 2 problems proved; 86 of 100 mutants fail, 1 ")
    assert last.endswith(": mutation score 86.9 %")


@pytest.mark.parametrize("mutants", [0, 1])
def test_without_a_mutant_that_could_fail_there_is_no_score(mutants):
    proof = Proof("hw/a", mutants=mutants, survivors=(SURVIVOR,) * mutants)

    assert shown(proof).splitlines()[-1] == "1 of 1 problems proved"


def test_colour_is_for_terminals():
    bad = dataclasses.replace(PROOF, problem="hw/bad", faults=("wrong",))

    assert "\x1b[32m✓ first" in shown(PROOF, bad, color=True)
    assert "\x1b[31m✗ bad" in shown(PROOF, bad, color=True)
    assert "\x1b" not in shown(PROOF, bad)


def test_no_line_ends_with_spaces():
    bad = dataclasses.replace(PROOF, problem="hw/bad", faults=("wrong",))

    assert not re.search(r" $", shown(PROOF, bad), re.MULTILINE)


@pytest.mark.parametrize("name", ["W[:m:2] -> W[:o:2]", "x[:100:] -> x"])
def test_a_formula_is_no_emoji(name):
    assert name in shown(Proof("hw/bad", (name,)))


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_narrow_terminal_loses_no_number(width):
    proof = dataclasses.replace(PROOF, problem="hw/local-jacobians-classification")

    assert list(cells(shown(proof, width=width), "77/88").values()) == [
        *["11", "22", "33", "44", "55", "66", "77/88", "9.9"]
    ]


def test_a_fault_is_one_line_however_narrow_the_terminal():
    """A name in it is copied to `survivors.json`."""
    fault = "a long sentence of several words that do not fit " * 3 + "."

    survivor = dataclasses.replace(SURVIVOR, reason=fault)

    assert f"hw/bad: {fault}\n" in shown(Proof("hw/bad", (fault,)), width=30)
    assert f"-> b: {fault}\n" in shown(Proof("hw/bad", survivors=(survivor,)), width=30)
