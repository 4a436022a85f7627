"""The bundle that students get: what it holds, what it refuses, how it grades."""

import json
import shutil

import numpy as np
import pytest

from grader import __version__, preparation
from grader.authoring import bundle as bundling
from grader.authoring.bundle import write_bundle
from grader.errors import UsageError
from grader.grading import grade
from grader.preparation import PUBLIC_CASES, SQUARE_CASES, make_key
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import ROOT
from tests.unit.test_preparation import MISTAKES, OBJECTIVE, SPEC

UVA = "uva-2017-hw1"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """A bundle with one exercise."""
    return write_bundle(load_homework(BANK / UVA), tmp_path_factory.mktemp("out") / "bundle")


@pytest.fixture
def copy(bundle, tmp_path):
    """The same, to be changed."""
    return shutil.copytree(bundle, tmp_path / "copy")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def own_homework(folder, spec=SPEC, **others):
    """A homework of one exercise, whose reference is an objective."""
    problem = folder / "hw" / "ridge"
    problem.mkdir(parents=True)
    document = {"id": "hw", "title": "T", "source": "s", "problems": ["ridge"]}
    (folder / "hw" / "homework.json").write_text(json.dumps(document))
    (problem / "problem.json").write_text(json.dumps({**spec, **others}))
    (problem / "objective.py").write_text(OBJECTIVE)
    (problem / "mistakes.py").write_text(MISTAKES)
    return load_homework(folder / "hw")


def answered(tmp_path, text):
    (tmp_path / "mine.py").write_text(text)
    return read_submission(tmp_path / "mine.py")


WORKED = """
import numpy as np

def worked_example(X, W1, W2, y):
    N = y.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / 2 / N
    D_out = (Y - y) / N
    D1 = (W2.T @ D_out) * (S1 > 0)
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": D_out @ Z1.T, "dW1": D1 @ X.T}
"""


def test_it_holds_data_and_stubs(bundle):
    inside = f"{UVA}/worked-example"

    assert set(files(bundle)) == {
        "README.md",
        "stubs/worked_example.py",
        f"{UVA}/homework.json",
        f"{UVA}/bundle.json",
        f"{inside}/problem.json",
        f"{inside}/statement.md",
        f"{inside}/{PUBLIC_CASES}",
        f"{inside}/{SQUARE_CASES}",
    }


@pytest.mark.parametrize(
    ("schema", "part", "public", "secret"),
    [
        ("homework", None, bundling.OF_HOMEWORKS, {"$schema"}),
        ("problem", None, bundling.OF_PROBLEMS, {"$schema", "constraints", "errata", "rubric"}),
        ("problem", "output", bundling.OF_OUTPUTS, {"derivative"}),
    ],
)
def test_of_every_property_it_is_decided_whether_students_may_read_it(schema, part, public, secret):
    document = json.loads((ROOT / "grader" / "spec" / f"{schema}.schema.json").read_text())
    described = document if part is None else document["$defs"][part]

    assert set(public) | secret == set(described["properties"])


def test_the_cases_are_the_public_ones(bundle):
    ours = make_key(load_homework(BANK / UVA).problems[0], 0, "", None)
    theirs = make_key(load_homework(bundle / UVA).problems[0], 0, "", None)

    assert theirs.reference is None
    assert theirs.mistakes == {}
    for mine, their in zip(ours.entries, theirs.entries, strict=True):
        assert their.case.name == mine.case.name
        for name, scale in mine.scales.items():
            share = their.scales[name].magnitude / scale.magnitude
            assert 1 - 1e-9 <= share <= 1.1
        for name, value in mine.case.arguments.items():
            assert np.array_equal(their.case.arguments[name], value)
        for name, value in mine.values.items():
            assert np.array_equal(their.values[name], value)
            assert (theirs.needs(name), theirs.earlier(name)) == (
                ours.needs(name),
                ours.earlier(name),
            )


def test_a_report_says_what_it_is_a_bundle_of_and_what_is_missing(bundle, tmp_path, sandbox):
    report = grade(answered(tmp_path, WORKED), load_homework(bundle / UVA), sandbox)

    assert report.score == report.max_score == 8
    assert report.bundle_of == load_homework(BANK / UVA).digest
    assert report.homework_digest == load_homework(bundle / UVA).digest != report.bundle_of
    (note,) = report.notes
    assert "on the public cases, with a bundle for students" in note
    assert "credit for what follows" in note
    assert "judging" not in note  # there is no construction in it


