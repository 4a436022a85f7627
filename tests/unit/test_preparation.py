"""Answer keys: right values, what listed mistakes give, and a cache for references by autograd."""

import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

from grader import preparation
from grader.comparison import same
from grader.errors import ReferenceFailure
from grader.preparation import make_key, make_square_key, reference_of, with_hidden_cases
from grader.spec.load import load_problem
from tests.bank import BANK as PROBLEMS
from tests.paths import ROOT

SPEC = {
    "id": "hw/ridge",
    "title": "Ridge regression",
    "source": "s",
    "kind": "function",
    "function": "ridge",
    "dimensions": {"n": [2, 5], "d": [2, 5]},
    "inputs": [
        {"name": "X", "shape": ["n", "d"]},
        {"name": "w", "shape": ["d"]},
        {"name": "y", "shape": ["n"]},
        {"name": "lam", "shape": []},
        {"name": "act", "shape": [], "dtype": "text", "distribution": {"choice": ["a", "b"]}},
    ],
    "outputs": [
        {"name": "loss", "points": 1, "shape": []},
        {"name": "dw", "points": 2, "shape": ["d"], "derivative": {"of": "loss", "by": "w"}},
    ],
    "golden": [
        {
            "name": "printed",
            "arguments": {"X": [[1, 0], [0, 1]], "w": [1, 2], "y": [0, 0], "lam": 0, "act": "a"},
            "expected": {"loss": 2.5, "dw": [1.0, 2.0]},
            "decimals": 1,
        }
    ],
    "extreme": [{"name": "large", "scale": {"X": 1000}}],
}
OBJECTIVE = """
def residual(X, w, y):
    return X @ w - y


def penalty(lam):
    return 0.1 * lam


def loss(residual, penalty, w):
    return (residual**2).sum() / 2 + penalty * (w**2).sum()
"""
REFERENCE = f"""{OBJECTIVE}

def dw(X, residual, w, penalty):
    return X.T @ residual + 2 * penalty * w
"""
MISTAKES = '''
class wrong_sign:
    """The gradient has the other sign."""

    def dw(X, w, y, lam):
        return X.T @ (y - X @ w) - 0.2 * lam * w


class not_transposed:
    """The matrix is not transposed."""

    def dw(X, w, y):
        return X @ (X @ w - y)
'''


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty cache, on disk and in memory; its folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    make_key.cache_clear()
    make_square_key.cache_clear()
    return tmp_path / "cache" / "grader" / "answer-keys"


@pytest.fixture
def folder(tmp_path):
    """A problem whose reference is an objective."""
    folder = tmp_path / "hw" / "ridge"
    folder.mkdir(parents=True)
    (folder / "problem.json").write_text(json.dumps(SPEC))
    (folder / "objective.py").write_text(OBJECTIVE)
    (folder / "mistakes.py").write_text(MISTAKES)
    return folder


@pytest.fixture
def computed(monkeypatch):
    """Counts how often a key was computed rather than read."""
    calls = []
    compute = preparation._compute

    def counting(*arguments):
        calls.append(arguments)
        return compute(*arguments)

    monkeypatch.setattr(preparation, "_compute", counting)
    return calls


def by_reference(folder):
    """The same problem with a reference of steps in numpy; its folder."""
    (folder / "objective.py").unlink()
    (folder / "reference.py").write_text(REFERENCE)
    return folder


def rewrite(folder, spec, steps):
    """Another problem in its place, with a reference of steps in numpy and no listed mistakes."""
    (folder / "objective.py").unlink()
    (folder / "mistakes.py").unlink()
    (folder / "problem.json").write_text(json.dumps(spec))
    (folder / "reference.py").write_text(steps)


def afresh(folder, seed=0, student="", count=4):
    """The key as a new process would get it."""
    make_key.cache_clear()
    return make_key(load_problem(folder), seed, student, count)


def right(arguments):
    """What the outputs must be, by the textbook's formulas."""
    X, w, y, lam = (arguments[name] for name in ("X", "w", "y", "lam"))
    residual = X @ w - y
    return {
        "loss": residual @ residual / 2 + 0.1 * lam * w @ w,
        "dw": X.T @ residual + 0.2 * lam * w,
    }


def alike(first, second):
    """Whether two keys are equal in everything that grading sees."""
    one, other = (
        [
            [
                [item.case.index, item.case.name, item.case.golden, item.scales],
                [dict(item.case.sizes), *item.case.arguments.values()],
                [np.asarray(value) for value in item.values.values()],
                [
                    None if found is None else [np.asarray(value) for value in found.values()]
                    for found in (key.mistaken(name, item) for name in key.mistakes)
                ],
            ]
            for item in key.entries
        ]
        for key in (first, second)
    )
    return first.mistakes == second.mistakes and same(one, other)


