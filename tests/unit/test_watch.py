"""`grade watch`: what a save brings about, with saves and a screen of the test's own."""

import io
from dataclasses import replace

import pytest

from grader.cli.watch import CLEAR, Screen, _looked_at, follow, moved
from grader.errors import SubmissionError, UsageError
from grader.results import (
    CaseCounts,
    OutputResult,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)
from grader.submission import entries

DIGEST = "sha256:" + 64 * "0"
WRONG = OutputResult("dW", Verdict.WRONG_ANSWER, 0.0, 1.0, CaseCounts(20, 4), "dW is wrong")
RIGHT = OutputResult("dW", Verdict.PASSED, 1.0, 1.0, CaseCounts(24))


def report_of(output):
    problem = ProblemResult("hw/grad", "T", "f", output.verdict, output.score, 1.0, (output,))
    return Report(
        "hw", "A homework", DIGEST, "1.0", 0, SubmissionInfo("mine", DIGEST),
        SandboxInfo("strong", ()), (problem,), 0.1,
    )  # fmt: skip


class Watched:
    """A folder, what happens to it, and the reports that are shown."""

    def __init__(self, folder, in_place):
        self.folder = folder
        self.out = io.StringIO()
        self.screen = Screen(self.out, in_place=in_place)
        self.graded = []

    def grade(self, submission):
        text = submission.files["a.py"].decode()
        self.graded.append(text)
        if "fail" in text:
            raise SubmissionError("mine: nothing to grade")
        if "option" in text:
            raise UsageError("--only: no such problem")
        return report_of(RIGHT if "right" in text else WRONG)

    def run(self, *states):
        """Save one state after the other: the text of a file, or None for a folder that is gone."""

        def saves():
            for state in states:
                if state is None:
                    (self.folder / "a.py").unlink(missing_ok=True)
                    self.folder.rmdir()
                else:
                    self.folder.mkdir(exist_ok=True)
                    (self.folder / "a.py").write_text(state)
                yield

        follow(self.folder, saves(), self.grade, self.screen)
        return self.out.getvalue()


@pytest.fixture
def watched(tmp_path):
    return lambda in_place=False: Watched(tmp_path / "mine", in_place)


def test_every_save_is_graded_once(watched):
    """What is saved again as it was brings nothing new."""
    it = watched()
    it.run("# one", "# two", "# two", "# three")

    assert it.graded == ["# one", "# two", "# three"]


def test_what_moved_is_told(watched):
    text = watched().run("# wrong", "# right")

    assert "✗ → ✓  grad: wrong answer, now passed (+1)\ngraded at " in text
    assert text.count(" → ") == 1


def test_files_that_are_no_part_of_the_submission_bring_nothing(watched):
    it = watched()
    it.folder.mkdir()
    (it.folder / "__pycache__").mkdir()
    seen = []

    def saves():
        (it.folder / "a.py").write_text("# one")
        yield
        for name in ("report.html", "__pycache__/a.pyc", ".a.py.swp", "a.py~"):
            (it.folder / name).write_text("other")
            seen.append(name)
            yield

    follow(it.folder, saves(), it.grade, it.screen)

    assert len(seen) == 4
    assert it.graded == ["# one"]


def test_a_folder_may_vanish_and_come_back(watched):
    it = watched()
    text = it.run("# wrong", None, "# right")

    assert "mine: no such file or directory\nlooked at " in text
    assert "✗ → ✓" in text  # against the last report that there was
    assert len(it.graded) == 2


def test_a_sentence_is_shown_once(watched):
    text = watched().run("# one", "# fail", "# fail more")

    assert text.count("mine: nothing to grade") == 1


def test_options_that_do_not_fit_end_it_at_once_but_not_later(watched):
    with pytest.raises(UsageError, match="--only"):
        watched().run("# option")

    assert "--only: no such problem" in watched().run("# one", "# option")


def test_without_a_terminal_there_are_no_escapes(watched):
    text = watched().run("# wrong", "# fail", "# right")

    assert "\x1b" not in text
    assert "\r" not in text
    assert text.count("graded at ") == 2


def test_at_a_terminal_each_report_is_in_the_place_of_the_last(watched):
    text = watched(in_place=True).run("# wrong", "# right")

    assert text.count(CLEAR) == 2
    assert "1 / 1 point" in text.rpartition(CLEAR)[2]
    assert text.endswith("again on every save, Ctrl-C ends")


def test_a_change_that_costs_nothing_is_told_without_points():
    wrong = report_of(WRONG)
    late = replace(wrong.problems[0], verdict=Verdict.TIME_LIMIT, outputs=())
    (line, *_) = moved(replace(wrong, problems=(late,)), wrong)

    assert "now time limit" in line
    assert "(" not in line


def test_no_more_changes_are_told_than_are_read():
    names = [f"hw/p{number}" for number in range(20)]
    old, new = report_of(WRONG), report_of(RIGHT)
    many = [
        replace(r, problems=tuple(replace(r.problems[0], id=name) for name in names))
        for r in (old, new)
    ]
    lines = moved(many[1], many[0])

    assert len(lines) == 9
    assert lines[-1] == "and 12 more"


def test_a_save_is_seen_by_the_times_of_the_files(tmp_path):
    """Whatever the system tells of it; what lies in folders that nobody hands in is not looked at."""
    file = tmp_path / "a.py"
    file.write_text("one")
    for name in ("__pycache__", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text("one")
    seen = _looked_at(tmp_path)
    other = tmp_path / "__pycache__" / "x"
    other.write_text("another")

    assert [item[0] for item in seen] == [file]
    assert _looked_at(tmp_path) == seen

    replaced = tmp_path / "part"
    replaced.write_text("two")
    replaced.replace(file)

    assert _looked_at(tmp_path) != seen
    assert _looked_at(file) == _looked_at(tmp_path)


def test_a_save_is_seen_beside_any_number_of_other_files(tmp_path):
    for number in range(2500):
        (tmp_path / f"{number}.csv").touch()
    (tmp_path / "data.py").touch()

    assert [item[0].name for item in _looked_at(tmp_path)] == ["data.py"]


def test_of_a_folder_that_is_too_large_no_more_is_looked_at_than_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(entries, "MAX_ENTRIES", 10)
    for number in range(40):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.py").touch()

    assert len(_looked_at(tmp_path)) < 10
