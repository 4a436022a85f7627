"""What students hand in: each folder below submissions/<homework>/<verdict> gets that verdict."""

import importlib.util
import shutil
from functools import cache
from pathlib import Path

import pytest

from grader.authoring.scaffold import write_stubs
from grader.grading import grade
from grader.reference import load_reference
from grader.results import PRICED, ProblemResult, Report, Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Homework, Kind
from grader.submission import locate, read_submission
from tests import causes
from tests.bank import CONTENT
from tests.paths import PROBLEMS, SUBMISSIONS

FOLDERS = sorted(path for path in SUBMISSIONS.glob("*/*/*") if path.is_dir())
HOMEWORKS = sorted(find_homeworks(PROBLEMS))
CAUSES = {homework: causes.recorded(homework) for homework in HOMEWORKS}
OF_OUTPUTS = {Verdict.CARRIED, *PRICED}  # only
VERDICTS = sorted(set(Verdict) - {Verdict.INTERNAL_ERROR} - OF_OUTPUTS)
ERRATA = [
    (problem, erratum)
    for homework in HOMEWORKS
    for problem in load_homework(PROBLEMS / homework).problems
    for erratum in problem.errata
]

# Ways to write a right answer of which these exercises have an example.
STYLES = {
    *("class-and-closure", "einsum", "float32", "fortran-order", "helper-module", "lists", "loops"),
    *("numpy-matrix", "numpy-warning", "prints", "scalar-arrays", "torch-tensors", "vectorised"),
    "windows-file",
}
STYLES_OF = {
    "uva-2017-hw1": STYLES | {"mask-from-z1", "tuple-for-dict", "unusual-parameter-names"},
    "deep-learning-2021-hw1": STYLES | {"tuple-for-dict", "unusual-parameter-names"},
    "ee488-2017-lecture6": STYLES
    | {"dict-for-tuple", "tuple", "lists-of-ints", "first-minimum", "second-minimum"}
    | {"permuted-units", "rescaled-unit", "slice-3", "one-minus", "least-squares"},
}


def name_of(folder: Path) -> str:
    return "/".join(folder.parts[-3:])


@cache
def homework_named(name: str) -> Homework:
    return load_homework(PROBLEMS / name)


@cache
def mistake_ids(problem: str) -> frozenset[str]:
    """The listed mistakes of a problem, by its full id."""
    homework = homework_named(problem.partition("/")[0])
    (found,) = (item for item in homework.problems if item.id == problem)
    return frozenset(mistake.id for mistake in load_reference(found).mistakes)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def graded(folder: Path, sandbox: Sandbox, *, seed: int = 0, student: str = "") -> Report:
    """The report on a folder whose last three names are homework, verdict and its own name.

    A problem whose name stands there in front of two dashes is graded alone: others may ask for the same class.
    """
    submission = read_submission(folder)
    if "torch" in submission.imports and importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    homework = homework_named(folder.parts[-3])
    named = [item for item in homework.problems if item.name == folder.name.partition("--")[0]]
    return grade(submission, homework, sandbox, seed=seed, student=student, problems=named or None)


def faults(folder: Path, sandbox: Sandbox, *, seed: int = 0, student: str = "") -> list[str]:
    """What the grader got wrong about *folder*, one sentence each.

    The verdict is that of every problem that was attempted. The name is free, or that of the mistake in it. In
    front of it may stand the problem's, `problem--mistake`: then no other is graded.
    """
    return verdict_faults(graded(folder, sandbox, seed=seed, student=student), folder)


def verdict_faults(report: Report, folder: Path) -> list[str]:
    """The same of a report that is there."""
    _, verdict, name = folder.parts[-3:]
    attempted = [p for p in report.problems if p.verdict is not Verdict.NOT_ATTEMPTED]
    if verdict == Verdict.NOT_ATTEMPTED:
        return [f"expected not_attempted, found {p.verdict}: {p.id}" for p in attempted]
    if not attempted:
        return [f"expected {verdict}, found nothing attempted"]
    return [fault for problem in attempted for fault in problem_faults(problem, verdict, name)]