def test_a_listed_mistake_is_named_by_the_values_of_whoever_makes_it(bundle, tmp_path, sandbox):
    text = WORKED.replace("D_out = (Y - y) / N", "D_out = (Y - y)")
    report = grade(answered(tmp_path, text), load_homework(bundle / UVA), sandbox)
    outputs = {output.name: output for output in report.problems[0].outputs}

    assert outputs["D_out"].diagnosis.mistake == "missing-one-over-n"
    assert outputs["D_out"].diagnosis.message.startswith("D_out = Y - y lacks the 1/N")


def test_what_may_follow_from_a_wrong_output_is_told_and_earns_nothing(bundle, tmp_path, sandbox):
    text = WORKED.replace("D_out = (Y - y) / N", "D_out = np.cos(Y - y) / N")
    submission = answered(tmp_path, text)
    ours = grade(submission, load_homework(BANK / UVA), sandbox)
    theirs = grade(submission, load_homework(bundle / UVA), sandbox)
    found = {output.name: output for output in theirs.problems[0].outputs}

    assert found["dW2"].verdict is Verdict.WRONG_ANSWER
    assert "dW2 follows from D_out, which is wrong" in found["dW2"].diagnosis.message
    assert {o.name for o in ours.problems[0].outputs if o.verdict is Verdict.CARRIED} == {
        *("D1", "dW1", "dW2")
    }


def test_a_construction_waits_for_the_course(tmp_path, sandbox):
    ee = load_homework(BANK / "ee488-2017-lecture6")
    theirs = load_homework(write_bundle(ee, tmp_path / "bundle") / ee.id)
    text = "def xor_params():\n    return None\n"
    report = grade(answered(tmp_path, text), theirs, sandbox)

    assert report.problems[0].verdict is Verdict.NEEDS_MARKING
    assert report.problems[0].message.startswith("xor_params can be called")
    assert report.pending == report.max_score
    assert "the judging of xor-construct" in report.notes[0]

    empty = grade(answered(tmp_path, "x = 1\n"), theirs, sandbox)
    assert empty.problems[0].verdict is Verdict.NOT_ATTEMPTED
    broken = grade(answered(tmp_path, f"a = 1 / 0\n{text.replace('None', 'a')}"), theirs, sandbox)
    assert broken.problems[0].verdict is Verdict.INVALID_SUBMISSION


def test_right_values_that_are_not_shown_are_not_handed_out(tmp_path, sandbox):
    homework = own_homework(tmp_path, feedback="diagnosis")
    folder = write_bundle(homework, tmp_path / "bundle")
    report = grade(
        answered(tmp_path, "def ridge(X, w, y, lam, act): return 1, 2\n"),
        load_homework(folder / "hw"),
        sandbox,
    )

    assert not list(folder.rglob("*.bin"))
    assert report.problems[0].verdict is Verdict.NEEDS_MARKING


def test_a_reference_by_autograd_needs_no_torch_at_the_students(tmp_path, sandbox, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_bundle(own_homework(tmp_path), tmp_path / "bundle")
    monkeypatch.setattr(preparation, "reference_of", None)  # would import it
    text = """
def ridge(X, w, y, lam, act):
    r = X @ w - y
    return (r**2).sum() / 2 + 0.1 * lam * (w**2).sum(), X.T @ r + 0.2 * lam * w
"""
    right = grade(answered(tmp_path, text), load_homework(folder / "hw"), sandbox)
    other = text.replace("X.T @ r + 0.2 * lam * w", "-(X.T @ r) - 0.2 * lam * w")
    wrong = grade(answered(tmp_path, other), load_homework(folder / "hw"), sandbox)

    # It raises wherever the sizes differ; it can be named where they are equal.
    turned = text.replace("X.T @ r + 0.2 * lam * w", "X @ r")
    raised = grade(answered(tmp_path, turned), load_homework(folder / "hw"), sandbox)

    assert raised.problems[0].verdict is Verdict.RUNTIME_ERROR
    assert raised.problems[0].outputs[1].diagnosis.mistake == "not-transposed"
    assert right.score == 3
    assert wrong.score == 1
    assert wrong.problems[0].outputs[1].diagnosis.mistake == "wrong-sign"


@pytest.mark.parametrize("option", [{"seed": 1}, {"student": "ada"}, {"cases": 3}])
def test_other_cases_than_the_public_ones_are_refused(bundle, tmp_path, sandbox, option):
    with pytest.raises(UsageError, match="the public cases only"):
        grade(answered(tmp_path, WORKED), load_homework(bundle / UVA), sandbox, **option)


@pytest.mark.parametrize("name", ["homework.json", "worked-example/problem.json", PUBLIC_CASES])
def test_a_changed_or_missing_file_is_named_with_what_to_do(copy, name):
    (path,) = [p for p in copy.rglob("*") if p.as_posix().endswith(name)]
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UsageError, match=rf"{path.name}: this file has changed.*get the bundle"):
        load_homework(copy / UVA)
    path.unlink()
    with pytest.raises(UsageError, match=rf"{path.name}: cannot be read .*get the bundle"):
        load_homework(copy / UVA)