# References in numpy.


@pytest.mark.parametrize("make", [by_reference, lambda folder: folder], ids=["steps", "objective"])
def test_the_values_are_those_of_the_formulas(folder, make):
    """On golden, extreme and random cases; derivatives too, whoever computes them."""
    key = afresh(make(folder))

    assert len(key.entries) == 6
    for entry in key.entries:
        expected = right(entry.case.arguments)
        assert list(entry.values) == ["loss", "dw"]
        for name, value in entry.values.items():
            assert np.allclose(value, expected[name], rtol=1e-12, atol=0)
            assert np.asarray(value).dtype == np.float64


def test_golden_and_extreme_cases_come_first_under_their_names(folder):
    key = afresh(by_reference(folder))

    assert [entry.case.name for entry in key.entries] == ["printed", "large", *[None] * 4]
    assert [entry.case.index for entry in key.entries] == list(range(6))
    assert [entry.case.golden is not None for entry in key.entries] == [True, *[False] * 5]


def test_the_scale_is_that_of_arguments_and_steps(folder):
    """Also of steps that are no outputs: what is lost in them is lost for good."""
    spec = {**SPEC, "inputs": [{"name": "x", "shape": ["n", "d"]}], "golden": [], "extreme": []}
    spec["outputs"] = [{"name": "y", "points": 1, "shape": []}]
    steps = "def large(x):\n    return 1e6 * x\n\n\ndef y(large):\n    return large.sum() / 1e9\n"
    rewrite(folder, spec, steps)

    for entry in afresh(folder).entries:
        x = entry.case.arguments["x"]
        assert entry.scales["y"].magnitude == 1e6 * np.abs(x).max()
        assert entry.scales["y"].terms == x.size


def test_the_scale_of_an_output_is_that_of_the_steps_behind_it(folder):
    """Another output, or what only that needs, is no reason to forgive more."""
    spec = {**SPEC, "inputs": [{"name": "x", "shape": ["n", "d"]}], "golden": [], "extreme": []}
    spec["outputs"] = [
        {"name": "y", "points": 1, "shape": []},
        {"name": "z", "points": 1, "shape": []},
    ]
    steps = "def y(x):\n    return x.sum()\n\n\ndef z(y):\n    return 1e6 * y\n"
    rewrite(folder, spec, steps)

    for entry in afresh(folder).entries:
        largest = max(np.abs(entry.case.arguments["x"]).max(), abs(entry.values["y"]))
        assert entry.scales["y"].magnitude == largest
        assert entry.scales["z"].magnitude == max(largest, abs(entry.values["z"]))


@pytest.mark.parametrize("make", [by_reference, lambda folder: folder], ids=["steps", "objective"])
def test_mistakes_give_what_whoever_makes_them_gets(folder, make):
    """Every output, also one that the mistake leaves right."""
    key = afresh(make(folder))

    assert key.mistakes == {
        "wrong-sign": "The gradient has the other sign.",
        "not-transposed": "The matrix is not transposed.",
    }
    for entry in key.entries:
        found = key.mistaken("wrong-sign", entry)
        assert np.allclose(found["dw"], -entry.values["dw"], rtol=1e-12)
        assert np.allclose(found["loss"], entry.values["loss"], rtol=1e-12)


@pytest.mark.parametrize("make", [by_reference, lambda folder: folder], ids=["steps", "objective"])
def test_a_mistake_that_cannot_be_computed_gives_none(folder, make):
    """The printed case is square, the others are not."""
    key = afresh(make(folder))

    found = [key.mistaken("not-transposed", entry) is None for entry in key.entries]
    assert found == [False, True, True, True, True, True]


def test_a_key_is_made_once_for_all_submissions(folder, computed):
    problem = load_problem(by_reference(folder))

    assert make_key(problem, 0, "", 4) is make_key(problem, 0, "", 4)
    assert len(computed) == 1


def test_seed_student_and_count_make_another_key(folder):
    """The count is that of random cases, the problem's own if none is given."""
    problem = load_problem(by_reference(folder))
    keys = [make_key(problem, *run) for run in [(0, "", 4), (1, "", 4), (0, "ada", 4)]]

    assert not alike(keys[0], keys[1])
    assert not alike(keys[0], keys[2])
    assert len(make_key(problem, 0, "", None).entries) == 26


