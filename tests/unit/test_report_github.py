"""Workflow commands of GitHub Actions, read by the rules of its runner.

The rules are those of ActionCommand.cs and ActionCommandManager.cs in actions/runner; what the reporter of
GitHub Classroom reads is in src/main.js and src/notify-classroom.js of autograding-grading-reporter.
"""

import base64
import dataclasses
import json
import re

import pytest
from hypothesis import given

from grader.report import github
from grader.results import Report, Verdict
from tests.reports import (
    CRASHED,
    EDGES,
    ESSAY,
    FAILED,
    MISSING,
    PROBLEM,
    REPORT,
    TEXTS,
    hostile_reports,
    report,
)

NOTE = "Note: big.py was not read: it is a folder"
TOKEN = "0123456789abcdef"  # noqa: S105 - no password
COMMANDS = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-path", "add-matcher",
    "remove-matcher", "set-env", "set-output", "save-state", "echo", "stop-commands",
    "internal-set-repo-path",
}  # fmt: skip


class Runner:
    """Reads a log as the runner does; `done` are the commands that it would carry out."""

    def __init__(self, text):
        self.known, self.stopped_until, self.done = set(COMMANDS), None, []
        for line in re.split(r"\r\n|\r|\n", text):  # .NET's ReadLine
            self.read(line)

    def read(self, line):
        found = self.new_style(line) or self.old_style(line)
        if found is None:
            return
        name, properties, data = found
        if self.stopped_until:
            if name.lower() == self.stopped_until.lower():
                self.stopped_until = None
        elif name == "stop-commands":
            self.stopped_until = data
            self.known.add(data)
        else:
            self.done.append((name, properties, data))

    def new_style(self, line):
        """`::name key=value,key=value::data`."""
        line = line.lstrip()
        end = line.find("::", 2)
        if not line.startswith("::") or end < 0:
            return None
        name, _, given = line[2:end].partition(" ")
        if name.lower() not in self.known:
            return None
        pairs = (item.partition("=") for item in given.strip().split(",") if item)
        properties = {key: unescape(value, ":,") for key, _, value in pairs if key and value}
        return name, properties, unescape(line[end + 2 :])

    def old_style(self, line):
        """`##[name key=value;key=value]data`, anywhere in a line."""
        start = line.find("##[")
        end = line.find("]", start)
        if start < 0 or end < 0:
            return None
        name = line[start + 3 : end].partition(" ")[0]
        return (name, {}, line[end + 1 :]) if name.lower() in self.known else None


def unescape(text, more=""):
    for char in f"\r\n{more}":
        text = text.replace(f"%{ord(char):02X}", char)
    return text.replace("%25", "%")


def run(*reports, log="", folder="/repo", root="/repo"):
    text = github.render(reports, log=log, token=TOKEN, folder=folder, root=root)
    return Runner(text).done


def of_kind(kind, *reports, **places):
    return [(given, data) for name, given, data in run(*reports, **places) if name == kind]


def test_a_wrong_problem_is_an_error_at_the_students_file_and_line():
    ((given, data),) = of_kind("error", REPORT)

    assert given == {
        "file": "mine/a.py",
        "line": "7",
        "title": "grad: 1 / 3 points, wrong answer",
    }
    assert data.startswith("dW: not right on 21 of 24 cases: dW is NaN in 1 of 2 entries")
    assert data.endswith("\nLikely cause: The 1/N is missing.")


def test_what_stopped_a_call_is_told():
    ((_, data),) = of_kind("error", report(CRASHED))

    assert data.startswith(
        "a.py:4: ValueError: no\n    X @ W\n    `X @ W`: they do not fit\na, b: "
    )


def test_what_was_not_attempted_is_one_warning():
    ((given, data),) = of_kind("warning", report(*MISSING))

    assert given == {"title": "Not attempted"}
    assert data == "first, second-longer and third"


def test_the_graders_failure_is_a_warning_and_no_error():
    done = run(report(FAILED))

    assert [name for name, _, _ in done] == ["warning", "notice"]
    assert done[0][2].startswith("The grader failed here; this problem costs no points.\n")


def test_the_score_is_a_notice():
    assert of_kind("notice", report(PROBLEM, ESSAY)) == [
        ({"title": "A homework"}, f"1 / 5 points; 2 points to be marked by hand\n{NOTE}")
    ]


def test_with_several_submissions_each_annotation_says_whose_it_is():
    titles = [given["title"] for _, given, _ in run(REPORT, REPORT)]

    assert all(title.startswith("mine: ") for title in titles)


PLACES = [
    # submission, file, working folder; file and line of the annotation
    ("mine", "a.py", "/repo", "mine/a.py", "7"),
    ("mine/a.py", "a.py", "/repo", "mine/a.py", "7"),
    (".", "sub/a.py", "/repo", "sub/a.py", "7"),
    (".", "a.py", "/repo/hw1", "hw1/a.py", "7"),
    ("../other", "a.py", "/repo/hw1", "other/a.py", "7"),
    ("/repo/hw1", "a.py", "/repo", "hw1/a.py", "7"),
    ("../out", "a.py", "/repo", None, None),
    ("/elsewhere", "a.py", "/repo", None, None),
    ("/repository", "a.py", "/repo", None, None),
    ("mine", "hw.ipynb[3]", "/repo", "mine/hw.ipynb", None),
    ("mine/hw.ipynb", "hw.ipynb[3]", "/repo", "mine/hw.ipynb", None),
    ("mine.zip", "a.py", "/repo", "mine.zip", None),
    ("mine.tar.gz", "sub/hw.ipynb[3]", "/repo", "mine.tar.gz", None),
    ("a,b:c\n%", "d,e:f%2C.py", "/repo", "a,b:c\ufffd%/d,e:f%2C.py", "7"),
]


