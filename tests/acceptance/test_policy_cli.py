"""Homework policy from outside: the key, the time, the attempt."""

import json
import shutil

import pytest
from jsonschema import Draft202012Validator

from grader.report.json import schema
from tests.bank import BANK

SECRET = "correct horse battery staple"  # noqa: S105 - of these tests
DUE = "2026-03-01T23:59:00+01:00"
# 5 points.
RIGHT = """
import numpy as np

def siamese_grad(x1, x2, W, b, lam):
    h1, h2 = 1 / (1 + np.exp(-(W @ x1 + b))), 1 / (1 + np.exp(-(W @ x2 + b)))
    d1, d2 = (h1 - h2) * h1 * (1 - h1), (h1 - h2) * h2 * (1 - h2)
    return {"dW": np.outer(d1, x1) - np.outer(d2, x2) + lam * W, "db": d1 - d2}
"""


@pytest.fixture
def policy_grade(grade, tmp_path):
    """Runs `grade` on a right answer, with a homework that has a policy."""
    problems = shutil.copytree(BANK, tmp_path / "homeworks")
    file = problems / "deep-learning-2021-hw1" / "homework.json"
    said = {
        "points": {"siamese-grad": 10},
        "cases": {"public": 4, "hidden": 3},
        "due": DUE,
        "late": {"grace_minutes": 10, "per_day": 0.1, "cap": 0.5},
        "attempts": {"limit": 2},
    }
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **said}), "utf-8")
    (tmp_path / "siamese.py").write_text(RIGHT)

    def run(*options, command=("siamese.py",), **environment):
        return grade(*command, "--problems", problems, *options, **environment)

    return run


def test_the_key_comes_from_the_environment_and_is_told_nowhere(policy_grade):
    done = policy_grade("--format", "json", "--student", "ada", GRADER_KEY=SECRET)
    document = json.loads(done.stdout)
    (problem,) = document["problems"]

    Draft202012Validator(schema()).validate(document)
    assert (done.returncode, document["score"], document["max_score"]) == (0, 10, 10)
    assert [output["hidden"] for output in problem["outputs"]] == [{"passed": 3, "failed": 0}] * 2
    assert document["student"] == "ada"
    assert document["key_fingerprint"]
    assert SECRET not in done.stdout + done.stderr


def test_a_key_for_a_homework_without_hidden_cases_is_said_to_add_nothing(policy_grade):
    file = ("siamese.py", "--homework", "uva-2017-hw1")
    done = policy_grade(command=file, GRADER_KEY=SECRET)

    assert done.stderr == "grade: --key: uva-2017-hw1 has no hidden cases, so the key adds none\n"


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--submitted", "2026-03-02T00:09+01:00"], 0, "10 / 10 points  ·"),
        (["--submitted", "2026-03-01T23:09:01Z"], 1, "10 / 10 points, less 1 for 1 day late: 9  ·"),
        (["--submitted", "2026-03-02T12:00Z", "--min-score", "9"], 0, ": 9  ·"),
        (["--submitted", "2026-03-02T12:00Z", "--min-score", "9.5"], 1, ": 9  ·"),
        (["--attempt", "3"], 1, "10 / 10 points, but only 2 attempts count: 0  ·"),
    ],
)
def test_points_and_exit_codes_are_those_that_count(policy_grade, options, code, told):
    done = policy_grade(*options)

    assert told in done.stdout
    assert "The course's own run adds 3 hidden cases a function." in done.stdout
    assert done.returncode == code


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--key", ""], "at least 16 printable characters"),
        (["--key", f"{SECRET}\n"], "one line"),
        (["--submitted", "2026-03-02T12:00"], "without the offset"),
        (["--submitted", "0001-01-01T00:00+14:00"], "from the year 1 to 9999"),
        (["--submitted", "yesterday\x1b[2J"], "such as 2026-03-01T23:59+01:00"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(policy_grade, options, expected):
    done = policy_grade(*options)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert expected in done.stderr
    assert SECRET not in done.stderr
    assert "\x1b" not in done.stderr


def test_the_list_and_the_statement_tell_the_policy(policy_grade):
    told = (
        "due 2026-03-01 23:59+01:00; 10 minutes of grace; each day late costs 10 %, at most 50 %; "
        "2 attempts count; the best one is taken; 3 hidden cases a function"
    )
    (homework, *others) = json.loads(policy_grade(command=("list", "--json")).stdout)

    assert told in policy_grade(command=("list",)).stdout
    assert told in " ".join(policy_grade(command=("show", "siamese-grad")).stdout.split())
    assert homework["due"] == DUE
    assert homework["late"] == {"grace_minutes": 10, "per_day": 0.1, "cap": 0.5}
    assert homework["attempts"] == {"limit": 2, "counts": "best"}
    assert homework["cases"] == {"hidden": 3}
    assert (homework["points"], homework["problems"][0]["points"]) == (10, 10)
    assert not {"due", "late", "attempts", "cases"}.intersection(*others)