def test_a_reference_in_numpy_is_not_cached(folder, cache):
    """It takes no time to speak of."""
    afresh(by_reference(folder))

    assert not cache.exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("w[9]", "dw (line 15) raised IndexError"),
        ("X.T @ residual + 1", "dw: expected the numbers printed for 'printed', [1.0, 2.0], found"),
        ("w[None]", "dw: expected finite numbers of shape (2,) on case 0, found"),
        ("w[0]", "dw: expected finite numbers of shape (2,) on case 0, found"),
        ("w / 0", "dw: expected finite numbers of shape (2,) on case 0, found"),
        ("w * 1j", "dw: expected finite numbers of shape (2,) on case 0, found"),
        ("'text'", "dw: expected finite numbers of shape (2,) on case 0, found"),
        ("None", "dw: expected finite numbers of shape (2,) on case 0, found"),
    ],
)
def test_a_reference_that_does_not_give_what_the_spec_says_is_refused(folder, value, sentence):
    """With its file and the output."""
    steps = f"{OBJECTIVE}\n\ndef dw(X, residual, w):\n    return {value}\n"
    rewrite(folder, SPEC, steps)

    with pytest.raises(ReferenceFailure) as caught:
        afresh(folder)

    assert str(caught.value).startswith(f"{folder / 'reference.py'}: {sentence}")


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        ({"dw": [1.0, 2.0]}, True),
        ({"dw": [1.05, 1.95]}, True),
        ({"dw": [1.06, 2.0]}, False),
        ({"dw": [1.0]}, False),
        ({"dw": [[1.0, 2.0]]}, False),
        ({"dw": 1.0}, False),
        ({"dw": [1.0, None]}, False),
        ({"dw": [1.0, "two"]}, False),
    ],
    ids=str,
)
def test_the_reference_must_give_what_the_document_prints(folder, printed, fits):
    """To half a unit of the last decimal, in the same shape."""
    golden = {**SPEC["golden"][0], "expected": printed}
    (folder / "problem.json").write_text(json.dumps({**SPEC, "golden": [golden]}))
    by_reference(folder)

    if fits:
        afresh(folder)
    else:
        with pytest.raises(ReferenceFailure, match="dw: expected"):
            afresh(folder)


LISTS = {
    **SPEC,
    "dimensions": {"n": [2, 3], "d": {"sizes": [2, 6], "count": "n + 1"}},
    "inputs": [{"name": "Ws", "list": "n", "shape": ["d[i]", "d[i - 1]"]}],
    "outputs": [{"name": "sums", "points": 1, "list": "n", "shape": ["d[i]"]}],
    "golden": [],
    "extreme": [],
}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("[W.sum(axis=1) for W in Ws]", None),
        ("[W.sum(axis=0) for W in Ws]", "sums[0]: expected finite numbers of shape"),
        ("[Ws[0].sum(axis=1), *[W.sum() for W in Ws[1:]]]", "sums[1]: expected finite numbers"),
        ("[W.sum(axis=1) for W in Ws[1:]]", "sums: expected a list of"),
        ("tuple(W.sum(axis=1) for W in Ws)", "sums: expected a list of"),
        ("Ws[0]", "sums: expected a list of"),
    ],
)
def test_each_item_of_a_list_must_have_its_shape(folder, body, sentence):
    """Of so many as the spec says."""
    rewrite(folder, LISTS, f"def sums(Ws):\n    return {body}\n")

    if sentence is None:
        assert len(afresh(folder).entries) == 4
    else:
        with pytest.raises(ReferenceFailure) as caught:
            afresh(folder)
        assert sentence in str(caught.value)


LOOP = "while True: w = w + 0"


def test_a_reference_that_does_not_end_is_stopped_and_named(folder, monkeypatch):
    """The limit is on all cases together."""
    monkeypatch.setattr(preparation, "MAX_SECONDS", 0.05)
    rewrite(folder, SPEC, f"{OBJECTIVE}\n\ndef dw(w):\n    {LOOP}\n")

    with pytest.raises(ReferenceFailure, match=r"dw \(line \d+\) raised TimeoutError"):
        afresh(folder)


def test_a_mistake_that_does_not_end_gives_none(folder, monkeypatch):
    """On no case, and only the first one waits for so long."""
    monkeypatch.setattr(preparation, "VARIANT_SECONDS", 0.05)
    by_reference(folder)
    text = MISTAKES.replace("return X @ (X @ w - y)", LOOP)
    (folder / "mistakes.py").write_text(text)
    key = afresh(folder, count=1)

    assert [key.mistaken("not-transposed", entry) for entry in key.entries] == [None] * 3


