"""Hidden cases: nobody makes them without the key, they decide on points, and nothing of them is told."""

import dataclasses
import hashlib
import json
import re

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import grader.preparation as preparation
from grader import grading, hidden
from grader.cases.generate import make_hidden_cases
from grader.errors import ReferenceFailure, UsageError
from grader.grading import grade
from grader.preparation import make_key, with_hidden_cases
from grader.report import html, terminal
from grader.report.json import read, render, schema
from grader.results import (
    CaseCounts,
    Diagnosis,
    Ending,
    Outcome,
    OutputResult,
    StudentError,
    Verdict,
)
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session
from grader.scoring import Judged
from grader.seeding import CourseKey
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Feedback, Kind, leaves
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import PROBLEMS

KEY = CourseKey("correct horse battery staple")
OTHER = CourseKey("another horse, another staple")
HIDDEN = 6

RIGHT = """
import numpy as np

def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / (2 * N)
    D_out = (Y - y) / N
    D1 = W2.T @ D_out * (S1 > 0)
    return dict(S1=S1, Z1=Z1, Y=Y, L=L, D_out=D_out, D1=D1, dW2=D_out @ Z1.T, dW1=D1 @ X.T)
"""

# The first lines of a function that knows a public case when it sees one.
KNOWN = """
import hashlib
import numpy as np

def digest(*values):
    found = hashlib.sha256()
    for value in values:
        for item in value if isinstance(value, list) else [value]:
            found.update(str((np.shape(item), np.asarray(item).tolist())).encode())
    return found.hexdigest()

PUBLIC = {public!r}
"""