def test_a_statement_may_be_written_into(copy):
    (copy / UVA / "worked-example" / "statement.md").write_text("mine")

    assert load_homework(copy / UVA).bundle.grader_version == __version__


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "nonsense", '{"format": "1"}', '{"format": true}', '{"format": 1}'),
        '{"format": 1, "grader": "0", "made_from": "", "adds": "", "files": {"../../x": ""}, "beside": {}}',
        '{"format": 1, "grader": "0", "made_from": "", "adds": "", "files": {"/etc/passwd": ""}, "beside": {}}',
        '{"format": 1, "grader": "0", "made_from": "", "adds": "", "files": {"a": 1}, "beside": {}}',
        "[" * 100_000,
    ],
)
def test_what_says_nothing_of_a_bundle_is_refused(copy, text):
    (copy / UVA / "bundle.json").write_text(text)

    with pytest.raises(UsageError, match=r"bundle\.json: expected what a bundle says"):
        load_homework(copy / UVA)


def test_a_newer_format_asks_for_a_newer_grader(copy):
    file = copy / UVA / "bundle.json"
    document = {**json.loads(file.read_text()), "format": 2, "grader": "9.9"}
    file.write_text(json.dumps(document))

    with pytest.raises(UsageError, match=r"found format 2, made by grader 9\.9.*install a newer"):
        load_homework(copy / UVA)


def test_the_same_homework_gives_the_same_bytes_wherever_it_lies(bundle, tmp_path):
    elsewhere = shutil.copytree(BANK / UVA, tmp_path / UVA)
    second = write_bundle(load_homework(elsewhere), tmp_path / "second")

    assert files(second) == files(bundle)
    assert not any(str(tmp_path).encode() in content for content in files(second).values())


def test_a_bundle_as_it_was_written_is_written_anew(copy):
    stale = copy / UVA / "old" / PUBLIC_CASES
    stale.parent.mkdir()
    stale.write_bytes(b"of an exercise that is gone")
    file = copy / UVA / "bundle.json"
    document = json.loads(file.read_text())
    from grader.spec.bundle import file_digest

    document["files"][f"old/{PUBLIC_CASES}"] = file_digest(stale.read_bytes())
    file.write_text(json.dumps(document))
    write_bundle(load_homework(BANK / UVA), copy)

    assert not stale.exists()
    assert load_homework(copy / UVA).bundle is not None


def test_what_it_did_not_write_is_left_alone(copy, tmp_path):
    homework = load_homework(BANK / UVA)
    stub = copy / "stubs" / "worked_example.py"
    stub.write_text("# an evening's work\n")
    with pytest.raises(UsageError, match=r"worked_example\.py: expected an empty folder"):
        write_bundle(homework, copy)
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.tex").write_text("x")
    with pytest.raises(UsageError, match=r"chapter\.tex: expected an empty folder"):
        write_bundle(homework, other)
    with pytest.raises(UsageError, match="expected a folder, found a file"):
        write_bundle(homework, other / "chapter.tex")
    link = tmp_path / "links"
    link.mkdir()
    (link / "README.md").symlink_to(other / "chapter.tex")
    with pytest.raises(UsageError, match=r"README\.md: expected an empty folder"):
        write_bundle(homework, link)

    assert stub.read_text() == "# an evening's work\n"
    assert (other / "chapter.tex").read_text() == "x"


def test_a_bundle_of_a_bundle_is_refused(bundle, tmp_path):
    with pytest.raises(UsageError, match="expected a homework, found a bundle"):
        write_bundle(load_homework(bundle / UVA), tmp_path / "again")