@pytest.mark.parametrize(("name", "file", "folder", "wanted", "line"), PLACES)
def test_a_place_is_named_as_the_repository_has_it(name, file, folder, wanted, line):
    """Lines of cells and of what lies in an archive are not lines of the file."""
    info = dataclasses.replace(REPORT.submission, name=name)
    made = report(dataclasses.replace(PROBLEM, file=file), submission=info)
    ((given, _),) = of_kind("error", made, folder=folder)

    assert (given.get("file"), given.get("line")) == (wanted, line)


def test_a_problem_that_is_nowhere_has_no_place():
    ((given, _),) = of_kind("error", report(dataclasses.replace(PROBLEM, file=None, line=None)))

    assert set(given) == {"title"}


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 10), (40, 10)])
def test_no_more_annotations_than_github_shows_and_the_last_says_how_many_are_missing(count, shown):
    problems = [dataclasses.replace(PROBLEM, id=f"hw/p{n}") for n in range(count)]
    errors = of_kind("error", report(*problems))

    assert len(errors) == shown
    titles = [given["title"] for given, _ in errors]
    assert (titles[-1] == f"{count - 9} more") == (count > shown)


def test_the_limit_holds_for_all_submissions_together():
    done = run(*[EDGES["everything"]] * 30)

    for kind in ("error", "warning", "notice"):
        assert len([name for name, _, _ in done if name == kind]) == 10


def test_a_message_is_bounded():
    ((_, data),) = of_kind("error", report(dataclasses.replace(CRASHED, message="x" * 10**6)))

    assert len(data) == 4001


@given(hostile=hostile_reports(), log=TEXTS)
def test_nothing_that_a_student_chose_becomes_a_command(hostile, log):
    """There are as many as of a report with harmless texts, of the same kinds, with their properties."""
    done = run(hostile, log=log)
    wrong = [p for p in hostile.problems if p.verdict not in (*github.FINE, Verdict.NOT_ATTEMPTED)]
    failed = [p for p in wrong if p.verdict is Verdict.INTERNAL_ERROR]
    missing = any(p.verdict is Verdict.NOT_ATTEMPTED for p in hostile.problems)

    assert [name for name, _, _ in done] == (
        ["error"] * (len(wrong) - len(failed)) + ["warning"] * (len(failed) + missing) + ["notice"]
    )
    assert {key for _, properties, _ in done for key in properties} <= {"file", "line", "title"}
    for _, properties, data in done:
        assert "\r" not in data + properties["title"]
        assert properties["title"].startswith(("p", "Not attempted", "A homework"))


@given(log=TEXTS)
def test_no_command_in_the_log_is_carried_out(log):
    assert run(log=f"{log}\n::error::a\n  ::set-output name=a::b\nx ##[add-path]/tmp\n::x::") == []


def test_a_token_that_a_student_knows_is_refused():
    with pytest.raises(ValueError, match="token"):
        run(log=f"::{TOKEN}::")


# GitHub Classroom.


def classroom(*reports):
    text = github.classroom_result(reports)
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", text)
    assert len(text) < 128 * 1024  # an environment variable of Linux
    return json.loads(base64.b64decode(text))


@pytest.mark.parametrize("name", EDGES)
def test_classroom_adds_up_the_score(name):
    """Its reporter takes the sum of the scores of the tests."""
    made = EDGES[name]
    result = classroom(made)

    assert sum(test["score"] for test in result["tests"]) == pytest.approx(made.score)
    assert result["max_score"] == pytest.approx(made.max_score)
    assert result["status"] == ("pass" if made.passed else "fail")
    assert {test["status"] for test in result["tests"]} <= {"pass", "fail", "error"}


def test_what_a_policy_takes_away_is_a_test_of_its_own():
    class Late(Report):
        score = 0.5

    late = Late(**{field.name: getattr(REPORT, field.name) for field in dataclasses.fields(REPORT)})

    assert [test["score"] for test in classroom(late)["tests"]] == [1.0, -0.5]


def test_a_test_of_classroom_is_a_problem():
    tests = classroom(report(PROBLEM, ESSAY, FAILED))["tests"]

    assert [(test["name"], test["status"], test["score"]) for test in tests] == [
        ("grad", "fail", 1.0),
        ("why-so", "pass", 0.0),
        ("other", "error", 0.0),
    ]
    assert "2 points to be marked by hand" in tests[1]["message"]


@pytest.mark.parametrize("char", ["\N{SNOWMAN}", '"', "\\"])
def test_it_fits_into_an_environment_variable(char):
    """Which `classroom` looks at; quotes and backslashes double in JSON."""
    long = dataclasses.replace(CRASHED, message=char * 10**5)
    made = report(*(dataclasses.replace(long, id=f"hw/p{n}") for n in range(100)))

    assert len(classroom(made)["tests"]) == 100


def test_of_several_submissions_a_test_is_a_submission():
    result = classroom(REPORT, EDGES["a third carried"], EDGES["only pending"])

    assert [(test["status"], test["score"]) for test in result["tests"]] == [
        ("fail", 1.0), ("fail", 1.333), ("pass", 0.0),
    ]  # fmt: skip
    assert result["max_score"] == 8


@given(hostile=hostile_reports())
def test_what_the_reporter_prints_has_no_command(hostile):
    """It prints names and messages to the log of its own step."""
    for test in classroom(hostile)["tests"] + classroom(hostile, REPORT)["tests"]:
        assert Runner(f"{test['name']}\n{test['message']}\n{test['test_code']}").done == []