def digest(*values):
    found = hashlib.sha256()
    for value in values:
        for item in value if isinstance(value, list) else [value]:
            found.update(str((np.shape(item), np.asarray(item).tolist())).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def with_hidden(folder, count=HIDDEN):
    return dataclasses.replace(load_homework(folder), hidden_cases=count)


@pytest.fixture(scope="module")
def homework():
    return with_hidden(BANK / "uva-2017-hw1")


@pytest.fixture
def judge(sandbox, homework, tmp_path):
    """Grade a text as a submission, with the key; the report."""

    def judge(text, homework=homework, **options):
        (tmp_path / "worked.py").write_text(text)
        options = {"key": KEY, **options}
        return grade(read_submission(tmp_path), homework, sandbox, **options)

    return judge


def known_cases(problem):
    key = make_key(problem, 0, "", None)
    arguments = (problem.function.positional(entry.case.arguments) for entry in key.entries)
    return {digest(*items) for items in arguments}


def unlike(homework, on_hidden):
    """RIGHT on public cases, and something else on others."""
    text = RIGHT.replace("def worked_example", "def right")
    text += KNOWN.format(public=known_cases(homework.problems[0]))
    body = "\n".join(f"    {line}" for line in on_hidden.splitlines())
    return f"""{text}
def worked_example(X, W1, W2, y):
    if digest(X, W1, W2, y) in PUBLIC:
        return right(X, W1, W2, y)
{body}
"""


# Who can make them.


def cases(problem, key=KEY, student="ada", count=3):
    secret = key.student_key(problem.homework, problem.name, student)
    full = with_hidden_cases(problem, make_key(problem, 0, "", None), secret, count)
    return [entry.case for entry in full.entries if entry.case.hidden]


def numbers(found):
    return [np.asarray(case.arguments["X"]).tolist() for case in found]


def test_the_same_key_and_student_make_the_same_cases(homework):
    (problem,) = homework.problems

    assert numbers(cases(problem)) == numbers(cases(problem))
    assert numbers(cases(problem, count=2)) == numbers(cases(problem))[:2]


def test_another_key_student_problem_or_homework_makes_others(homework):
    (problem,) = homework.problems
    public = [entry.case for entry in make_key(problem, 0, "", None).entries]
    own = [entry.case for entry in make_key(problem, 0, "ada", None).entries]
    renamed = dataclasses.replace(problem, id="uva-2017-hw1/another")
    moved = dataclasses.replace(problem, id="another/worked-example")
    others = [cases(problem, OTHER), cases(problem, student="bob"), cases(problem, student="")]
    others += [cases(renamed), cases(moved), public, own]
    drawn = [[case for case in found if case.golden is None] for found in others]
    seen = [str(case) for found in [cases(problem), *drawn] for case in numbers(found)]

    assert len(set(seen)) == len(seen)


def test_names_and_students_are_kept_apart():
    keys = [KEY.student_key("ab", "c", "d"), KEY.student_key("a", "bc", "d")]
    keys += [KEY.student_key("a|b", "c", "d"), KEY.student_key("a", "b|c", "d")]

    assert len(set(keys)) == 4


def test_hidden_cases_meet_the_constraints_and_are_numbered_apart(homework):
    (problem,) = homework.problems
    reference = make_key(problem, 0, "", None).reference
    found = make_hidden_cases(problem, reference.step, seed=0, student="s", count=9)

    assert [case.index for case in found] == list(range(3_000_000, 3_000_009))
    assert found[1].sizes == found[2].sizes
    assert len({tuple(case.sizes.values()) for case in found}) > 2


def test_the_name_of_a_student_may_be_of_any_bytes(judge):
    name = b"\xff".decode("utf-8", "surrogateescape")

    assert judge(RIGHT, student=name).score == judge(RIGHT, student=name, key=None).score == 8


@pytest.mark.parametrize(
    "secret", ["", "short", "a" * 15, "a key with a line end\n", "a key with a \0 in it", "\t" * 20]
)
def test_a_key_that_is_none_is_refused_and_not_repeated(secret):
    with pytest.raises(UsageError, match="expected one line of at least 16") as caught:
        CourseKey(secret)

    assert not secret or secret not in str(caught.value)


def test_a_key_shows_itself_nowhere():
    assert KEY.secret not in repr(KEY)
    assert KEY.secret not in f"{KEY} {KEY.fingerprint}"
    assert re.fullmatch("[0-9a-f]{8}", KEY.fingerprint)
    assert KEY.fingerprint != OTHER.fingerprint
    assert KEY.fingerprint == hashlib.sha256(b"grader-key" + KEY.secret.encode()).hexdigest()[:8]


# What they decide.


def test_right_answers_are_right_on_hidden_cases_too(judge):
    report = judge(RIGHT, student="ada")
    (problem,) = report.problems

    assert (problem.verdict, problem.score) == (Verdict.PASSED, 8)
    assert {output.cases for output in problem.outputs} == {CaseCounts(25)}
    assert {output.hidden for output in problem.outputs} == {CaseCounts(HIDDEN)}
    assert report.key_fingerprint == KEY.fingerprint
    assert "right on 25 public and 6 hidden cases" in terminal.render(report)


def test_the_report_of_a_wrong_answer_is_that_without_a_key_but_for_the_counts(judge):
    """Nothing that is told can come from a hidden case."""
    wrong = RIGHT.replace("(Y - y) / N", "Y - y").replace("W1 @ X", "W1 @ X + (X[0] > 0.5)")
    keyed, public = judge(wrong, student="ada"), judge(wrong, key=None)
    outputs = keyed.problems[0].outputs
    blank = tuple(dataclasses.replace(output, hidden=None) for output in outputs)

    assert dataclasses.replace(keyed.problems[0], outputs=blank) == public.problems[0]
    assert any(output.hidden.failed == HIDDEN for output in outputs)


def test_public_cases_are_those_of_every_student(judge):
    assert judge("x = 1", student="ada").student == "ada"
    wrong = RIGHT.replace("/ (2 * N)", "/ N")

    assert (
        judge(wrong, student="ada").problems[0].outputs[3].counterexample
        == judge(wrong, key=None).problems[0].outputs[3].counterexample
    )


def test_answers_that_are_known_by_heart_earn_nothing(judge, homework):
    report = judge(unlike(homework, "return right(X, W1, W2, y + 1)"))
    (problem,) = report.problems
    outputs = {output.name: output for output in problem.outputs}

    assert problem.verdict is Verdict.WRONG_ANSWER
    assert [name for name, o in outputs.items() if o.verdict is Verdict.PASSED] == ["S1", "Z1", "Y"]
    assert (outputs["L"].score, outputs["L"].hidden) == (0, CaseCounts(0, HIDDEN))
    assert outputs["L"].cases == CaseCounts(25)
    assert outputs["L"].counterexample is None
    told = "right on all 25 public cases, not right on 6 of 6 hidden cases"
    assert told in terminal.render(report)
    assert told in html.render([report])


def test_what_follows_from_a_value_that_is_wrong_on_hidden_cases_is_carried(judge, homework):
    body = """
N = X.shape[1]
S1 = W1 @ X * 3
Z1 = np.maximum(S1, 0)
Y = W2 @ Z1
D_out = (Y - y) / N
D1 = W2.T @ D_out * (S1 > 0)
L = ((Y - y) ** 2).sum() / (2 * N)
return dict(S1=S1, Z1=Z1, Y=Y, L=L, D_out=D_out, D1=D1, dW2=D_out @ Z1.T, dW1=D1 @ X.T)"""
    report = judge(unlike(homework, body))
    verdicts = {output.name: output.verdict for output in report.problems[0].outputs}

    assert verdicts.pop("S1") is Verdict.WRONG_ANSWER
    assert set(verdicts.values()) == {Verdict.CARRIED}
    assert report.score == 7
    half = dataclasses.replace(homework, follow_through=0.5)
    assert judge(unlike(homework, body), homework=half).score == 3.5


def test_what_is_carried_on_public_cases_must_follow_on_hidden_ones(judge, homework):
    wrong = unlike(homework, "return dict(right(X, W1, W2, y), dW1=W1 * 2)")
    outputs = judge(wrong.replace("S1 = W1 @ X", "S1 = W1 @ X * 3")).problems[0].outputs
    found = {output.name: (output.verdict, output.score) for output in outputs}

    assert found.pop("S1") == (Verdict.WRONG_ANSWER, 0)
    assert found.pop("dW1") == (Verdict.WRONG_ANSWER, 0)
    assert set(found.values()) == {(Verdict.CARRIED, 1)}


@pytest.mark.parametrize(
    ("body", "verdict", "told"),
    [
        ("raise ValueError(str(X.tolist()))", "runtime_error", "ValueError at worked.py:"),
        ("raise type(f'E{abs(X[0, 0])}', (Exception,), {})", "runtime_error", "an exception at"),
        ("{}[float(X[0, 0])]", "runtime_error", "KeyError at worked.py:"),
        ("X @ np.ones(99)", "runtime_error", "the last axis of A must be as long"),
        ("import os; os._exit(3)", "runtime_error", "a call ends the process"),
        ("import time; time.sleep(60)", "time_limit", "a call takes too long"),
        ("print('x' * 2**21)", "output_limit", "a call prints or returns too much"),
        ("np.ones(10**10)", "memory_limit", "MemoryError at worked.py:"),
    ],
)
def test_how_a_hidden_case_fails_is_told_without_what_it_was(judge, homework, body, verdict, told):
    (problem,) = homework.problems
    limits = dataclasses.replace(problem.limits, call_seconds=0.3)
    quick = dataclasses.replace(problem, limits=limits)
    report = judge(unlike(homework, body), dataclasses.replace(homework, problems=(quick,)))
    (result,) = report.problems

    assert (result.verdict, result.score) == (verdict, 0)
    assert result.message.startswith("on hidden cases, ")
    assert told in result.message
    assert {output.hidden for output in result.outputs} == {CaseCounts(0, HIDDEN)}
    assert not re.search(r"\d", re.sub(r"worked\.py:\d\d$", "", result.message, flags=re.M))


def test_a_file_that_loads_only_once_loses_its_points(judge, monkeypatch):
    load, loaded = Session.load, []

    def second_time_broken(self, file, *arguments, **options):
        loaded.append(file)
        if len(loaded) == 2:
            self.files[file] = b"raise ValueError('0.123456')"
        return load(self, file, *arguments, **options)

    monkeypatch.setattr(Session, "load", second_time_broken)
    (result,) = judge(RIGHT).problems

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 0)
    assert result.message == "on hidden cases, ValueError at worked.py:1"


