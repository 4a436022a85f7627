"""Cases in which one thing is other than usual, and reports that say with which of these an answer is wrong."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import key_file
from grader.answer_key import Entry
from grader.authoring import prove as proving
from grader.authoring.bundle import write_bundle
from grader.behaviour import called_again
from grader.cases.generate import (
    Case,
    base_case,
    make_case,
    make_cases,
    make_hidden_cases,
    make_sized_case,
)
from grader.cases.shrinking import shrink
from grader.comparison import same
from grader.diagnosis.conditions import Where, some_with_tags, tags
from grader.errors import ReferenceFailure, SpecError
from grader.grading import grade
from grader.preparation import make_key
from grader.report.json import render
from grader.report.text import body, drawn
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.seeding import CourseKey
from grader.spec.load import load_homework
from grader.spec.model import Variation
from grader.submission import read_submission

NUMBER = {"shape": [], "dtype": "int64", "distribution": {"size": 1}}
VARIATIONS = [
    {"tag": "pad = 0", "arguments": {"pad": 0}},
    {"tag": "stride = 2", "arguments": {"stride": 2}, "cases": 2},
    {"tag": "no bias", "arguments": {"b": 0}},
    {"tag": "a window of 4", "sizes": {"k": 4}},
    {"tag": "far from 0", "scale": {"x": 10}, "add": {"x": 5}},
]
SPEC = {
    "id": "conv/conv1d",
    "title": "1-d convolution",
    "source": "s",
    "kind": "function",
    "function": "conv1d",
    "dimensions": {"n": [5, 9], "k": [2, 4]},
    "inputs": [
        {"name": "x", "shape": ["n"]},
        {"name": "w", "shape": ["k"]},
        {"name": "b", "shape": []},
        {"name": "stride", **NUMBER},
        {"name": "pad", **NUMBER},
    ],
    "outputs": [{"name": "out", "points": 2, "shape": ["(n + 2 * pad - k) // stride + 1"]}],
    "constraints": [{"values": "w", "some": "positive"}],
    "extreme": [{"name": "large", "scale": {"x": 3}}],
    "variations": VARIATIONS,
}
REFERENCE = """
import numpy as np


def windows(x, w, stride, pad):
    padded = np.pad(x, pad)
    starts = range(0, len(padded) - len(w) + 1, stride)
    return np.array([padded[start : start + len(w)] for start in starts])


def out(windows, w, b):
    return windows @ w + b
"""
STRIDE_IGNORED = '''
import numpy as np


class stride_ignored:
    """The windows start at every entry."""

    def windows(x, w, pad):
        padded = np.pad(x, pad)
        return np.array([padded[i : i + len(w)] for i in range(len(padded) - len(w) + 1)])
'''
ANSWER = """
import numpy as np

def conv1d(x, w, b, stride, pad):
    padded = np.pad(x, pad)
    starts = range(0, len(padded) - len(w) + 1, stride)
    return np.array([padded[i:i + len(w)] @ w for i in starts]) + b
