"""What `grade export student` writes: searched byte by byte, and used on real submissions."""

import ast
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from grader.authoring.bundle import write_bundle
from grader.grading import grade
from grader.preparation import make_key, reference_of
from grader.results import Verdict
from grader.sandbox import wire
from grader.sandbox.host import Sandbox
from grader.seal import Lock
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind, leaves
from grader.submission import read_submission
from tests.paths import PROBLEMS, SUBMISSIONS

HOMEWORKS = sorted(find_homeworks(PROBLEMS))
PROGRAMS = ("reference", "mistakes", "oracle", "objective", "equivalents", "verifier", "drawing")


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """The bundle of each shipped homework, made when it is asked for."""
    made = {}

    def bundle(homework):
        if homework not in made:
            folder = tmp_path_factory.mktemp("bundles") / homework
            made[homework] = write_bundle(load_homework(PROBLEMS / homework), folder)
        return made[homework]

    return bundle


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def everything(folder):
    """All bytes of a bundle that may be text, with its names, and what its coded files hold."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            content = path.read_bytes()
            found += [content] if path.suffix != ".bin" else re.findall(rb"[ -~]{6,}", content)
            while path.suffix == ".bin" and content:
                end = wire.HEADER.size + wire.frame_length(content[: wire.HEADER.size])
                found += texts_in(wire.decode(content[wire.HEADER.size : end]))
                content = content[end:]
    return b"\n".join(found)


def texts_in(value):
    """All text and bytes of a decoded value, keys among them."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts_in(item)]
    if isinstance(value, str):
        return [value.encode()]
    return [value] if isinstance(value, bytes) else []


def stands_in(text, secret):
    """Whether it does, and not as a part of a word."""
    return secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None


def public_words(homework, folder):
    """What students may read anyhow: statements, stubs, names of cases."""
    texts = [problem.statement.read_text() for problem in homework.problems]
    texts += [path.read_text() for path in (folder / "stubs").iterdir()]
    outputs = [output for problem in homework.problems for output in problem.outputs]
    texts += [output.stability.remedy for output in outputs if output.stability is not None]
    texts += [
        case.name for problem in homework.problems for case in (*problem.golden, *problem.extreme)
    ]
    return "\n".join(texts)


@pytest.mark.parametrize("name", HOMEWORKS)
def test_a_bundle_holds_no_line_step_sentence_or_rubric_that_students_must_not_have(name, bundles):
    homework, folder = load_homework(PROBLEMS / name), bundles(name)
    found = everything(folder).decode(errors="replace")
    public = public_words(homework, folder)
    secrets = set()
    for problem in homework.problems:
        for program in PROGRAMS:
            file = problem.folder / f"{program}.py"
            if file.exists():
                text = file.read_text()
                secrets |= {line.strip() for line in text.splitlines() if len(line.strip()) >= 12}
                names = [n.name for n in ast.walk(ast.parse(text)) if hasattr(n, "name")]
                secrets |= {name for name in names if name and len(name) >= 6}
                secrets |= {name.replace("_", "-") for name in names if name and "_" in name}
        secrets |= {item.text for item in problem.rubric}
        for erratum in problem.errata:
            secrets |= {erratum.printed, erratum.correction}
    secrets = {secret for secret in secrets if not stands_in(public, secret)}

    secrets -= set(vars(Lock)["__dataclass_fields__"])  # words of our own format

    assert len(secrets) > 100
    assert {secret for secret in secrets if stands_in(found, secret)} == set()
    for path in folder.rglob("*"):
        assert path.suffix in ("", ".json", ".md", ".bin") or path.parent.name == "stubs", path


@pytest.mark.parametrize("name", HOMEWORKS)
def test_what_is_kept_from_students_is_nowhere_in_the_specs(name, bundles):
    def keys(item):
        if isinstance(item, dict):
            yield from item
            for value in item.values():
                yield from keys(value)
        for value in item if isinstance(item, list) else ():
            yield from keys(value)

    for path in bundles(name).rglob("*.json"):
        document = json.loads(path.read_text())
        assert set(keys(document)).isdisjoint(
            {"constraints", "derivative", "errata", "seed", "student", "key", "$schema"}
        )
        for criterion in document.get("rubric", []):
            assert criterion["text"] == "Marked in the course."