def problem_faults(problem: ProblemResult, verdict: str, name: str) -> list[str]:
    found: list[str] = []
    if problem.verdict is Verdict.NEEDS_MARKING and verdict == Verdict.PASSED:
        return []  # written answers beside right functions
    if problem.verdict != verdict:
        told = [problem.message, *(output.message for output in problem.outputs)]
        why = next(filter(None, told), "no message")
        found.append(f"expected {verdict}, found {problem.verdict}: {why}")
    if verdict == Verdict.PASSED and problem.score != problem.max_score:
        found.append(f"expected {problem.max_score:g} points, found {problem.score:g}")
    if verdict != Verdict.PASSED and problem.score == problem.max_score:
        found.append(f"expected fewer than {problem.max_score:g} points, found all of them")
    mistake = name.rpartition("--")[2]
    if verdict == Verdict.WRONG_ANSWER and mistake in mistake_ids(problem.id):
        named = diagnosed(problem)
        if mistake not in named:
            found.append(f"expected the diagnosis {mistake}, found {sorted(named) or 'none'}")
    return found


def diagnosed(problem: ProblemResult) -> set[str]:
    """The listed mistakes that are seen, and "" for another cause; where it is wrong is no cause."""
    causes = [o.diagnosis for o in problem.outputs if o.diagnosis is not None]
    return {cause.mistake or "" for cause in causes if cause.code != "where"}


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_submission_gets_the_verdict_that_its_folder_names_and_causes_that_are_true(
    folder, sandbox
):
    report = graded(folder, sandbox)

    assert verdict_faults(report, folder) == []
    entry = CAUSES[folder.parts[-3]].get("/".join(folder.parts[-2:]))
    if entry is not None:
        assert causes.faults(report, entry) == []


# What the test above holds against each report, counted.


@pytest.mark.parametrize("homework", causes.RECORDED)
def test_a_true_cause_is_named_of_seven_wrong_submissions_in_ten(homework):
    wrong = [entry for name, entry in CAUSES[homework].items() if name.startswith("wrong_answer/")]

    assert sum(bool(entry.true) for entry in wrong) >= 0.7 * len(wrong) > 0


@pytest.mark.parametrize("homework", causes.RECORDED)
def test_a_false_cause_is_named_of_less_than_one_wrong_submission_in_a_hundred(homework):
    entries = CAUSES[homework].values()

    assert sum(bool(entry.false) for entry in entries) < 0.01 * len(entries)


@pytest.mark.parametrize("homework", causes.RECORDED)
def test_causes_are_recorded_of_submissions_that_are_there_and_wrong(homework):
    folders = {"/".join(f.parts[-2:]) for f in FOLDERS if f.parts[-3] == homework}

    assert CAUSES[homework].keys() - folders == set()
    assert {name.partition("/")[0] for name in CAUSES[homework]} <= {
        Verdict.WRONG_ANSWER,
        Verdict.RUNTIME_ERROR,
        Verdict.INVALID_SUBMISSION,
        Verdict.TIME_LIMIT,
    }


# Right values, or no attempt at values: no listed mistake is behind them.
UNEXPLAINED = {"changes-arguments", "all-zeros"}


@pytest.mark.parametrize(
    "folder", [path for path in FOLDERS if path.name in UNEXPLAINED], ids=name_of
)
def test_a_listed_mistake_is_not_seen_where_there_is_none(folder, sandbox):
    for problem in graded(folder, sandbox).problems:
        assert diagnosed(problem) <= {""}


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_a_new_stub_is_not_attempted(homework, sandbox, tmp_path):
    folder = tmp_path / homework / "not_attempted" / "new"
    write_stubs(homework_named(homework), folder)
    assert faults(folder, sandbox) == []


# The corpus is complete.


def test_every_folder_lies_under_a_homework_and_a_verdict():
    assert {folder.parts[-3] for folder in FOLDERS} == set(HOMEWORKS)
    assert {folder.parts[-2] for folder in FOLDERS} == set(VERDICTS)
    assert [name_of(folder) for folder in FOLDERS if not any(folder.rglob("*.[ipm]*"))] == []


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("homework", CONTENT)
def test_these_homeworks_have_a_submission_for_every_verdict(homework, verdict):
    assert any((SUBMISSIONS / homework / verdict).iterdir())


@pytest.mark.parametrize(("homework", "problem"), CONTENT.items())
def test_every_listed_mistake_of_these_problems_has_a_submission(homework, problem):
    folders = {path.name for path in (SUBMISSIONS / homework / "wrong_answer").iterdir()}
    assert mistake_ids(f"{homework}/{problem}") - folders == set()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("homework", HOMEWORKS)