def test_autograd_on_hidden_cases_alone_is_refused_as_on_any(judge, monkeypatch):
    # As if the student's process said so; torch itself takes longer to load than a test may.
    refused = Outcome(Ending.RAISED, error=StudentError("0.123456", through="autograd"))
    monkeypatch.setattr(hidden, "_judge_calls", lambda _p, _f, key, _s: [
        Judged(key.entries[-1], refused)
    ])  # fmt: skip
    (result,) = judge(RIGHT).problems

    assert (result.verdict, result.score) == (Verdict.INVALID_SUBMISSION, 0)
    assert result.message.startswith("worked_example: this exercise asks for the formula")
    assert (result.file, result.line) == ("worked.py", 4)


def test_a_failure_of_the_graders_on_hidden_cases_costs_nothing_and_tells_nothing(
    judge, monkeypatch
):
    def fail(*_):
        raise ReferenceFailure("Y is [0.123456789] on case 3000001")

    monkeypatch.setattr(grading, "with_hidden_cases", fail)
    (result,) = judge(RIGHT).problems

    assert result.verdict is Verdict.INTERNAL_ERROR
    assert "the grader failed on hidden cases (ReferenceFailure)" in result.message
    assert "123456789" not in result.message


def test_feedback_hides_what_hidden_cases_add_as_well(judge, homework):
    (problem,) = homework.problems
    silent = dataclasses.replace(problem, feedback=Feedback.VERDICT)
    text = unlike(homework, "return right(X, W1, W2, y + 1)")
    (result,) = judge(text, dataclasses.replace(homework, problems=(silent,))).problems

    assert result.verdict is Verdict.WRONG_ANSWER
    assert {(o.message, o.diagnosis) for o in result.outputs} == {(None, None)}