@pytest.mark.parametrize("name", HOMEWORKS)
def test_values_of_steps_and_arguments_of_other_cases_are_in_no_bundle(name, bundles):
    """Looked for as they would be coded: eight bytes a number."""
    homework = load_homework(PROBLEMS / name)

    def numbers(values):
        for value in values:
            for leaf in leaves(value):
                array = np.asarray(leaf)
                if array.dtype == np.float64:
                    yield from (n for n in array.flat if n != np.round(n, 1))

    looked_for = 0
    for problem in homework.problems:
        if problem.kind is not Kind.FUNCTION:
            continue
        # Of its own files: arguments have few digits, and another exercise may have drawn the same.
        files = (bundles(name) / problem.id).glob("*.bin")
        content = b"".join(path.read_bytes() for path in files)
        public, hidden = make_key(problem, 0, "", None), make_key(problem, 0, "ada", 2)
        # Values of other cases may be in public ones by chance where there are few to choose from.
        shown = {
            *(n for e in public.entries for n in numbers(e.case.arguments.values())),
            *(n for e in public.entries for n in numbers(e.values.values())),
        }
        last = public.entries[-1]
        steps = reference_of(problem).right(last.case.arguments)
        secret = [value for step, value in steps.items() if step not in last.values]
        secret += [v for e in hidden.entries[-2:] for v in e.case.arguments.values()]
        for number in list(dict.fromkeys(n for n in numbers(secret) if n not in shown))[:10]:
            if len(repr(float(number))) > 8:
                looked_for += 1
                assert np.float64(number).tobytes() not in content, (problem.id, number)

    assert looked_for > 20


@pytest.mark.parametrize("name", ["uva-2017-hw1", "leren-2018-hw5"])
def test_right_submissions_earn_the_same_with_the_bundle(name, bundles, sandbox):
    theirs = load_homework(bundles(name) / name)
    points = {p.id: p.points for p in theirs.problems if p.kind is Kind.FUNCTION}
    for folder in sorted((SUBMISSIONS / name / "passed").iterdir()):
        submission = read_submission(folder)
        if "torch" in submission.imports:
            continue  # as in the other tests, where it is installed
        report = grade(submission, theirs, sandbox)
        for problem in report.problems:
            attempted = problem.verdict is not Verdict.NOT_ATTEMPTED
            if problem.id in points and attempted:
                assert problem.score == points[problem.id], (folder.name, problem.id)


@pytest.mark.parametrize("name", ["uva-2017-hw1", "leren-2018-hw5"])
def test_wrong_submissions_earn_no_more_with_the_bundle_and_hear_the_same_mistakes(
    name, bundles, sandbox
):
    ours, theirs = load_homework(PROBLEMS / name), load_homework(bundles(name) / name)
    named = 0
    for folder in sorted((SUBMISSIONS / name / "wrong_answer").iterdir())[::4]:
        submission = read_submission(folder)
        chosen = [p for p in ours.problems if p.kind is Kind.FUNCTION]
        chosen = [p for p in chosen if p.function.name in submission.sites]
        ids = [p.id for p in chosen]
        problems = [p for p in theirs.problems if p.id in ids]
        bank = grade(submission, ours, sandbox, problems=chosen)
        bundle = grade(submission, theirs, sandbox, problems=problems)
        for one, other in zip(bank.problems, bundle.problems, strict=True):
            assert other.verdict == one.verdict, (folder.name, one.id)
            for mine, their in zip(one.outputs, other.outputs, strict=True):
                place = (folder.name, one.id, mine.name)
                assert their.score <= mine.score, place
                assert (their.verdict is Verdict.PASSED) == (mine.verdict is Verdict.PASSED), place
                if mine.diagnosis is not None and mine.diagnosis.mistake is not None:
                    named += 1
                    # The condition takes further cases.
                    assert their.diagnosis == replace(mine.diagnosis, when=None), place

    assert named > 1