def test_a_mistake_that_ends_the_program_gives_none(folder):
    by_reference(folder)
    text = MISTAKES.replace("return X @ (X @ w - y)", "raise SystemExit")
    (folder / "mistakes.py").write_text(text)
    key = afresh(folder, count=1)

    assert key.mistaken("not-transposed", key.entries[0]) is None


def test_a_worked_example_has_a_key(cache):
    """As shipped; nothing is written."""
    key = afresh(PROBLEMS / "uva-2017-hw1" / "worked-example")

    assert len(key.entries) == 5
    assert "missing-one-over-n" in key.mistakes
    assert not cache.exists()


# Keys of cases with equal sizes.


def test_on_equal_sizes_every_mistake_can_be_computed(folder):
    """A missing transposition has values there."""
    key = make_square_key(load_problem(by_reference(folder)), 0, "")

    for entry in key.entries:
        found = key.mistaken("not-transposed", entry)
        assert np.allclose(entry.values["dw"], right(entry.case.arguments)["dw"])
        assert not np.allclose(found["dw"], entry.values["dw"])


def test_a_problem_without_sizes_has_no_such_cases(folder):
    spec = {**LISTS, "dimensions": {}, "inputs": [{"name": "x", "shape": [2]}]}
    spec["outputs"] = [{"name": "y", "points": 1, "shape": []}]
    rewrite(folder, spec, "def y(x):\n    return x.sum()\n")

    assert make_square_key(load_problem(folder), 0, "") is None


def test_a_constraint_that_equal_sizes_cannot_meet_leaves_none(folder):
    """The problem's own cases are what it is judged by."""
    by_reference(folder)
    spec = {**SPEC, "constraints": [{"values": "tall", "holds": True}]}
    (folder / "problem.json").write_text(json.dumps(spec))
    with (folder / "reference.py").open("a") as file:
        file.write("\n\ndef tall(X):\n    return X.shape[0] != X.shape[1]\n")

    assert make_square_key(load_problem(folder), 0, "") is None


# The cache of keys by autograd.


def test_a_key_by_autograd_is_read_the_second_time(folder, cache, computed):
    """It is the same in everything that grading sees."""
    first = afresh(folder)
    second = afresh(folder)

    assert len(computed) == 1
    assert len(list(cache.iterdir())) == 1
    assert alike(first, second)


def test_golden_and_extreme_cases_keep_their_names_in_the_cache(folder):
    """And what the document prints for them."""
    afresh(folder)
    key = afresh(folder)

    assert [entry.case.name for entry in key.entries] == ["printed", "large", *[None] * 4]
    assert key.entries[0].case.golden.expected == {"loss": 2.5, "dw": [1.0, 2.0]}
    assert all(entry.case.golden is None for entry in key.entries[1:])


def test_cases_about_floating_point_stay_so_in_the_cache(folder):
    """Of two extreme cases, the second."""
    outputs = [{**SPEC["outputs"][0], "stability": {"points": 1, "remedy": "A."}}]
    huge = {"name": "huge", "scale": {"X": 1e5}, "stability": True}
    spec = {**SPEC, "outputs": [*outputs, SPEC["outputs"][1]], "extreme": [*SPEC["extreme"], huge]}
    (folder / "problem.json").write_text(json.dumps(spec))
    first, second = afresh(folder), afresh(folder)

    wanted = [False, False, True, *[False] * (len(first.entries) - 3)]
    assert [entry.case.stability for entry in first.entries] == wanted
    assert [entry.case.stability for entry in second.entries] == wanted


def test_arguments_keep_their_types_in_the_cache(folder):
    """Numbers, names and arrays, as a person would pass them."""
    afresh(folder)
    arguments = afresh(folder).entries[3].case.arguments

    assert type(arguments["lam"]) is float
    assert type(arguments["act"]) is str
    assert arguments["X"].dtype == np.float64
    arguments["X"][:] = 0  # an array of its own, that a call may write into


@pytest.mark.parametrize("run", [(1, "", 4), (0, "ada", 4), (0, "", 5)], ids=str)
def test_another_run_has_another_key(folder, cache, computed, run):
    """Another seed, student, or number of cases."""
    afresh(folder)
    other = afresh(folder, *run)

    assert len(computed) == len(list(cache.iterdir())) == 2
    assert alike(other, afresh(folder, *run))
    assert len(computed) == 2


@pytest.mark.parametrize("file", ["problem.json", "objective.py", "mistakes.py", "statement.md"])
def test_a_changed_problem_has_another_key(folder, cache, computed, file):
    """Whichever of its files is another one."""
    afresh(folder)
    with (folder / file).open("a") as opened:
        opened.write("\n")
    afresh(folder)

    assert len(computed) == len(list(cache.iterdir())) == 2


