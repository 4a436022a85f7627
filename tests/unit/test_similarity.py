"""Copies of a class are found however they are disguised, and those who wrote alone are not accused."""

import csv
import io
import json
import random

import numpy as np
import pytest
from click.testing import CliRunner

from grader.classroom import pairs
from grader.classroom.handed_out import handed_out
from grader.classroom.similarity import EVIDENCE, FLOOR, Entry, compare
from grader.classroom.structure import MAX_BYTES, MAX_NODES, structure
from grader.cli import cli
from grader.spec.load import load_homework
from tests import copies
from tests.bank import BANK
from tests.paths import PROBLEMS, SUBMISSIONS

ANSWER = (SUBMISSIONS / "uva-2017-hw1/passed/vectorised/worked_example.py").read_text()


def texts(source):
    found = structure({"a.py": source.encode()})
    return sorted([token.text for token in block] for block in found.blocks)


def entry(name, *sources, student=None):
    files = {f"{index}.py": source.encode() for index, source in enumerate(sources)}
    return Entry(name, student or name, structure(files))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(x):\n    return x + 1", "def g(  y ):  # mine\n\n    return (y +\n        2.5)"),
        ("x = 'a'", 'y: str = "b"'),
        ("x += 1", "x = x + 1"),
        ("def f(x): return x", "def f(x: int) -> int:\n    '''Say.'''\n    print(x)\n    return x"),
        ("import numpy as np\nx = np.exp(1)", "import numpy as n\nx = n.exp(1)"),
        ("import numpy as np\nx = np.exp(1)", "from numpy import exp as e\nx = e(1)"),
        ("def f(x): return x\ndef g(x): return [x]", "def b(x): return [x]\ndef a(x): return x"),
        ("class A:\n def f(self): self.a = 1", "class B:\n def g(me): me.b = 2"),
    ],
)
def test_a_disguise_leaves_the_structure(one, other):
    assert texts(one) == texts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a + b", "x = a - b"),
        ("import numpy as np\nx = np.exp(1)", "import numpy as np\nx = np.log(1)"),
        ("x = len(y)", "x = sum(y)"),
        ("x = y.sum(axis=0)", "x = y.sum(where=0)"),
        ("x = True", "x = False"),
        # The student's own function of that name does not make numpy's a name like any other.
        ("import numpy as np\ndef exp(x): return np.exp(x)", "import numpy as np\ndef exp(x): return np.log(x)"),
    ],
)  # fmt: skip
def test_what_the_code_does_is_part_of_the_structure(one, other):
    assert texts(one) != texts(other)


def test_of_a_file_that_cannot_be_parsed_the_rest_is_compared():
    found = structure(
        {
            "a.py": b"import os\n\ndef f(x):\n    return x\n\ndef g(:\n    pass\n\ndef h(y):\n    return y"
        }
    )

    assert [block[0].line for block in found.blocks if len(block) > 1] == [
        3,
        9,
    ]
    assert found.left_out == ("a.py: what begins at line 6 cannot be parsed",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\xff\xfe",
        b"(" * 50_000,
        b"x = " + b"1 + " * 20_000 + b"1",
        b"x = " + b"-" * 50_000 + b"1",
        b"x" + b".a" * 20_000,
        b"x" * MAX_BYTES,
        b"x\n" * (MAX_BYTES // 2),
        b"x" * (MAX_BYTES + 1),
        b"# coding: no-such\nx = 1",
    ],
)
def test_hostile_files_are_bounded(content):
    found = structure({"a.py": content})

    assert sum(map(len, found.blocks)) <= MAX_NODES
    compare([Entry("one", "one", found), Entry("other", "other", found), entry("third", ANSWER)])


@pytest.mark.parametrize("homework", copies.HOMEWORKS)
def test_answers_that_were_written_alone_are_not_listed(homework):
    answers = copies.answers(homework)
    entries = [Entry(name, name, structure(files)) for name, files in answers.items()]

    assert compare(entries).pairs == ()


@pytest.mark.parametrize("homework", copies.HOMEWORKS)
def test_copies_are_listed_and_few_others(homework):
    """25 students of whom each two have a sixth of their functions in common by chance, and 10 copies."""
    sources, copied = copies.make_class(homework, 25, seed=3)
    found = compare([entry(name, source) for name, source in sources.items()])

    listed = {frozenset((pair.left, pair.right)) for pair in found.pairs}
    false = [pair for pair in found.pairs if not {pair.left, pair.right} & copied.keys()]
    missed = [how for name, (whose, how) in copied.items() if {name, whose} not in listed]
    assert set(missed) <= {"everything"}
    assert len(false) <= 18  # of 300, where functions are equal by chance


def test_the_longest_run_is_where_the_copied_function_stands():
    alone = [entry(f"s{index}", *files) for index, files in enumerate(sources_of("leren-2018-hw5"))]
    copy = copies.usual(ANSWER, random.Random(1))
    found = compare([*alone, entry("original", "x = 1\n\n\n" + ANSWER), entry("copy", copy)])

    (pair,) = found.pairs
    begins = ANSWER.splitlines().index("def worked_example(X, W1, W2, y):") + 4
    assert (pair.left, pair.right, pair.score) == ("original", "copy", pytest.approx(1))
    assert (pair.left_run.file, pair.left_run.first, pair.left_run.last) == (
        "0.py",
        begins,
        begins + 10,
    )
    assert copy.splitlines()[pair.right_run.first - 1].startswith("def ")