"""


def homework_in(folder, **changes):
    """A homework with this one exercise."""
    problem = folder / "conv" / "conv1d"
    problem.mkdir(parents=True)
    document = {"id": "conv", "title": "T", "source": "s", "problems": ["conv1d"]}
    (problem.parent / "homework.json").write_text(json.dumps(document))
    (problem / "problem.json").write_text(json.dumps({**SPEC, **changes}))
    (problem / "reference.py").write_text(REFERENCE)
    (problem / "mistakes.py").write_text('"""None."""\n')
    statement = "# 1-d convolution\n\n`conv1d(x, w, b, stride, pad)` gives `out`.\n"
    (problem / "statement.md").write_text(statement)
    return load_homework(problem.parent)


@pytest.fixture(scope="module")
def homework(tmp_path_factory):
    return homework_in(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def problem(homework):
    return homework.problems[0]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def judged(homework, sandbox, tmp_path):
    """The result of an answer in which something is replaced."""

    def judged(old, new, **options):
        assert old in ANSWER
        (tmp_path / "hw.py").write_text(ANSWER.replace(old, new))
        report = grade(read_submission(tmp_path / "hw.py"), homework, sandbox, **options)
        return report.problems[0]

    return judged


def no_steps(_arguments, step):
    raise AssertionError(f"no constraint needs {step}")


# Cases.


def test_variations_stand_between_extreme_and_random_cases(problem):
    """Each tag as often as the spec says, whatever the number of random cases."""
    tagged = ["pad = 0"] * 3 + ["stride = 2"] * 2 + ["no bias"] * 3
    tagged += ["a window of 4"] * 3 + ["far from 0"] * 3

    for count in (0, 4):
        cases = make_cases(problem, no_steps, seed=0, count=count)
        assert [case.tag for case in cases] == [None, *tagged, *[None] * count]
        assert [case.name for case in cases] == ["large", *[None] * (len(cases) - 1)]
    few, many = (make_cases(problem, no_steps, seed=0, count=count) for count in (1, 4))
    for first, second in zip(few, many, strict=False):
        assert same(dict(first.arguments), dict(second.arguments))


@given(seed=st.integers(0, 10**6), index=st.integers(1, 14))
def test_a_variation_differs_from_its_base_in_nothing_but_what_it_names(problem, seed, index):
    case = make_case(problem, no_steps, index, seed=seed)
    base = base_case(problem, no_steps, index, seed=seed)
    variation = next(item for item in VARIATIONS if item["tag"] == case.tag)
    named = {*variation.get("arguments", {}), *variation.get("scale", {})}
    sizes = {*variation.get("sizes", {}), *named}
    arguments, before = case.arguments, base.arguments

    assert base.tag is None
    if "sizes" in variation:  # other shapes have other numbers; the other size stays if it may
        assert case.sizes["k"] == 4
        assert case.sizes["n"] == base.sizes["n"]
    else:
        assert {n: s for n, s in case.sizes.items() if n not in sizes} == {
            n: s for n, s in base.sizes.items() if n not in sizes
        }
        assert all(same(arguments[name], before[name]) for name in before if name not in named)
    for name, value in variation.get("arguments", {}).items():
        assert arguments[name] == value
    if "scale" in variation:
        assert same(arguments["x"], before["x"] * 10 + 5)


def test_a_variation_meets_the_constraints_as_it_is(tmp_path):
    """Its base is drawn again if what is varied breaks them; what cannot be met is said."""
    homework = homework_in(
        tmp_path,
        constraints=[{"values": "w", "some": "negative"}, {"values": "w", "some": "positive"}],
        variations=[{"tag": "shifted", "add": {"w": 1.5}}],
    )

    for seed in range(20):
        for index in (1, 2, 3):
            w = make_case(homework.problems[0], no_steps, index, seed=seed).arguments["w"]
            assert (w < 0).any()
            assert (w > 0).any()


@pytest.mark.parametrize(
    ("variation", "said"),
    [
        (
            {"arguments": {"pad": 2.5}},
            r"\$\.variations\[0\]\.arguments\.pad: expected whole numbers",
        ),
        ({"arguments": {"x": [[1]]}}, r"\$\.variations\[0\]\.arguments\.x: expected 1 axes"),
        ({"arguments": {"w": [-1, -2]}}, r"\$\.constraints\[0\].* for the variation 'odd'"),
        ({"arguments": {"stride": 0}}, r"on case 1 \(odd\)"),
    ],
)
def test_a_variation_of_which_there_is_no_case_is_named(tmp_path, variation, said):
    homework = homework_in(tmp_path, variations=[{"tag": "odd", **variation}])

    with pytest.raises(ReferenceFailure, match=said):
        make_key(homework.problems[0], 0, "", None)


def test_shapes_of_outputs_may_depend_on_whole_numbers(problem):
    sizes = make_case(problem, no_steps, 1, seed=0).sizes

    assert (sizes["pad"], sizes["stride"]) == (0, 1)


def test_hidden_cases_take_turns_with_the_tags(problem):
    """A problem without variations keeps the hidden cases that it had."""
    cases = make_hidden_cases(problem, no_steps, seed=0, student="s", count=8)
    plain = make_hidden_cases(
        replace(problem, variations=()), no_steps, seed=0, student="s", count=8
    )

    assert [case.tag for case in cases][1::2] == [
        "pad = 0",
        "stride = 2",
        "no bias",
        "a window of 4",
    ]
    assert all(case.tag is None for case in cases[::2])
    assert all(case.hidden for case in cases)
    assert cases[1].arguments["pad"] == 0
    assert same(cases[1].arguments["x"], cases[0].arguments["x"])
    assert [case.tag for case in plain] == [None] * 8


def test_a_key_in_a_file_keeps_the_tags(problem):
    key = make_key(problem, 0, "", 2)
    loaded = key_file.load(problem, key_file.dump(key), 0, "")

    assert [e.case.tag for e in loaded.entries] == [e.case.tag for e in key.entries]
    assert [e.case.name for e in loaded.entries] == [e.case.name for e in key.entries]


def test_a_bundle_keeps_the_tags(homework, tmp_path):
    bundle = load_homework(write_bundle(homework, tmp_path / "bundle") / "conv")
    tagged = [entry.case.tag for entry in make_key(bundle.problems[0], 0, "", None).entries]

    assert tagged[:4] == [None, "pad = 0", "pad = 0", "pad = 0"]


def test_the_case_that_is_called_again_is_no_variation(problem):
    """It is called in the arrays of another, which must hold other numbers."""
    (again,) = called_again(make_key(problem, 0, "", None))

    assert again.case.tag is None


@pytest.mark.parametrize("variation", range(len(VARIATIONS)))
def test_a_smaller_case_of_a_tag_keeps_what_the_tag_fixes(problem, variation):
    tag = problem.variations[variation].tag
    cases = make_cases(problem, no_steps, seed=0, count=0)
    case = next(case for case in reversed(cases) if case.tag == tag)

    small = shrink(problem, case, no_steps, lambda cases: cases[0], seed=0)

    assert small.tag == tag
    for name, value in problem.variations[variation].arguments.items():
        assert small.arguments[name] == value
    if tag == "a window of 4":
        assert len(small.arguments["w"]) == 4
    if tag == "far from 0":  # ten times a number of two decimals, and 5
        assert not np.array_equal(small.arguments["x"], np.round(small.arguments["x"] / 10))
        drawn = make_sized_case(
            problem, no_steps, {"n": 5, "k": 2}, 0, seed=0, change=problem.variations[variation]
        )
        assert same(small.arguments["x"], drawn.arguments["x"])
    else:
        assert set(small.arguments["x"].tolist()) <= {0.0, 1.0, -1.0}


# Which tags fail.


def lettered(problem):
    """The problem with variations that are called a, b and c."""
    return replace(problem, variations=[Variation(tag, scale={"x": 2}) for tag in "abc"])


def seen(**wrong):
    """Cases of the tags a, b and c and of none, with whether each is wrong: a="10" for a wrong and a right one."""
    found = []
    for tag, pattern in wrong.items():
        for sign in pattern:
            case = Case(len(found), {}, {}, tag=None if tag == "base" else tag)
            found.append((Entry(case, {}, {}), sign == "1"))
    return found


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"a": "11", "b": "00", "base": "000"}, Where("a", "only with a")),
        ({"a": "11", "b": "1", "c": "0", "base": "0"}, Where("a or b", "only with a or b")),
        (
            {"a": "00", "b": "11", "base": "11"},
            Where("everywhere but with a", "everywhere but with a"),
        ),
        ({"a": "10", "b": "00", "base": "000"}, None),
        ({"a": "11", "b": "00", "base": "001"}, None),
        ({"a": "00", "b": "01", "base": "11"}, None),
        ({"a": "00", "b": "11", "base": "10"}, None),
        ({"a": "00", "b": "0", "base": "000"}, None),
        ({"a": "11", "b": "11", "base": "111"}, None),
        ({"a": "11", "b": "00"}, None),  # of usual cases nothing is known
    ],
)
def test_tags_are_told_if_they_separate_exactly(problem, wrong, where):
    assert tags(lettered(problem), seen(**wrong)) == where


@pytest.mark.parametrize(
    ("wrong", "shows"),
    [
        ({"a": "101", "b": "00", "base": "000"}, "only with a, on 2 of 3 such cases"),
        ({"a": "10", "b": "11", "base": "0"}, "only with a or b, on 3 of 4 such cases"),
        ({"a": "10", "b": "00", "base": "001"}, None),
        ({"a": "10"}, None),
    ],
)
def test_where_only_some_cases_of_a_tag_are_wrong_that_is_said(problem, wrong, shows):
    found = some_with_tags(lettered(problem), seen(**wrong))

    assert (found and found.shows) == shows


def test_a_case_that_has_by_chance_what_a_tag_fixes_counts_for_the_tag(problem):
    """One that has it beside another tag counts for neither."""

    def case(b, k, tag, wrong):
        entry = Entry(Case(0, {"b": b, "pad": 1, "stride": 1}, {"k": k}, tag=tag), {}, {})
        return entry, wrong

    certain = [case(1.0, 2, None, False), case(0.0, 2, "no bias", True)]
    unclear = [case(0.0, 4, "a window of 4", wrong) for wrong in (False, True)]

    assert tags(problem, [*certain, case(0.0, 2, None, True), *unclear]).when == "no bias"
    assert tags(problem, [*certain, case(0.0, 2, None, False)]) is None
    assert tags(problem, [*certain, case(2.0, 2, None, True)]) is None


def test_tags_are_not_told_if_cases_of_two_of_them_are_otherwise(problem):
    """Wrong where neither alone is wrong, or right where both are."""

    def case(pad, stride, wrong):
        return Entry(Case(0, {"b": 1.0, "pad": pad, "stride": stride}, {"k": 2}), {}, {}), wrong

    def found(*, padded, strided, both, window=True):
        other = [(Entry(Case(0, {"b": 1.0, "pad": 1, "stride": 1}, {"k": 4}), {}, {}), window)]
        alone = [case(1, 1, wrong=False), case(0, 1, wrong=padded), case(1, 2, wrong=strided)]
        return tags(problem, [*other, *alone, case(0, 2, wrong=both)])

    assert found(padded=False, strided=False, both=False).when == "a window of 4"
    assert found(padded=False, strided=False, both=True) is None
    assert found(padded=True, strided=True, both=False) is None
    assert found(padded=True, strided=False, both=False) is not None
    mixed = [case(1, 1, wrong=False), case(0, 1, wrong=True), case(0, 1, wrong=False)]
    assert some_with_tags(problem, mixed).shows == "only with pad = 0, on 1 of 2 such cases"
    lone = [case(1, 2, wrong=False), case(0, 2, wrong=True)]
    assert (
        some_with_tags(problem, [*mixed, *lone]).shows == "only with pad = 0, on 1 of 2 such cases"
    )
    assert some_with_tags(problem, [case(1, 1, wrong=False), *lone]) is None


# Reports.


def test_a_report_says_with_which_tags_an_answer_is_wrong(judged):
    """And shows a case of such a tag, under its name."""
    result = judged("np.pad(x, pad)", "np.pad(x, pad)[0 if pad else 1:]")
    (output,) = result.outputs

    assert output.diagnosis.when == "pad = 0"
    assert output.diagnosis.shows == "only with pad = 0"
    assert output.counterexample.name == "pad = 0"
    assert output.counterexample.arguments["pad"] == 0
    told = drawn(body(result))
    assert "only with pad = 0" in told
    assert ", pad = 0)" in told


def test_a_cause_that_shows_with_some_tags_only_is_told_with_them(judged):
    result = judged("+ b", "+ b * (1 if pad and stride == 1 else 2)")
    (output,) = result.outputs

    assert output.diagnosis.when == "pad = 0 or stride = 2"
    assert "only with pad = 0 or stride = 2" in drawn(body(result))


def test_a_cause_that_shows_everywhere_but_with_a_tag_is_told_so(judged):
    result = judged(" + b", "")
    (output,) = result.outputs

    assert output.diagnosis.code != "where"
    assert output.counterexample.name is None
    assert "It shows everywhere but with no bias." in drawn(body(result))


def test_a_tag_is_tried_on_further_cases_of_it(judged, problem):
    """Wrong with a padding of 0 on the very numbers of the run, and right on others."""
    known = {str(e.case.arguments["x"]) for e in make_key(problem, 0, "", None).entries}
    (output,) = judged("+ b", f"+ b + (pad == 0 and str(x) in {known!r})").outputs

    assert output.diagnosis.when == "pad = 0"
    assert output.diagnosis.shows == "only with pad = 0, on 2 of 3 such cases"


def test_a_call_that_fails_with_a_tag_only_is_told_so(judged):
    result = judged("len(w) + 1, stride)", "len(w) + 1, 1 / (2 - stride) and stride)")
    (output,) = result.outputs

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert output.diagnosis.message == "The call fails only with stride = 2."
    assert output.counterexample.name == "stride = 2"


def test_what_is_wrong_on_usual_cases_too_is_shown_on_one_of_these(judged):
    (output,) = judged("+ b", "+ b + (len(x) > 5) + (pad == 0)").outputs

    assert output.diagnosis is None
    assert output.counterexample.name is None


def test_a_report_tells_no_tag_of_a_hidden_case(homework, sandbox, tmp_path):
    known = {
        str(e.case.arguments["x"]) for e in make_key(homework.problems[0], 0, "", None).entries
    }
    wrong = f"(pad == 0 and str(x) not in {known!r})"
    (tmp_path / "hw.py").write_text(ANSWER.replace("+ b", f"+ b + {wrong}"))
    report = grade(
        read_submission(tmp_path / "hw.py"),
        replace(homework, hidden_cases=6),
        sandbox,
        key=CourseKey("correct horse battery staple"),
    )
    (output,) = report.problems[0].outputs

    assert (output.cases.failed, output.hidden.failed) == (0, 1)
    assert "pad = 0" not in render(report)


# Specs and proofs.


@pytest.mark.parametrize(
    ("variation", "place", "said"),
    [
        (
            {"tag": "a", "arguments": {"padd": 0}},
            "arguments.padd",
            "an input (x, w, b, stride, pad)",
        ),
        ({"tag": "a", "scale": {"p": 0}}, "scale.p", "an input"),
        ({"tag": "a", "add": {"p": 0}}, "add.p", "an input"),
        ({"tag": "a", "sizes": {"m": 3}}, "sizes.m", "a single dimension (n, k)"),
        ({"tag": "no bias", "add": {"x": 1}}, "tag", "each tag once"),
        ({"tag": "a"}, "", "something that is varied"),
        ({"tag": "a", "arguments": {}, "scale": {}}, "", "something that is varied"),
        ({"tag": "a", "add": {"x": 1}, "cases": 0}, "cases", "at least 1"),
        ({"tag": "a\nb", "add": {"x": 1}}, "tag", ""),
        ({"add": {"x": 1}}, "", "the property 'tag'"),
    ],
)
def test_a_wrong_variation_is_named(tmp_path, variation, place, said):
    with pytest.raises(SpecError) as caught:
        homework_in(tmp_path, variations=[*VARIATIONS, variation])

    assert f"$.variations[{len(VARIATIONS)}]" + (f".{place}" if place else "") in str(caught.value)
    assert said in str(caught.value)


def test_only_shapes_of_outputs_may_depend_on_arguments(tmp_path):
    inputs = [*SPEC["inputs"], {"name": "more", "shape": ["pad"]}]

    with pytest.raises(SpecError, match=r"\$\.inputs\[5\]\.shape\[0\]: expected a size"):
        homework_in(tmp_path, inputs=inputs)


def test_variations_are_three_cases_if_the_spec_does_not_say(problem):
    assert problem.variations[0] == Variation("pad = 0", {"pad": 0}, {}, {}, {}, 3)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(proving, "SEEDS", range(2))
    monkeypatch.setattr(proving, "ORACLE_SEEDS", range(1))


@pytest.mark.usefixtures("quick")
def test_a_proof_has_all_variations_and_none_that_changes_nothing(tmp_path):
    idle = {"tag": "pad = 1", "arguments": {"pad": 1}}
    (problem,) = homework_in(tmp_path / "idle", variations=[*VARIATIONS, idle]).problems
    proof = proving.prove(problem)
    faults = [fault for fault in proof.faults if "$.variations" in fault]

    assert len(faults) == 1
    assert "$.variations[5]: expected something other than in usual cases" in faults[0]
    (problem,) = homework_in(tmp_path / "sound").problems
    proof = proving.prove(problem)
    assert not [fault for fault in proof.faults if "$.variations" in fault]
    assert proof.cases == 1 + 14 + 24


@pytest.mark.usefixtures("quick")
def test_a_mistake_that_shows_on_variations_alone_loses_points(tmp_path):
    """With a stride of 1 in all cases, nobody can tell whether it is taken into account."""
    found = {}
    for name, variations in (("without", []), ("with", VARIATIONS)):
        (problem,) = homework_in(tmp_path / name, variations=variations).problems
        (problem.folder / "mistakes.py").write_text(STRIDE_IGNORED)
        proof = proving.prove(problem)
        found[name] = (proof.mistakes, any("stride-ignored loses no" in f for f in proof.faults))

    assert found == {"without": (0, True), "with": (1, False)}