def test_another_grader_does_not_trust_the_key(folder, computed, monkeypatch):
    """What was computed by another version may not hold for this one."""
    afresh(folder)
    monkeypatch.setattr(preparation, "package_digest", lambda: "sha256:another")
    afresh(folder)

    assert len(computed) == 2


def test_the_same_problem_elsewhere_shares_the_key(folder, tmp_path, computed):
    """Where it lies says nothing about it."""
    elsewhere = shutil.copytree(folder, tmp_path / "copy" / "hw" / "ridge")
    afresh(folder)
    afresh(elsewhere)

    assert len(computed) == 1


def cut(length):
    return lambda content: content[:length]


def flip(place):
    """Change one bit of the byte at *place*."""
    return lambda content: bytes(b ^ (i == place % len(content)) for i, b in enumerate(content))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\0" * 200,
        lambda _: b"not a key",
        lambda content: content + b"\0",
        lambda content: content + content,
        *map(cut, (1, 31, 32, 35, 40, 100, 1000, -1, -3, -400)),
        *map(flip, (0, 33, 60, 500, 1500, -1, -100)),
    ],
)
def test_a_spoilt_key_is_computed_again(folder, cache, computed, spoil):
    """And is in the cache afterwards."""
    first = afresh(folder)
    (file,) = cache.iterdir()
    content = file.read_bytes()
    assert spoil(content) != content
    file.write_bytes(spoil(content))

    assert alike(afresh(folder), first)
    assert len(computed) == 2
    assert file.read_bytes() == content


def test_a_key_cut_between_two_cases_is_computed_again(folder, cache, computed):
    """Wherever it was cut: with fewer cases more answers would pass."""
    afresh(folder)
    (file,) = cache.iterdir()
    content = file.read_bytes()
    for length in range(0, len(content), 97):
        with pytest.raises(ValueError, match="not what was written"):
            preparation._stored(load_problem(folder), 0, "", content[:length])

    assert len(computed) == 1


def test_a_cache_that_cannot_be_written_is_done_without(folder, tmp_path, monkeypatch, computed):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert alike(afresh(folder), afresh(folder))
    assert len(computed) == 2


def test_nothing_but_the_key_is_left_in_the_cache(folder, cache):
    """It is written beside and moved, so that no other run reads half of it."""
    afresh(folder)
    (file,) = cache.iterdir()

    assert file.suffix == ""


def test_what_is_refused_is_not_cached(folder, cache):
    text = OBJECTIVE.replace("/ 2", "/ 3")
    (folder / "objective.py").write_text(text)

    with pytest.raises(
        ReferenceFailure, match=r"objective\.py: loss: expected the numbers printed"
    ):
        afresh(folder)
    assert not cache.exists()


@pytest.mark.parametrize("make", [by_reference, lambda folder: folder], ids=["steps", "objective"])
def test_hidden_cases_are_kept_on_no_disk(folder, cache, make):
    """They are a secret, and each student has others."""
    problem = load_problem(make(folder))
    public = make_key(problem, 0, "", 4)
    before = sorted(cache.rglob("*"))
    key = with_hidden_cases(problem, public, "a secret", 3)
    found = [key.mistaken(mistake, entry) for mistake in key.mistakes for entry in key.entries[-3:]]

    count = len(public.entries)
    assert key.entries[:count] == public.entries
    assert [entry.case.hidden for entry in key.entries] == [False] * count + [True] * 3
    assert [item for item in found if item is not None]
    assert sorted(cache.rglob("*")) == before


def modules_after(folder):
    """The modules in a process that has made the key."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from grader.preparation import make_key\n"
        "from grader.spec.load import load_problem\n"
        f"make_key(load_problem(Path({str(folder)!r})), 0, '', 4)\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_a_cached_key_needs_no_torch(folder):
    """Importing it takes longer than everything else."""
    afresh(folder)

    assert "torch" not in modules_after(folder)


def test_a_reference_in_numpy_needs_no_torch(folder):
    assert "torch" not in modules_after(by_reference(folder))


def test_a_reference_is_loaded_whichever_way_it_is_written(folder):
    """An objective has the derivatives as steps beside its own."""
    objective = reference_of(load_problem(folder))
    steps = reference_of(load_problem(by_reference(folder)))

    names = ["residual", "penalty", "loss", "dw"]
    assert list(objective.steps) == list(steps.steps) == names
    assert (objective.file.name, steps.file.name) == ("objective.py", "reference.py")
    assert [mistake.id for mistake in objective.mistakes] == ["wrong-sign", "not-transposed"]