def test_every_homework_has_a_submission_that_answers_everything(homework, seed, sandbox):
    submission = read_submission(SUBMISSIONS / homework / "passed" / "everything")
    report = grade(submission, homework_named(homework), sandbox, seed=seed)

    verdicts = {problem.id: problem.verdict for problem in report.problems}
    written = {p.id for p in homework_named(homework).problems if p.kind is Kind.WRITTEN}
    assert {
        name for name, verdict in verdicts.items() if verdict is Verdict.NEEDS_MARKING
    } == written
    assert {verdicts[name] for name in verdicts.keys() - written} == {Verdict.PASSED}
    assert report.score + report.pending == report.max_score


def answers_everything(folder: Path) -> bool:
    """Whether a submission has all functions that its homework asks for."""
    homework, submission = homework_named(folder.parts[-3]), read_submission(folder)
    return all(
        locate(submission, problem, homework).keys() == set(problem.written)
        for problem in homework.problems
    )


# Each on a run of its own, beside the public one above.
WHOLE = [path for path in FOLDERS if path.parts[-2] == Verdict.PASSED and answers_everything(path)]
RUNS = [(seed, f"student {seed}" if seed % 2 else "") for seed in range(1, len(WHOLE) + 1)]
NAMES = [name_of(folder) for folder in WHOLE]


@pytest.mark.parametrize(("folder", "run"), list(zip(WHOLE, RUNS, strict=True)), ids=NAMES)
def test_a_right_answer_is_right_on_other_seeds_and_for_other_students(folder, run, sandbox):
    seed, student = run
    assert faults(folder, sandbox, seed=seed, student=student) == []


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_every_homework_is_answered_in_five_more_styles(homework):
    """Loops, einsum, float32, torch and objects at least, each by all of its problems."""
    styles = {folder.name for folder in WHOLE if folder.parts[-3] == homework}

    assert len(styles - {"everything"}) >= 5
    assert styles >= {"plain-python", "float32-throughout"}
    if all(problem.autograd for problem in homework_named(homework).problems):
        assert "torch-autograd" in styles


@pytest.mark.parametrize(
    ("problem", "erratum"), ERRATA, ids=[f"{p.name}-{e.id}" for p, e in ERRATA]
)
def test_every_erratum_has_a_submission_that_shows_it(problem, erratum, sandbox):
    """What follows the misprint where it is wrong gets the sentence of the mistake that it is."""
    assert erratum.submission is not None
    folder = SUBMISSIONS / problem.homework / erratum.submission
    result = next(p for p in graded(folder, sandbox).problems if p.id == problem.id)

    assert result.verdict == folder.parent.name
    if erratum.mistake is not None:
        assert erratum.mistake in diagnosed(result)


@pytest.mark.parametrize("homework", CONTENT)
def test_every_style_has_a_right_submission(homework):
    folders = {path.name for path in (SUBMISSIONS / homework / "passed").iterdir()}
    assert STYLES_OF[homework] - folders == set()


# The check can fail.


@pytest.mark.parametrize(
    ("source", "target", "fault"),
    [
        ("wrong_answer/factor-2", "passed/factor-2", "expected passed, found wrong_answer: D_out "),
        ("passed/vectorised", "wrong_answer/vectorised", "expected wrong_answer, found passed: no"),
        ("passed/vectorised", "runtime_error/vectorised", "expected runtime_error, found passed"),
        ("runtime_error/exits", "invalid_submission/exits", "expected invalid_submission, found"),
    ],
)
def test_a_submission_in_the_wrong_folder_is_found_out(source, target, fault, sandbox, tmp_path):
    folder = tmp_path / "uva-2017-hw1" / target
    shutil.copytree(SUBMISSIONS / "uva-2017-hw1" / source, folder)
    assert faults(folder, sandbox)[0].startswith(fault)


def test_a_mistake_under_the_name_of_another_is_found_out(sandbox, tmp_path):
    folder = tmp_path / "uva-2017-hw1" / "wrong_answer" / "root"
    shutil.copytree(SUBMISSIONS / "uva-2017-hw1" / "wrong_answer" / "factor-2", folder)
    assert faults(folder, sandbox) == ["expected the diagnosis root, found ['factor-2']"]