def test_what_lost_its_points_for_stability_alone_loses_the_others_too():
    lost = "right on all ordinary cases: loses 1 of 2 points"
    before = OutputResult("p", Verdict.WRONG_ANSWER, 1.0, 2.0, CaseCounts(24, 1), lost)
    after = OutputResult("p", Verdict.WRONG_ANSWER, 0.0, 2.0)
    found = hidden._changed(before, after)

    assert (found.verdict, found.score) == (Verdict.WRONG_ANSWER, 0)
    assert found.message == f"{lost}; not right on ordinary hidden cases: earns 0"
    assert hidden._changed(before, dataclasses.replace(after, score=1.0)) == before


@pytest.fixture
def ramp(tmp_path):
    """A homework with one function, max(x, 0), that public cases see at numbers above 0 alone."""
    folder = tmp_path / "hw" / "ramp"
    folder.mkdir(parents=True)
    value = {"name": "y", "shape": ["n"], "points": 2}
    drawn = {"name": "x", "shape": ["n"], "distribution": {"uniform": {"low": 1, "high": 2}}}
    spec = {"id": "hw/ramp", "title": "Ramp", "source": "a test", "kind": "function"}
    spec |= {"function": "ramp", "dimensions": {"n": [2, 5]}, "inputs": [drawn], "outputs": [value]}
    document = {"id": "hw", "title": "A homework", "source": "a test", "problems": ["ramp"]}
    (folder / "problem.json").write_text(json.dumps(spec))
    (folder.parent / "homework.json").write_text(json.dumps(document))
    (folder / "reference.py").write_text(
        "import numpy as np\n\n\ndef y(x):\n    return np.maximum(x, 0)\n"
    )
    (folder / "mistakes.py").write_text(
        "class no_ramp:\n"
        '    """Numbers below 0 stay: the maximum with 0 is missing. (See 0 and 1.)"""\n\n'
        "    def y(x):\n        return x\n"
    )
    return with_hidden(folder.parent)


def below_zero(problem, compute, **options):
    """Hidden cases with other numbers than the spec's."""
    found = make_hidden_cases(problem, compute, **options)
    return [dataclasses.replace(c, arguments={"x": 1.5 - c.arguments["x"]}) for c in found]


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        ("x", "mistake", "Numbers below 0 stay"),
        ("np.where(x > 0, x, -x)", None, None),
        ("np.where(x > 1, x, np.where(x > 0, x, 0.01 * x))", None, None),
    ],
)
def test_a_cause_that_holds_on_all_cases_is_told_without_numbers_of_theirs(
    judge, ramp, monkeypatch, value, code, told
):
    monkeypatch.setattr(preparation, "make_hidden_cases", below_zero)
    report = judge(f"import numpy as np\n\ndef ramp(x):\n    return {value}\n", ramp)
    (output,) = report.problems[0].outputs

    assert (output.verdict, output.cases.failed, output.score) == (Verdict.WRONG_ANSWER, 0, 0)
    assert output.hidden.failed
    if code is None:
        assert output.diagnosis is None or not re.search(r"(?<!\w)\d", output.diagnosis.message)
    else:
        assert (output.diagnosis.code, output.diagnosis.when) == (code, None)
        assert output.diagnosis.message.startswith(told)
        assert not re.search(r"\d", output.diagnosis.evidence)