def sources_of(homework):
    return [[text.decode() for text in f.values()] for f in copies.answers(homework).values()]


def test_what_half_of_the_class_has_says_nothing():
    natural = [entry(f"s{index}", ANSWER) for index in range(6)]
    others = [entry(f"t{index}", *files) for index, files in enumerate(sources_of("uva-2017-hw1"))]

    assert compare([*natural, *others[:6]]).pairs == ()
    assert len(compare([*natural[:2], *others]).pairs) == 1


def test_what_the_course_handed_out_says_nothing():
    two = [entry("a", ANSWER), entry("b", ANSWER)]

    assert len(compare(two).pairs) == 1
    assert compare(two, given=[structure({"skeleton.py": ANSWER.encode()})]).pairs == ()


def test_stubs_and_code_in_statements_are_handed_out():
    homework = load_homework(PROBLEMS / "uva-2017-hw1")
    known = [
        token.text for item in handed_out(homework) for block in item.blocks for token in block
    ]

    assert known.count("NotImplementedError") == sum(len(p.functions) for p in homework.problems)


def test_attempts_of_one_student_are_not_compared():
    entries = [entry("one", ANSWER, student="ann"), entry("two", ANSWER, student="ann")]
    entries.append(entry("three", *sources_of("uva-2017-hw1")[0]))

    found = compare(entries)

    assert found.pairs == ()
    assert found.compared == 2


def test_little_code_is_no_evidence():
    one_formula = "def f(x, y):\n    return x @ y + x.sum(axis=0)"

    assert len(texts(one_formula)[0]) < EVIDENCE
    assert compare([entry("a", one_formula), entry("b", one_formula)]).pairs == ()


def test_the_order_of_the_submissions_does_not_matter():
    sources, _ = copies.make_class("leren-2018-hw5", 12, seed=1)
    entries = [entry(name, source) for name, source in sources.items()]

    one, other = compare(entries), compare(entries[::-1])

    def facts(found):
        return {(frozenset((p.left, p.right)), round(p.score, 9), p.run) for p in found.pairs}

    assert facts(one) == facts(other)
    assert one.threshold == pytest.approx(other.threshold)


def test_many_owners_of_a_piece_are_counted_like_few(monkeypatch):
    """The two ways to count agree."""
    sources, _ = copies.make_class("leren-2018-hw5", 12, seed=2)
    entries = [entry(name, source) for name, source in sources.items()]
    few = compare(entries)
    monkeypatch.setattr("grader.classroom.similarity.MAX_OWNERS", 1)
    monkeypatch.setattr("grader.classroom.similarity.COLUMNS", 50)
    many = compare(entries)

    scores = [{(p.left, p.right): p.score for p in found.pairs} for found in (few, many)]
    assert len(scores[0]) > 5
    assert scores[0] == pytest.approx(scores[1], rel=1e-5)


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_a_class_may_be_small(size):
    found = compare([entry(f"s{index}", ANSWER) for index in range(size)])

    assert found.compared == size * (size - 1) // 2
    assert found.threshold >= FLOOR
    assert np.isfinite(found.threshold)


@pytest.fixture
def classroom(tmp_path):
    for index, files in enumerate(copies.answers("uva-2017-hw1").values()):
        folder = tmp_path / "class" / f"s{index}"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    (tmp_path / "class" / "=cmd().py").write_text(ANSWER)
    (tmp_path / "class" / "\x1b[31mred.py").write_text(copies.usual(ANSWER, random.Random(2)))
    (tmp_path / "class" / "broken").mkdir()
    return tmp_path / "class"


def run(*words):
    return CliRunner().invoke(cli, ["similar", *map(str, words), "--problems", str(BANK)])


def test_the_command_lists_pairs_and_says_that_they_are_no_proof(classroom):
    done = run(classroom)

    assert done.exit_code == 0
    assert "=cmd()" in done.stdout
    assert "\x1b" not in done.stdout
    assert pairs.CAUTION in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "broken: not compared: " in done.stderr


def test_formats_agree(classroom):
    document = json.loads(run(classroom, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(classroom, "--format", "csv").stdout)))

    (pair,) = document["pairs"]
    (row,) = rows
    assert document["schema"] == pairs.SCHEMA
    assert document["left_out"][0]["name"] == "broken"
    assert {pair["left"], pair["right"]} == {"=cmd()", "\N{REPLACEMENT CHARACTER}[31mred"}
    assert float(row["score"]) == pytest.approx(pair["score"])
    assert int(row["left_first"]) == pair["left_run"]["first"]
    assert "'=cmd()" in row.values()  # no formula for a spreadsheet


def test_what_is_given_is_left_out(classroom, tmp_path):
    skeleton = tmp_path / "skeleton.py"
    skeleton.write_text(ANSWER)

    assert "No pair stands out." in run(classroom, "--given", skeleton).stdout


@pytest.mark.parametrize("words", [["nowhere"], ["nowhere", "neither"]])
def test_what_cannot_be_used_ends_with_2(words):
    done = run(*words)

    assert done.exit_code == 2 or done.exception.exit_code == 2
