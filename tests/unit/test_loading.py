"""What is loaded for a problem, in which order, and what is said of what was skipped."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from grader.loading import Loader
from grader.results import Ending, Outcome, StudentError, Verdict
from grader.spec.load import load_homework
from grader.spec.model import Limits
from grader.submission import locate, read_submission
from grader.submission.notebooks import module_of
from tests.bank import BANK
from tests.unit.test_submission_notebooks import notebook

F = "def worked_example(X, W1, W2, y):\n    return X\n"
BOOM, LOOP = "BOOM = 1\n", "LOOP = 1\n"


class FakeSession:
    """Loading fails where one of two lines is in a file that is loaded, or in one that it could import."""

    def __init__(self, files):
        self.files, self.replaced, self.loads = files, {}, []

    def replace(self, files, stand_ins=()):
        self.replaced, self.stand_ins = files, stand_ins

    def load(self, module, limits, *, autograd):  # noqa: ARG002 - as the real one
        present = {**self.files, **self.replaced}
        self.loads.append(b"".join(present.values()))
        for file, content in present.items():
            for line, text in enumerate(content.decode().splitlines(), 1):
                if text.strip() == BOOM.strip():
                    error = StudentError("lost", "OSError", file, line, text)
                    return Outcome(Ending.RAISED, error=error)
                if text.strip() == LOOP.strip():
                    error = StudentError(
                        f"loading {module} took more than {limits.load_seconds:g} s"
                    )
                    return Outcome(Ending.TIME_LIMIT, error=error)
        return Outcome(Ending.RETURNED)


@pytest.fixture(scope="module")
def homework():
    return load_homework(BANK / "uva-2017-hw1")


@pytest.fixture
def loading(homework, tmp_path):
    """A loader of these files, its session, and what loads the one problem."""

    def loading(files):
        for name, content in files.items():
            (tmp_path / name).write_text(content)
        submission = read_submission(tmp_path)
        session = FakeSession(dict(submission.files))
        loader = Loader(submission, session)
        (problem,) = homework.problems

        def load(problem=problem):
            return loader.load(problem, locate(submission, problem, homework))

        return SimpleNamespace(loader=loader, session=session, load=load, problem=problem)

    return loading


def cells(*codes):
    import json

    return json.dumps(notebook(*codes))


def test_a_file_that_loads_is_loaded_as_a_whole(loading):
    case = loading({"a.py": f"print(1)\n{F}"})

    assert case.load() is None
    assert case.session.replaced == {}
    assert len(case.session.loads) == 1
    assert case.loader.notes(case.problem) == ()


def test_a_file_that_does_not_is_loaded_without_what_is_not_needed(loading):
    case = loading({"a.py": f"import lost\n{F}x = 1\n{BOOM}y = 2\n"})

    assert case.load() is None
    assert case.session.replaced.keys() == {"a.py"}
    (note,) = case.loader.notes(case.problem)
    assert note == (
        "only what worked_example needs was run (lines 1 and 4-6 of a.py skipped): "
        "the file could not be loaded: a.py:5: OSError: lost"
    )


def test_what_fails_and_is_needed_is_told_as_the_whole_file_fails(loading):
    needed = F.replace("return X", "return X, LOOP")
    case = loading({"a.py": f"x = 1\n{BOOM}{needed}{LOOP}"})

    result = case.load()

    assert result.verdict is Verdict.INVALID_SUBMISSION
    assert result.message.startswith("the file could not be loaded: a.py:2: OSError: lost")
    assert len(case.session.loads) == 2
    assert case.loader.notes(case.problem) == ()


def test_a_file_all_of_which_is_needed_is_loaded_once(loading):
    case = loading({"a.py": f"{BOOM}{F.replace('return X', 'return BOOM')}"})

    assert case.load().verdict is Verdict.INVALID_SUBMISSION
    assert len(case.session.loads) == 1


def test_a_loop_is_waited_for_once(loading):
    """Not for every problem; with more time it is tried again."""
    case = loading({"a.py": f"{F}{LOOP}"})
    other = SimpleNamespace(**{**vars_of(case.problem), "id": "other"})
    patient = SimpleNamespace(
        **{**vars_of(other), "id": "patient", "limits": Limits(load_seconds=99)}
    )

    assert [case.load(p) for p in (case.problem, other, patient)] == [None] * 3
    assert [LOOP.encode() in content for content in case.session.loads] == [
        *(True, False),
        False,
        *(True, False),
    ]
    (note,) = case.loader.notes(other)
    assert note == (
        "only what worked_example needs was run (line 3 of a.py skipped): "
        f"loading a.py took more than {case.problem.limits.load_seconds:g} s"
    )


def vars_of(problem):
    return {name: getattr(problem, name) for name in dir(problem) if not name.startswith("_")}


def test_what_was_loaded_is_loaded_again(loading):
    """For pictures, after other problems."""
    case = loading({"a.py": f"{F}{BOOM}"})
    case.load()
    sliced = case.session.replaced
    case.session.replace({})

    case.loader.restore(case.problem)

    assert case.session.replaced == sliced != {}


FILLED = f"D = []\n{F.replace('return X', 'return D')}E = D\n"


@pytest.mark.parametrize("file", ["a.py", "h.ipynb"])
@pytest.mark.parametrize(
    ("text", "stays"),
    [("E.append(1)\n", True), (f"E.append(1)\n{BOOM}", True), (f"if E:\n    {BOOM}", False)],
)
def test_what_may_change_a_value_is_left_out_only_if_it_fails(loading, file, text, stays):
    """Of a notebook too, where no failure of the whole comes first."""
    text = f"{FILLED}{text}"
    case = loading({file: text if file == "a.py" else cells(text)})

    assert case.load() is None
    executed = b"".join({**case.session.files, **case.session.replaced}.values())
    assert (b"\nE." in executed or b"\nif E" in executed) is stays


def test_what_takes_too_long_and_may_not_be_needed_is_waited_for_once(loading):
    case = loading({"a.py": f"{FILLED}if E:\n    {LOOP}print()\n"})
    other = SimpleNamespace(**{**vars_of(case.problem), "id": "other"})

    assert [case.load(p) for p in (case.problem, other)] == [None, None]
    assert [LOOP.encode() in content for content in case.session.loads] == [
        *(True, True, False),
        False,
    ]


def test_of_a_notebook_what_is_needed_is_loaded_first(loading):
    case = loading({"h.ipynb": cells("import os", F, BOOM, "def g(): 0", "x = 1", "0")})

    assert case.load() is None
    assert len(case.session.loads) == 1
    assert case.loader.notes(case.problem) == ()
    assert case.loader.notebook_notes() == (
        "h.ipynb: only what the functions need was run, without all or part of code cells 3 and 5",
    )


def test_files_that_a_notebook_imports_are_whole_unless_they_fail(loading):
    case = loading(
        {
            "h.ipynb": cells(f"import u\n{F.replace('return X', 'return u.g')}"),
            "u.py": f"def g(): 0\n{BOOM}",
        }
    )

    assert case.load() is None
    assert [BOOM.encode() in content for content in case.session.loads] == [True, False]
    (note,) = case.loader.notes(case.problem)
    assert note == (
        "only what worked_example needs was run (line 2 of u.py skipped): "
        "the file could not be loaded: u.py:2: OSError: lost"
    )


def test_the_whole_notebook_is_loaded_if_what_is_needed_cannot_be(loading, monkeypatch):
    """It may need what nobody can see."""
    case = loading({"h.ipynb": cells("x = 1", F)})
    whole = case.session.load
    monkeypatch.setattr(
        case.session,
        "load",
        lambda *rest, **others: (
            Outcome(Ending.RAISED, error=StudentError("x", "NameError"))
            if case.session.replaced
            else whole(*rest, **others)
        ),
    )

    assert case.load() is None
    assert case.session.replaced == {}
    assert case.loader.notebook_notes() == ()
    (note,) = case.loader.notes(case.problem)
    assert note == (
        "all of h.ipynb was run, for worked_example alone failed: the file could not be loaded: "
        "NameError: x"
    )


def test_parts_of_a_notebook_are_what_a_session_is_given(loading):
    assert {module_of(file) for file in loading({"h.ipynb": cells(F)}).session.files} == {"h.ipynb"}


class Lacking(FakeSession):
    """Loading fails for want of a module where LACKS is loaded, unless modules may be stood in for."""

    LACKS = "import gone\n"

    def load(self, module, limits, *, autograd):
        present = {**self.files, **self.replaced}
        if not self.stand_ins and self.LACKS.encode() in b"".join(present.values()):
            self.loads.append(b"")
            error = StudentError("No module named 'gone'", "ModuleNotFoundError", module, 1)
            return Outcome(Ending.RAISED, error=error)
        outcome = super().load(module, limits, autograd=autograd)
        return replace(outcome, value=["gone", "of another name", np.ones(2), []])


@pytest.fixture
def lacking(loading):
    def lacking(files):
        case = loading(files)
        session = Lacking(case.session.files)
        session.stand_ins = ()
        case.session = session
        vars(case.loader)["_session"] = session
        return case

    return lacking


NEEDS = f"import gone\n{F.replace('return X', 'return gone.f(X)')}"


def test_a_module_that_is_needed_and_not_there_is_stood_in_for(lacking):
    case = lacking({"a.py": NEEDS})

    assert case.load() is None
    assert (case.session.replaced, case.session.stand_ins) == ({}, ("gone",))
    assert case.loader.notes(case.problem) == (
        "gone is not here, and an empty module stands in for it: what needs it cannot be graded",
    )
    case.session.replace({})
    case.loader.restore(case.problem)
    assert case.session.stand_ins == ("gone",)


def test_a_module_that_is_not_needed_is_left_out_as_before(lacking):
    case = lacking({"a.py": f"import gone\n{F}"})

    assert case.load() is None
    assert case.session.stand_ins == ()
    (note,) = case.loader.notes(case.problem)
    assert note.startswith("only what worked_example needs was run (line 1 of a.py skipped)")


def test_of_a_file_that_fails_with_stand_ins_too_only_what_is_needed_is_loaded(lacking):
    case = lacking({"a.py": f"{NEEDS}x = 1\n{BOOM}"})

    assert case.load() is None
    assert case.session.stand_ins == ("gone",)
    first, second = case.loader.notes(case.problem)
    assert first.startswith("gone is not here")
    assert second.startswith("only what worked_example needs was run (lines 4-5 of a.py skipped)")


def test_what_fails_in_another_way_is_not_tried_with_stand_ins(lacking):
    needed = F.replace("return X", "return X, BOOM")
    case = lacking({"a.py": f"import math\n{BOOM}{needed}"})

    assert case.load().verdict is Verdict.INVALID_SUBMISSION
    assert case.session.stand_ins == ()


def test_a_module_that_is_computed_with_at_the_top_is_told_as_the_cause(lacking):
    case = lacking({"a.py": f"{NEEDS.replace('gone.f(X)', 'BOOM')}{BOOM}"})

    result = case.load()

    assert result.verdict is Verdict.INVALID_SUBMISSION
    assert {output.diagnosis.code for output in result.outputs} == {"environment"}
    assert "a.py:1: ModuleNotFoundError: No module named 'gone'" in result.message