def test_a_cause_that_has_numbers_is_not_told(judge, ramp, monkeypatch):
    def told(sentence):
        found = {"y": Diagnosis("constant", sentence, "from n = 2 (y[0] = 0.123456) to n = 5")}
        monkeypatch.setattr(hidden.generic, "diagnose", lambda *_: found)
        body = "return np.where(x > 0, x, 2 * x)"
        report = judge(f"import numpy as np\n\ndef ramp(x):\n    {body}\n", ramp)
        return report.problems[0].outputs[0].diagnosis

    monkeypatch.setattr(preparation, "make_hidden_cases", below_zero)

    assert told("y is 0.123456 on every case, whatever the arguments are.") is None
    assert told("y is -5 on every case.") is None
    assert told("dW2 has the wrong sign.").message == "dW2 has the wrong sign."
    assert told("dW2 has the wrong sign.").evidence == (
        "it gives exactly your values on all cases, hidden ones among them"
    )


# Where they are called.


def test_hidden_cases_are_called_last_and_the_process_answers_nothing_else(
    judge, homework, monkeypatch
):
    log = []

    def logged(name):
        original = getattr(Session, name)

        def method(self, *arguments, **options):
            log.append((name, arguments))
            return original(self, *arguments, **options)

        monkeypatch.setattr(Session, name, method)

    for name in ("load", "calls", "repeat", "close", "restart"):
        logged(name)
    judge(RIGHT.replace("/ (2 * N)", "/ N"), figures=True)
    names = [name for name, _ in log]
    (problem,) = homework.problems
    made = cases(problem, student="", count=HIDDEN)
    unseen = {digest(*problem.function.positional(case.arguments)) for case in made}
    asked = [
        {digest(*items) for items in arguments[1]} if name == "calls" else set()
        for name, arguments in log
    ]
    (place,) = [index for index, items in enumerate(asked) if items & unseen]

    assert asked[place] == unseen
    assert names[place - 2 : place] == ["close", "load"]
    assert set(names[place + 1 :]) <= {"close"}


def test_what_one_function_learns_no_other_can_tell(sandbox, tmp_path):
    """Both keep all arguments, and give away what the other has kept; the second is asked last."""
    homework = with_hidden(PROBLEMS / "uva-2017-hw1")
    functions = [p for p in homework.problems if p.kind is Kind.FUNCTION][:3]
    text = "import numpy as np\nKEPT = []\n"
    for problem in functions:
        names = ", ".join(item.name for item in problem.function.inputs)
        text += f"def {problem.function.name}({names}):\n"
        text += f"    KEPT.append(({names},))\n"
        raises = problem is functions[1]
        text += "    raise ValueError(repr(KEPT[-2:]))\n" if raises else "    return KEPT[-1]\n"
    (tmp_path / "all.py").write_text(text)
    submission = read_submission(tmp_path)
    made = []
    with pytest.MonkeyPatch.context() as patch:
        watch(patch, made)
        report = grade(submission, homework, sandbox, problems=functions, key=KEY)

    assert made
    assert all(result.score == 0 for result in report.problems)
    assert_untold(report, made)


# What is told: of wrong answers to every shipped problem of kind function.


def watch(patch, made):
    """Note every hidden case, with arguments that can be recognised by their digits."""

    def recognisable(problem, compute, *, seed, student, count):
        found = make_hidden_cases(problem, compute, seed=seed, student=student, count=count)
        rng = np.random.default_rng(1)
        drawn = {item.name for item in problem.function.inputs if item.distribution == "normal"}

        def marked(value):
            if isinstance(value, list):
                return [marked(item) for item in value]
            noise = rng.uniform(1e-4, 1e-3, np.shape(value))
            return value + (noise if np.shape(value) else float(noise))

        return [
            dataclasses.replace(
                case,
                arguments={
                    name: marked(value) if name in drawn else value
                    for name, value in case.arguments.items()
                },
            )
            for case in found
        ]

    def noted(problem, key, secret, count):
        full = with_hidden_cases(problem, key, secret, count)
        made.extend(entry for entry in full.entries if entry.case.hidden)
        return full

    patch.setattr(preparation, "make_hidden_cases", recognisable)
    patch.setattr(grading, "with_hidden_cases", noted)


def floats_of(entries):
    for entry in entries:
        for value in [*entry.case.arguments.values(), *entry.values.values()]:
            for leaf in leaves(value):
                if not isinstance(leaf, str):
                    yield from (x for x in np.ravel(leaf).tolist() if isinstance(x, float))


def forms_of(number):
    """How a report might write a number: in full, and rounded, if that can be recognised."""
    forms = {repr(number), *(f"{number:.{digits}g}" for digits in (6, 9, 12))}
    return {form.lstrip("-") for form in forms if len(form.lstrip("-0.").replace(".", "")) >= 6}


def assert_untold(report, made):
    """No number of a hidden case stands anywhere in the report, nor its index."""
    # Digests and times have digits by chance.
    said = re.sub(r'sha256:[0-9a-f]{64}|"seconds": [\d.e-]+', "", render(report))
    told = set(re.findall(r"\d+(?:\.\d+)?(?:e[+-]?\d+)?", said))
    found = {form for number in floats_of(made) for form in forms_of(number)}

    assert len(found) > 100
    assert not told & found
    assert not any(item.startswith("30000") for item in told)


ENDINGS = (
    "raise ValueError(repr(arguments))",
    "raise KeyError(*arguments)",
    "print(arguments)\n    return None",
    "return arguments",
    "return arguments[0]",
    "return {'note': repr(arguments)}",
    "return tuple(np.ravel(item) for item in arguments if not isinstance(item, str))",
)


def called_alone(homework):
    """The problems whose one function is called with what a case holds; no script, which asks for several."""
    return [p for p in homework.problems if p.kind is Kind.FUNCTION and not p.function.script]


WITH_FUNCTIONS = [
    name
    for name, folder in sorted(find_homeworks(PROBLEMS).items())
    if called_alone(load_homework(folder))
]


@pytest.mark.parametrize("homework_id", WITH_FUNCTIONS)
def test_of_answers_wrong_on_hidden_cases_alone_nothing_is_told(homework_id, sandbox, tmp_path):
    """Each function knows the public cases by heart, and gives hidden arguments away in its own manner."""
    homework = with_hidden(PROBLEMS / homework_id)
    functions = called_alone(homework)
    names = [problem.function.name for problem in functions]
    chosen = [problem for problem in functions if names.count(problem.function.name) == 1]
    for number, problem in enumerate(chosen):
        key = make_key(problem, 0, "", 3)
        public = {
            digest(*problem.function.positional(entry.case.arguments)): {
                name: plain(value) for name, value in entry.values.items()
            }
            for entry in key.entries
        }
        lists = {value.name for value in problem.function.returns if value.count is not None}
        text = KNOWN.format(public=public) + f"""
def {problem.function.name}(*arguments):
    if digest(*arguments) in PUBLIC:
        found = PUBLIC[digest(*arguments)]
        return {{
            name: [np.array(i) for i in v] if name in {lists!r} else np.array(v)
            for name, v in found.items()
        }}
    {ENDINGS[number % len(ENDINGS)]}
"""  # fmt: skip
        (tmp_path / f"{problem.name.replace('-', '_')}.py").write_text(text)
    made = []
    with pytest.MonkeyPatch.context() as patch:
        watch(patch, made)
        report = grade(
            read_submission(tmp_path), homework, sandbox, problems=chosen, cases=3, key=KEY
        )

    assert_untold(report, made)
    Draft202012Validator(schema()).validate(json.loads(render(report)))
    assert read(render(report)) == report
    for result in report.problems:
        for output in result.outputs:
            assert output.cases.failed == 0, (result.id, output)
            assert output.counterexample is None
    # One is about whole numbers that are all known by heart.
    failed = [any(output.hidden.failed for output in r.outputs) for r in report.problems]
    assert failed.count(False) <= 1


def plain(value):
    return [item.tolist() for item in value] if isinstance(value, list) else np.asarray(value).tolist()  # fmt: skip


# Without the key.


def test_without_the_key_the_report_says_what_the_courses_run_adds(judge):
    report = judge(RIGHT, key=None)
    told = "The course's own run adds 6 hidden cases a function."

    assert told in terminal.render(report)
    assert told.replace("'", "&#x27;") in html.render([report])
    assert report.key_fingerprint is None
    assert told not in terminal.render(judge(RIGHT))


def test_a_key_adds_nothing_to_a_homework_without_hidden_cases(judge, homework):
    none = dataclasses.replace(homework, hidden_cases=0)
    report = judge(RIGHT, none)

    assert {output.hidden for output in report.problems[0].outputs} == {None}
    assert "hidden" not in terminal.render(report)
