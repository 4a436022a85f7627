"""Loading of homeworks: a broken one is refused with file, JSON path, expected and found."""

import json
import os
import re
import shutil
from dataclasses import dataclass
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from grader.errors import SpecError, UsageError
from grader.spec.load import asked_names, find_homeworks, load_homework, load_problem
from grader.spec.model import (
    ChangedArguments,
    Constraint,
    Derivative,
    Erratum,
    Feedback,
    Input,
    Kind,
    Limits,
    Stability,
)
from tests.bank import BANK as PROBLEMS
from tests.paths import PROBLEMS as SHIPPED

WORKED = "uva-2017-hw1/worked-example"
SIAMESE = "deep-learning-2021-hw1/siamese-grad"
XOR = "ee488-2017-lecture6/xor-construct"
HOMEWORKS = find_homeworks(PROBLEMS)
SCHEMAS = ["homework.schema.json", "problem.schema.json"]

# What jsonschema would say; a person who writes a homework needs to hear what should stand there.
JARGON = re.compile(
    r"is not valid under|is too (short|long)|does not match|non-unique|(was|were) unexpected"
    r"|Expected at most|is not of type|False schema|should not be valid"
)


@pytest.fixture
def copied(tmp_path):
    """Copies a shipped homework into `tmp_path`; its folder there."""

    def copied(homework):
        return shutil.copytree(PROBLEMS / homework, tmp_path / homework)

    return copied


def read(file):
    return json.loads(file.read_text("utf-8"))


def write(file, document):
    file.write_text(json.dumps(document), "utf-8")


# Ways to break a document.


def put(*path, value):
    """Set the item at *path*."""

    def edit(document):
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value

    return edit


def drop(*path):
    """Remove the item at *path*."""

    def edit(document):
        for part in path[:-1]:
            document = document[part]
        del document[path[-1]]

    return edit


def rename(*path, to):
    """Give the property at *path* another name."""

    def edit(document):
        for part in path[:-1]:
            document = document[part]
        document[to] = document.pop(path[-1])

    return edit


def add(*path, value):
    """Append to the list at *path*."""

    def edit(document):
        for part in path:
            document = document[part]
        document.append(value)

    return edit


def scripted(*lines):
    """A script in place of the function."""

    def edit(document):
        del document["function"]
        document.update(script=list(lines))

    return edit


@dataclass(frozen=True)
class Broken:
    """One way to break a spec, and what the reader should be told.

    Attributes:
        edit: changes the document.
        path: the JSON path.
        expected: pattern of what should stand there.
        found: pattern of what stands there.
        problem: the one to break.
    """

    edit: object
    path: str
    expected: str
    found: str
    problem: str = WORKED


FIRST, SECOND = "S1, Z1, Y, cache = first(X, W1, W2)", "L, D_out, D1, dW2, dW1 = second(y, cache)"
CONSTRAINT = {"values": "S1"}
FUNCTION = {"name": "f", "inputs": [], "returns": [{"name": "y", "shape": []}]}

PROBLEMS_BROKEN = {
    "title missing": Broken(drop("title"), "$", "the property 'title'", "."),
    "kind missing": Broken(drop("kind"), "$", "the property 'kind'", "."),
    "function missing": Broken(drop("function"), "$", "the property 'function' or 'script'", "."),
    "shape of an output missing": Broken(
        drop("outputs", 0, "shape"), "$.outputs[0]", "the property 'shape'", '"points"'
    ),
    "half of an erratum": Broken(
        drop("errata", 0, "printed"), "$.errata[0]", "the property 'printed'", '"correction"'
    ),
    "property misspelt": Broken(
        put("feedbak", value="full"), "$.feedbak", "did you mean 'feedback'", '"feedbak"'
    ),
    "property of an output misspelt": Broken(
        put("outputs", 0, "pionts", value=1),
        "$.outputs[0].pionts",
        "did you mean 'points'",
        '"pionts"',
    ),
    "property of an input misspelt": Broken(
        put("inputs", 0, "descripton", value="inputs"),
        "$.inputs[0].descripton",
        "did you mean 'description'",
        '"descripton"',
    ),
    "property of a returned value misspelt": Broken(
        put("functions", 0, "returns", 0, "descripton", value="weights"),
        "$.functions[0].returns[0].descripton",
        "did you mean 'description'",
        '"descripton"',
        XOR,
    ),
    "parameter misspelt": Broken(
        put("inputs", 0, "distribution", value={"uniform": {"low": 0, "hihg": 1}}),
        "$.inputs[0].distribution.uniform.hihg",
        "did you mean 'high'",
        '"hihg"',
    ),
    "property unknown": Broken(
        put("difficulty", value=3), "$.difficulty", "one of .*title.*outputs", '"difficulty"'
    ),
    "property with an apostrophe": Broken(
        put("it's", value=3), '$["it\'s"]', "one of .*title", '"it\'s"'
    ),
    "title a number": Broken(put("title", value=5), "$.title", "string|text", "^5$"),
    "title empty": Broken(put("title", value=""), "$.title", "line of text", '^""$'),
    "title of two lines": Broken(put("title", value="a\nb"), "$.title", "one line", r'^"a\\nb"$'),
    "points as text": Broken(
        put("outputs", 0, "points", value="1"), "$.outputs[0].points", "a number", '^"1"$'
    ),
    "points negative": Broken(
        put("outputs", 0, "points", value=-1), "$.outputs[0].points", "at least 0", "^-1$"
    ),
    "inputs an object": Broken(put("inputs", value={}), "$.inputs", "array|list", "^{}$"),
    "outputs empty": Broken(put("outputs", value=[]), "$.outputs", ".", r"^\[\]$"),
    "cases a fraction": Broken(put("cases", value=1.5), "$.cases", "integer|whole", r"^1\.5$"),
    "cases zero": Broken(put("cases", value=0), "$.cases", "at least 1", "^0$"),
    "kind unknown": Broken(
        put("kind", value="functions"), "$.kind", "one of function, construct", '^"functions"$'
    ),
    "feedback unknown": Broken(
        put("feedback", value="none"),
        "$.feedback",
        "one of full, diagnosis, verdict",
        '^"none"$',
    ),
    "dtype unknown": Broken(
        put("inputs", 0, "dtype", value="float32"),
        "$.inputs[0].dtype",
        "one of float64, int64",
        '^"float32"$',
    ),
    "function not a Python name": Broken(
        put("function", value="worked-example"),
        "$.function",
        "a Python name",
        '^"worked-example"$',
    ),
    "input named as a keyword": Broken(
        put("inputs", 4, "name", value="lambda"),
        "$.inputs[4].name",
        "reserve|keyword",
        '^"lambda"$',
        SIAMESE,
    ),
    "dimension of an input unknown": Broken(
        put("inputs", 0, "shape", value=["d0", "M"]),
        "$.inputs[0].shape[1]",
        r"d0, d1, dout, N",
        '^"M"$',
    ),
    "dimension of an output unknown": Broken(
        put("outputs", 7, "shape", 0, value="d9"),
        "$.outputs[7].shape[0]",
        r"d0, d1, dout, N",
        '^"d9"$',
    ),
    "dimension of a returned value unknown": Broken(
        put("functions", 0, "returns", 1, "shape", value=["n"]),
        "$.functions[0].returns[1].shape[0]",
        r"a size, a name",
        '^"n"$',
        XOR,
    ),
    "axis a fraction": Broken(
        put("inputs", 0, "shape", value=[1.5]),
        "$.inputs[0].shape[0]",
        "size|name|number|integer",
        r"^1\.5$",
    ),
    "axis negative": Broken(
        put("inputs", 0, "shape", value=[-1]), "$.inputs[0].shape[0]", "a size", "^-1$"
    ),
    "nine axes": Broken(
        put("inputs", 0, "shape", value=[1] * 9), "$.inputs[0].shape", "8|shape|dimension", "1, 1"
    ),
    "dimension reversed": Broken(
        put("dimensions", "d0", value=[6, 2]),
        "$.dimensions.d0",
        "the smaller size first",
        r"^\[6, 2\]$",
    ),
    "dimension without a largest size": Broken(
        put("dimensions", "d0", value=[6]), "$.dimensions.d0", "largest|two", r"^\[6\]$"
    ),
    "dimension of three sizes": Broken(
        put("dimensions", "d0", value=[1, 2, 3]),
        "$.dimensions.d0",
        "largest|two",
        r"^\[1, 2, 3\]$",
    ),
    "dimension of size zero": Broken(
        put("dimensions", "d0", value=[0, 3]), "$.dimensions.d0[0]", "at least 1", "^0$"
    ),
    "dimension not a name": Broken(
        put("dimensions", "d-0", value=[1, 3]), "$.dimensions", "a Python name", '^"d-0"$'
    ),
    "function and functions": Broken(
        put("functions", value=[FUNCTION]), "$.functions", "kind", r'^\[{"name": "f"'
    ),
    "construction with one function": Broken(
        put("function", value="f"), "$.function", "kind", '^"f"$', XOR
    ),
    "construction with golden cases": Broken(
        put("golden", value=[]), "$.golden", "kind", r"^\[\]$", XOR
    ),
    "construction with the shape of an output": Broken(
        put("outputs", 0, "shape", value=[4]), "$.outputs[0].shape", "kind", r"^\[4\]$", XOR
    ),
    "golden case without an argument": Broken(
        drop("golden", 0, "arguments", "W2"),
        "$.golden[0].arguments",
        "a value for 'W2'",
        "^nothing$",
    ),
    "golden case with an unknown argument": Broken(
        put("golden", 0, "arguments", "W3", value=1),
        "$.golden[0].arguments.W3",
        r"an input \(X, W1, W2, y\)",
        '^"W3"$',
    ),
    "golden case with an unknown output": Broken(
        put("golden", 0, "expected", "dW3", value=1),
        "$.golden[0].expected.dW3",
        r"an output \(S1, .*, dW1\)",
        '^"dW3"$',
    ),
    "golden case with nothing expected": Broken(
        put("golden", 0, "expected", value={}), "$.golden[0].expected", "outputs", "^{}$"
    ),
    "golden case with too many decimals": Broken(
        put("golden", 0, "decimals", value=16), "$.golden[0].decimals", "at most 15", "^16$"
    ),
    "output named twice": Broken(
        put("outputs", 1, "name", value="S1"), "$.outputs[1].name", "each name once", '^"S1"$'
    ),
    "input named twice": Broken(
        put("inputs", 3, "name", value="W1"), "$.inputs[3].name", "each name once", '^"W1"$'
    ),
    "id of another folder": Broken(
        put("id", value="uva-2017-hw1/other"),
        "$.id",
        f"names of the folders, '{WORKED}'",
        '^"uva-2017-hw1/other"$',
    ),
    "id without the homework": Broken(
        put("id", value="worked-example"), "$.id", "homework/problem", '^"worked-example"$'
    ),
    "distribution unknown": Broken(
        put("inputs", 0, "distribution", value={"gamma": {}}),
        "$.inputs[0].distribution.gamma",
        "one of normal, uniform, integers, choice",
        '^"gamma"$',
    ),
    "two distributions": Broken(
        put("inputs", 0, "distribution", value={"normal": {}, "choice": [1]}),
        "$.inputs[0].distribution",
        r"\bone\b",
        '^{"normal": {}, "choice": ',
    ),
    "no distribution": Broken(
        put("inputs", 0, "distribution", value={}), "$.inputs[0].distribution", r"\bone\b", "^{}$"
    ),
    "half of a uniform distribution": Broken(
        put("inputs", 0, "distribution", value={"uniform": {"low": 0}}),
        "$.inputs[0].distribution.uniform",
        "the property 'high'",
        '"low"',
    ),
    "uniform distribution reversed": Broken(
        put("inputs", 0, "distribution", value={"uniform": {"low": 1, "high": 0}}),
        "$.inputs[0].distribution.uniform",
        "low|smaller",
        "1.*0",
    ),
    "integers reversed": Broken(
        put("inputs", 0, "distribution", value={"integers": {"low": 3, "high": 1}}),
        "$.inputs[0].distribution.integers",
        "low|smaller",
        "3.*1",
    ),
    "no spread": Broken(
        put("inputs", 0, "distribution", value={"normal": {"std": 0}}),
        "$.inputs[0].distribution.normal.std",
        "more than 0",
        "^0$",
    ),
    "nothing to choose from": Broken(
        put("inputs", 0, "distribution", value={"choice": []}),
        "$.inputs[0].distribution.choice",
        ".",
        r"^\[\]$",
    ),
    "constraint of neither form": Broken(
        add("constraints", value=CONSTRAINT),
        "$.constraints[3]",
        "away_from.*some|some.*away_from",
        '^{"values": "S1"}$',
    ),
    "constraint of both forms": Broken(
        add("constraints", value={**CONSTRAINT, "away_from": 0, "by": 1, "some": "negative"}),
        "$.constraints[3]",
        "away_from.*some|some.*away_from",
        '^{"values": "S1"',
    ),
    "constraint without a distance": Broken(
        add("constraints", value={**CONSTRAINT, "away_from": 0}),
        "$.constraints[3]",
        "by",
        '"away_from": 0}$',
    ),
    "constraint of no distance": Broken(
        add("constraints", value={**CONSTRAINT, "away_from": 0, "by": 0}),
        "$.constraints[3].by",
        "more than 0",
        "^0$",
    ),
    "constraint on an unknown sign": Broken(
        add("constraints", value={**CONSTRAINT, "some": "zero"}),
        "$.constraints[3].some",
        "one of negative, positive",
        '^"zero"$',
    ),
    "extreme case scaling an unknown argument": Broken(
        put("extreme", value=[{"name": "large", "scale": {"W1": 10, "W3": 10}}]),
        "$.extreme[0].scale.W3",
        r"an input \(X, W1, W2, y\)",
        '^"W3"$',
    ),
    "extreme case shifting an unknown argument": Broken(
        put("extreme", value=[{"name": "large", "add": {"L": 10}}]),
        "$.extreme[0].add.L",
        r"an input \(X, W1, W2, y\)",
        '^"L"$',
    ),
    "extreme case without a change": Broken(
        put("extreme", value=[{"name": "large"}]),
        "$.extreme[0]",
        "scale.*add|add.*scale",
        '^{"name": "large"}$',
    ),
    "tolerance negative": Broken(
        put("outputs", 0, "tolerance", value={"rtol": -1e-6}),
        "$.outputs[0].tolerance.rtol",
        "at least 0",
        "^-1e-06$",
    ),
    "tolerance empty": Broken(
        put("outputs", 0, "tolerance", value={}), "$.outputs[0].tolerance", "rtol|one", "^{}$"
    ),
    "limit of no time": Broken(
        put("limits", value={"call_seconds": 0}), "$.limits.call_seconds", "more than 0", "^0$"
    ),
    "limit of no memory": Broken(
        put("limits", value={"memory_bytes": 1000}),
        "$.limits.memory_bytes",
        "at least 16777216",
        "^1000$",
    ),
    "function and script": Broken(
        put("script", value=[FIRST, SECOND]), "$.function", "not both", '^"worked_example"$'
    ),
    "arrays without a script": Broken(
        put("arrays", value="torch"), "$.arrays", "without a script", '^"torch"$'
    ),
    "a script that is one text": Broken(
        rename("function", to="script"), "$.script", "array", '^"worked_example"$'
    ),
    "a script without a line": Broken(scripted(), "$.script", "1 to 50 calls", r"^\[\]$"),
    "a script with an operator": Broken(
        scripted(FIRST, "L, D_out, D1, dW2, dW1 = second(-y, cache)"),
        "$.script[1]",
        "no operators",
        "-y",
    ),
    "a script that assigns no value of an output": Broken(
        scripted(FIRST, "D_out, D1, dW2, dW1 = second(y, cache)"),
        "$.script[1]",
        "output 'L' to be assigned",
        '^"D_out, D1',
    ),
    "a script that leaves out an input": Broken(
        scripted(FIRST, "L, D_out, D1, dW2, dW1 = second(cache)"),
        "$.script[1]",
        "input 'y' to be used",
        "second",
    ),
    "a script that assigns to an input": Broken(
        scripted("X = prepare(X)", FIRST, SECOND), "$.script[0]", "another name than 'X'", "prepare"
    ),
    "a script in the wrong order": Broken(
        scripted(SECOND, FIRST), "$.script[1]", "'cache', which is used before", "first"
    ),
    "a script with a keyword as a name": Broken(
        scripted("class = first(X)", SECOND), "$.script[0]", "one line of Python", "class"
    ),
    "a script that calls what Python has": Broken(
        scripted("n = len(X)", FIRST, SECOND), "$.script[0]", "'len' is there", "len"
    ),
    "a script that passes a size": Broken(
        scripted("S1, Z1, Y, cache = first(X, W1, W2, d1)", SECOND),
        "$.script[0]",
        "an input: .*'size': 'd1'",
        "d1",
    ),
    "a script with a name misspelt": Broken(
        scripted(FIRST, "L, D_out, D1, dW2, dW1 = second(y, cahce)"),
        "$.script[1]",
        "'cache' in place of 'cahce'",
        "cahce",
    ),
}


@pytest.mark.parametrize("name", PROBLEMS_BROKEN)
def test_a_broken_problem_is_refused_in_the_readers_words(copied, name):
    """Which file, where in it, what should stand there, and what does."""
    broken = PROBLEMS_BROKEN[name]
    homework, _, problem = broken.problem.partition("/")
    folder = copied(homework)
    file = folder / problem / "problem.json"
    document = read(file)
    broken.edit(document)
    write(file, document)

    with pytest.raises(SpecError) as caught:
        load_homework(folder)

    error = caught.value
    assert error.file == file
    assert error.json_path == broken.path
    assert re.search(broken.expected, error.expected)
    assert re.search(broken.found, error.found)
    assert not JARGON.search(error.expected)
    assert len(error.found) <= 80
    assert str(error) == (
        f"{file}: {error.json_path}: expected {error.expected}, found {error.found}"
    )


@pytest.mark.parametrize(
    ("edit", "path", "expected", "found"),
    [
        (put("id", value="hw1"), "$.id", "the name of the folder, 'uva-2017-hw1'", '^"hw1"$'),
        (drop("source"), "$", "the property 'source'", '"title"'),
        (put("titel", value="x"), "$.titel", "did you mean 'title'", '"titel"'),
        (put("problems", value=[]), "$.problems", "problem", r"^\[\]$"),
        (put("problems", value=[1]), "$.problems[0]", "string|text|name", "^1$"),
        (put("problems", value=["Worked"]), "$.problems[0]", "name|folder", '^"Worked"$'),
        (add("problems", value="worked-example"), "$.problems", "once|twice", "worked-example"),
        (add("problems", value="lost"), "$.problems[1]", "folder with a problem.json", '^"lost"$'),
    ],
    ids=[
        *("id", "source missing", "title misspelt", "no problem", "a number", "upper case"),
        *("a problem twice", "a problem missing"),
    ],
)
def test_a_broken_homework_is_refused_in_the_readers_words(copied, edit, path, expected, found):
    """The same for homework.json."""
    folder = copied("uva-2017-hw1")
    file = folder / "homework.json"
    document = read(file)
    edit(document)
    write(file, document)

    with pytest.raises(SpecError) as caught:
        load_homework(folder)

    error = caught.value
    assert error.file == file
    assert error.json_path == path
    assert re.search(expected, error.expected)
    assert re.search(found, error.found)
    assert not JARGON.search(error.expected)


@pytest.mark.parametrize(
    ("path", "to"), [(("outputs",), "ouputs"), (("inputs", 0, "shape"), "shpae")], ids=str
)
def test_a_required_property_misspelt_is_named_beside_the_right_name(copied, path, to):
    """It is missing and there is one too many; the reader should see both."""
    folder = copied("uva-2017-hw1")
    file = folder / "worked-example" / "problem.json"
    document = read(file)
    rename(*path, to=to)(document)
    write(file, document)

    with pytest.raises(SpecError) as caught:
        load_homework(folder)

    assert repr(path[-1]) in str(caught.value)
    assert to in str(caught.value)


# Files that are no document at all.


@pytest.mark.parametrize(
    ("old", "new", "expected", "found"),
    [
        (b'"kind":', b'"kind"', "valid JSON", r"line 6 column 10"),
        (b'"points": 1,', b'"points": 1,,', "valid JSON", r"line \d+ column \d+"),
        (b'"points": 1,', b'"points": NaN,', "finite numbers", "NaN"),
        (b'"points": 1,', b'"points": Infinity,', "finite numbers", "Infinity"),
        (b'"points": 1,', b'"points": 1e999,', "finite numbers", "1e999|inf"),
        (b'"points": 1,', b'"points": %s,' % (b"9" * 400), ".", "."),
        (b'"points": 1,', b'"points": %s,' % (b"9" * 5000), ".", "."),
        (b'"kind":', b'"kind": "construct", "kind":', "each property once", "'kind' twice"),
        (b'"points": 1,', b'"points": 1, "points": 2,', "each property once", "'points' twice"),
        (b"Forward", b"F\xf6rward", "UTF-8", "0xf6"),
    ],
    ids=[
        *("a colon too few", "a comma too many", "NaN", "Infinity", "1e999"),
        *("an integer of 400 digits", "an integer of 5000 digits"),
        *("a property twice", "a deeper property twice", "Latin-1"),
    ],
)
def test_a_file_that_is_no_json_is_refused(copied, old, new, expected, found):
    """Numbers are finite, names come once, and a slip is found by line and column."""
    folder = copied("uva-2017-hw1")
    file = folder / "worked-example" / "problem.json"
    text = file.read_bytes()
    file.write_bytes(text.replace(old, new, 1))

    with pytest.raises(SpecError) as caught:
        load_homework(folder)

    assert old in text
    assert caught.value.file == file
    assert caught.value.json_path.startswith("$")
    assert re.search(expected, caught.value.expected)
    assert re.search(found, caught.value.found)
    assert len(caught.value.found) <= 200


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "valid JSON"),
        (b"[]", "an object"),
        (b"null", "an object"),
        (b'"worked-example"', "an object"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b"\xef\xbb\xbf{}", "valid JSON"),
        (b"[" * 100_000, "."),
        (b'{"a":' * 100_000, "."),
    ],
    ids=[
        *("empty", "a list", "null", "text", "UTF-16", "a byte-order mark"),
        *("deep lists", "deep objects"),
    ],
)
@pytest.mark.parametrize("name", ["homework.json", "worked-example/problem.json"])
def test_a_file_that_is_no_object_is_refused(copied, name, content, expected):
    """The path is then that of the whole document."""
    folder = copied("uva-2017-hw1")
    (folder / name).write_bytes(content)

    with pytest.raises(SpecError) as caught:
        load_homework(folder)

    assert caught.value.file == folder / name
    assert caught.value.json_path == "$"
    assert re.search(expected, caught.value.expected)


def test_a_homework_file_that_is_a_folder_is_refused(tmp_path):
    """Opening it fails, and the error of the system is what was found."""
    file = tmp_path / "hw" / "homework.json"
    file.mkdir(parents=True)

    with pytest.raises(SpecError) as caught:
        load_homework(file.parent)

    assert caught.value.file == file
    assert "directory" in caught.value.found


# Finding homeworks, and looking at them without checking them.


def test_homeworks_are_found_by_the_names_of_their_folders(problems_dir):
    """The id is the folder's name, and the order is that of the ids."""
    found = find_homeworks(problems_dir)

    assert list(found) == sorted(found)
    assert all(folder == problems_dir / name for name, folder in found.items())
    assert {"uva-2017-hw1", "ee488-2017-lecture6", "deep-learning-2021-hw1"} <= set(found)


def test_a_folder_without_homeworks_is_refused(tmp_path):
    """The sentence names the folder and what was looked for."""
    with pytest.raises(UsageError, match=r"expected folders with a homework\.json, found none"):
        find_homeworks(tmp_path)


def test_asked_names_are_read_of_both_kinds(problems_dir):
    """One function, or several."""
    assert asked_names(problems_dir / "uva-2017-hw1") >= {"worked_example"}
    assert asked_names(problems_dir / "ee488-2017-lecture6") >= {"xor_params"}


@pytest.mark.parametrize(
    "functions", [5, None, "f", [5], [[]], [{}], [{"name": 5}], {"name": "f"}], ids=repr
)
def test_asked_names_of_a_broken_problem_are_those_that_can_be_read(copied, functions):
    """Choosing a homework reads all of them, and one that is broken must not stop the others."""
    folder = copied("uva-2017-hw1")
    file = folder / "worked-example" / "problem.json"
    write(file, {**read(file), "functions": functions})

    assert asked_names(folder) == {"worked_example"}


@pytest.mark.parametrize("inputs", [5, None, "x", [5], [{}]], ids=repr)
def test_asked_names_of_a_script_are_read_whatever_its_inputs_are(copied, inputs):
    folder = copied("uva-2017-hw1")
    file = folder / "worked-example" / "problem.json"
    write(file, {"script": ["y = f(1)", 5], "inputs": inputs})

    assert asked_names(folder) == {"f"}


# What a good one becomes.


@pytest.mark.parametrize("folder", find_homeworks(SHIPPED).values(), ids=lambda f: f.name)
def test_every_shipped_homework_loads(folder):
    """Each lists its problems in order, and each problem is in one homework."""
    homework = load_homework(folder)

    listed = read(folder / "homework.json")["problems"]
    folders = {file.parent.name for file in folder.glob("*/problem.json")}
    assert [problem.name for problem in homework.problems] == listed
    assert set(listed) == folders
    assert homework.points == sum(problem.points for problem in homework.problems) > 0


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("**/[hp]*.json")), ids=lambda f: f.parent.name)
def test_every_shipped_spec_points_an_editor_to_its_schema(file):
    """The $schema of a file leads to the schema that it is checked against."""
    schema = (file.parent / read(file)["$schema"]).resolve()

    assert schema.name == f"{file.stem}.schema.json"
    assert schema.read_text("utf-8") == (files("grader.spec") / schema.name).read_text("utf-8")


def minimal(folder, **changes):
    """Write the shortest spec that loads, with *changes*; its folder."""
    folder.mkdir(parents=True)
    document = {
        "id": f"{folder.parent.name}/{folder.name}",
        "title": "t",
        "source": "s",
        "kind": "function",
        "function": "f",
        "inputs": [{"name": "x", "shape": []}],
        "outputs": [{"name": "y", "points": 1, "shape": []}],
    }
    write(folder / "problem.json", {**document, **changes})
    return folder


def test_what_is_left_out_has_the_documented_default(tmp_path):
    """24 random cases of standard normal float64 numbers, full feedback, arguments unchanged."""
    problem = load_problem(minimal(tmp_path / "hw" / "p"))

    assert problem.kind is Kind.FUNCTION
    assert problem.random_cases == 24
    assert problem.feedback is Feedback.FULL
    assert problem.changed_arguments is ChangedArguments.WRONG
    assert problem.autograd is True
    assert problem.limits == Limits(10, 2, 20, 512 * 2**20, 2**20, 8 * 2**20)
    assert problem.function.inputs == (Input("x", (), distribution="normal", parameters={}),)
    assert problem.function.returns[0].dtype == "float64"
    assert problem.outputs[0].tolerance is None
    assert problem.dimensions == {}
    assert problem.constraints == problem.golden == problem.extreme == problem.errata == ()


def test_the_schema_tells_the_defaults_that_hold(tmp_path):
    """Whoever reads the schema in an editor reads the truth."""
    problem = load_problem(minimal(tmp_path / "hw" / "p"))
    schema = json.loads((files("grader.spec") / "problem.schema.json").read_text("utf-8"))
    units = {"": 1, " MiB": 2**20}
    told = {}
    for name, item in {**schema["$defs"]["limits"]["properties"], **schema["properties"]}.items():
        if match := re.search(r"; (\d+)( MiB)? if left out", item["description"]):
            told[name] = int(match[1]) * units[match[2] or ""]

    assert told.pop("cases") == problem.random_cases
    assert told == vars(problem.limits)


def test_what_is_given_replaces_the_default(tmp_path):
    """One of each property that has a default."""
    folder = minimal(
        tmp_path / "hw" / "p",
        cases=3,
        feedback="diagnosis",
        changed_arguments="allowed",
        autograd=False,
        limits={"call_seconds": 0.5, "memory_bytes": 2**24},
        inputs=[
            {"name": "x", "shape": [], "distribution": {"normal": {"mean": 1, "std": 2}}},
            {"name": "k", "shape": [2], "dtype": "int64", "distribution": {"choice": [0, 1]}},
        ],
        outputs=[{"name": "y", "points": 0.5, "shape": [], "tolerance": {"atol": 1e-3}}],
    )

    problem = load_problem(folder)

    x, k = problem.function.inputs
    assert problem.random_cases == 3
    assert problem.feedback is Feedback.DIAGNOSIS
    assert problem.changed_arguments is ChangedArguments.ALLOWED
    assert problem.autograd is False
    assert problem.limits == Limits(call_seconds=0.5, memory_bytes=2**24)
    assert (x.distribution, x.parameters) == ("normal", {"mean": 1, "std": 2})
    assert (k.distribution, k.parameters) == ("choice", {"values": [0, 1]})
    assert (k.shape, k.dtype) == ((2,), "int64")
    assert (problem.outputs[0].tolerance.rtol, problem.outputs[0].tolerance.atol) == (0, 1e-3)
    assert problem.points == 0.5


# The schemas.


def walk(schema, path="$"):
    """Every property that a schema describes, with its place.

    Conditions (`allOf`, `oneOf`, …) say more about properties that are described elsewhere.
    """
    conditions = {"allOf", "anyOf", "oneOf", "if", "then", "else", "not"}
    if isinstance(schema, dict):
        for name, item in schema.get("properties", {}).items():
            yield f"{path}.{name}", item
        for key, item in schema.items():
            if key not in conditions:
                yield from walk(item, f"{path}.{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from walk(item, path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_ships_in_the_package_and_is_valid(name):
    """It is read as a resource, so it must be one, and a schema of Draft 2020-12."""
    schema = json.loads((files("grader.spec") / name).read_text("utf-8"))

    Draft202012Validator.check_schema(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    ("name", "count"), [("homework.schema.json", 5), ("problem.schema.json", 60)]
)
def test_every_property_of_a_schema_is_described(name, count):
    """Editors show the description where the property is written."""
    schema = json.loads((files("grader.spec") / name).read_text("utf-8"))

    found = dict(walk(schema))

    assert len(found) >= count
    assert [path for path, item in found.items() if not item.get("description")] == []


def test_the_walk_above_finds_a_property_at_any_depth():
    """Also one of items, of definitions and of a property."""
    inner = {"properties": {"deep": {"type": "null"}}}
    schema = {
        "$defs": {"d": {"items": inner}},
        "properties": {"p": {"prefixItems": [inner], "additionalProperties": inner}},
    }

    found = [path.rpartition(".")[2] for path, _ in walk(schema)]

    assert sorted(found) == ["deep", "deep", "deep", "p"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_object_of_a_schema_takes_unknown_properties(name):
    """A misspelt property would be silently without effect."""
    schema = json.loads((files("grader.spec") / name).read_text("utf-8"))
    objects = [schema, *schema.get("$defs", {}).values()]

    open_ones = [
        item
        for item in objects
        if "properties" in item
        and item.get("additionalProperties", item.get("unevaluatedProperties")) is not False
    ]

    # `value` is closed by the definitions that extend it.
    assert open_ones in ([], [schema.get("$defs", {}).get("value")])


# The digest.


def test_the_digest_changes_with_every_file(copied):
    """Whatever file it is, a report shows that the homework was another."""
    folder = copied("uva-2017-hw1")
    before = load_homework(folder).digest
    changed = {before}
    every = [path for path in folder.rglob("*") if path.is_file()]
    every = [path for path in every if "__pycache__" not in path.parts]
    for path in every:
        content = path.read_bytes()
        path.write_bytes(content.replace(b"\n", b" ", 1))  # as long as before
        changed.add(load_homework(folder).digest)
        path.write_bytes(content)

    assert len(every) >= 5
    assert len(changed) == len(every) + 1
    assert load_homework(folder).digest == before
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", before)


def test_the_digest_changes_with_the_name_of_a_file(copied):
    """Moved content is other content."""
    folder = copied("uva-2017-hw1")
    before = load_homework(folder).digest
    statement = folder / "worked-example" / "statement.md"
    statement.rename(statement.with_name("notes.md"))

    assert load_homework(folder).digest != before


def test_the_digest_changes_when_a_boundary_between_files_moves(copied):
    """The last byte of one file is not the first of the next."""
    folder = copied("uva-2017-hw1")
    first, second = folder / "a.txt", folder / "b.txt"
    first.write_bytes(b"ab")
    second.write_bytes(b"c")
    before = load_homework(folder).digest
    first.write_bytes(b"a")
    second.write_bytes(b"bc")

    assert load_homework(folder).digest != before


def test_the_digest_depends_on_nothing_else(copied, tmp_path):
    """Not on the place, the times of the files, compiled code or empty folders."""
    folder = copied("uva-2017-hw1")
    before = load_homework(folder).digest
    elsewhere = shutil.copytree(folder, tmp_path / "elsewhere" / folder.name)
    os.utime(elsewhere / "homework.json", (0, 0))
    (elsewhere / "worked-example" / "__pycache__").mkdir(exist_ok=True)
    (elsewhere / "worked-example" / "__pycache__" / "reference.pyc").write_bytes(b"compiled")
    (elsewhere / "empty").mkdir()

    assert load_homework(elsewhere).digest == before


# Lists, families of sizes, arithmetic, names, written answers.

SIZES = {"n": [1, 3], "d": {"sizes": [2, 9], "count": "n + 1"}, "c": [2, 5]}
WRITTEN = {
    "kind": "written",
    **dict.fromkeys(["function", "inputs", "outputs"]),
    "rubric": [
        {"points": 1, "text": "It says why."},
        {"points": 0.5, "text": "It says how.", "bonus": True},
        {"points": 2, "text": "It says when."},
    ],
}
STABLE = {"name": "y", "points": 2, "shape": []}
FAR = {"name": "far", "add": {"x": 1000}, "stability": True}
LAYERS = {"name": "layers", "shape": [], "dtype": "layers"}
CONSTRUCT = {
    "kind": "construct",
    **dict.fromkeys(["function", "inputs"]),
    "outputs": [{"name": "y", "points": 2}],
    "functions": [{"name": "network", "inputs": [], "returns": [LAYERS]}],
}


def spec(folder, changes):
    """Write the shortest spec that loads, with *changes* and without those that are None."""
    minimal(folder, **changes)
    document = read(folder / "problem.json")
    write(folder / "problem.json", {k: v for k, v in document.items() if v is not None})
    return folder


def x(**properties):
    """An only argument with these properties."""
    return {"inputs": [{"name": "x", "shape": [], **properties}]}


def y(**properties):
    """An only output with these properties."""
    return {"outputs": [{"name": "y", "points": 1, "shape": [], **properties}]}


def drawn_from(**distribution):
    """An only argument that is drawn from this family."""
    return x(shape=[3, 2], distribution=distribution)


def test_a_family_of_sizes_has_a_range_and_a_count(tmp_path):
    """A plain dimension has none."""
    problem = load_problem(spec(tmp_path / "hw" / "p", {"dimensions": SIZES}))

    d, n = problem.dimensions["d"], problem.dimensions["n"]
    assert (d.low, d.high, d.count) == (2, 9, "n + 1")
    assert (n.low, n.high, n.count) == (1, 3, None)


def test_a_list_is_told_by_its_count(tmp_path):
    """Of arguments and of outputs; the shape is that of an item."""
    changes = {
        "dimensions": SIZES,
        **x(list="n", shape=["d[i]", "d[i - 1]"]),
        **y(list="n + 1", shape=["i"]),
    }
    problem = load_problem(spec(tmp_path / "hw" / "p", changes))

    argument, output = problem.function.inputs[0], problem.function.returns[0]
    assert (argument.count, argument.shape) == ("n", ("d[i]", "d[i - 1]"))
    assert (output.count, output.shape) == ("n + 1", ("i",))


@pytest.mark.parametrize(
    ("changes", "distribution", "parameters"),
    [
        (drawn_from(size="n * c"), "size", {"value": "n * c"}),
        (drawn_from(probabilities={}), "probabilities", {}),
        (drawn_from(probabilities={"std": "c / 2"}), "probabilities", {"std": "c / 2"}),
        (drawn_from(one_hot={}), "one_hot", {}),
        (drawn_from(one_hot={"axis": 0}), "one_hot", {"axis": 0}),
        (drawn_from(cycle=[1, 2.5]), "cycle", {"values": [1, 2.5]}),
        (x(dtype="text", distribution={"cycle": ["a", "b"]}), "cycle", {"values": ["a", "b"]}),
        (x(dtype="text", distribution={"choice": ["a"]}), "choice", {"values": ["a"]}),
        (
            drawn_from(uniform={"low": 1, "high": 2, "either_sign": True}),
            "uniform",
            {"low": 1, "high": 2, "either_sign": True},
        ),
        (
            drawn_from(integers={"low": 0, "high": "c - 1"}),
            "integers",
            {"low": 0, "high": "c - 1"},
        ),
        (
            drawn_from(normal={"mean": "n", "std": "d[0]**-0.5"}),
            "normal",
            {"mean": "n", "std": "d[0]**-0.5"},
        ),
    ],
    ids=str,
)
def test_a_distribution_has_its_parameters_by_name(tmp_path, changes, distribution, parameters):
    """Arithmetic stays text until a case has sizes."""
    folder = spec(tmp_path / "hw" / "p", {"dimensions": SIZES, **changes})
    (argument,) = load_problem(folder).function.inputs

    assert (argument.distribution, argument.parameters) == (distribution, parameters)


def test_a_derivative_names_what_is_differentiated_by_what(tmp_path):
    """The factor is 1 if left out, and so there may be none at all."""
    outputs = [
        {"name": "dw", "points": 1, "shape": [], "derivative": {"of": "L", "by": "w"}},
        {
            "name": "g",
            "points": 1,
            "shape": [],
            "derivative": {"of": "L", "by": "x", "factor": -1},
        },
        {"name": "L", "points": 1, "shape": []},
    ]
    problem = load_problem(spec(tmp_path / "hw" / "p", {"outputs": outputs}))

    found = [output.derivative for output in problem.outputs]
    assert found == [Derivative("L", "w", 1.0), Derivative("L", "x", -1), None]


def test_an_erratum_may_name_the_submission_that_shows_it(tmp_path):
    """And the listed mistake that it is."""
    erratum = {"id": "A7", "printed": "a", "correction": "b"}
    shown = {**erratum, "mistake": "sign", "submission": "wrong_answer/p--sign"}
    folder = spec(tmp_path / "hw" / "p", {"errata": [erratum, shown]})

    assert load_problem(folder).errata == (
        Erratum("A7", "a", "b"),
        Erratum("A7", "a", "b", mistake="sign", submission="wrong_answer/p--sign"),
    )


def test_an_extreme_case_may_have_sizes_and_arguments_of_its_own(tmp_path):
    extreme = {"name": "far", "sizes": {"c": 3000}, "arguments": {"x": [0, 2000]}}
    folder = spec(
        tmp_path / "hw" / "p", {"dimensions": SIZES, **x(shape=["n"]), "extreme": [extreme]}
    )

    (found,) = load_problem(folder).extreme
    assert (found.sizes, found.arguments) == ({"c": 3000}, {"x": [0, 2000]})
    assert found.scale == found.add == {}


def test_points_for_stability_belong_to_cases_about_floating_point(tmp_path):
    """Other extreme cases stay as they are; an output may have none of these points."""
    item = {"points": 0.5, "remedy": "Shift."}
    outputs = [{**STABLE, "stability": item}, {**STABLE, "name": "z"}]
    plain = {"name": "large", "scale": {"x": 9}}
    folder = spec(tmp_path / "hw" / "p", {"outputs": outputs, "extreme": [plain, FAR]})

    problem = load_problem(folder)

    assert [extreme.stability for extreme in problem.extreme] == [False, True]
    assert [output.stability for output in problem.outputs] == [Stability(0.5, "Shift."), None]
    assert [output.stability_points for output in problem.outputs] == [0.5, 0]


def test_a_condition_is_told_by_its_step(tmp_path):
    folder = spec(
        tmp_path / "hw" / "p", {"constraints": [{"values": "both_labels", "holds": True}]}
    )

    assert load_problem(folder).constraints == (Constraint("both_labels", holds=True),)


def test_a_construction_may_ask_for_layers(tmp_path):
    """Functions with arguments of their own; what is judged is told apart."""
    problem = load_problem(spec(tmp_path / "hw" / "p", CONSTRUCT))

    assert problem.kind is Kind.CONSTRUCT
    assert problem.function.name == "network"
    assert problem.function.returns[0].dtype == "layers"
    assert [output.name for output in problem.outputs] == ["y"]


def test_a_written_problem_has_a_rubric_and_nothing_to_run(tmp_path):
    """Its points are those of the rubric, without what is a bonus."""
    problem = load_problem(spec(tmp_path / "hw" / "p", WRITTEN))

    assert problem.kind is Kind.WRITTEN
    assert problem.functions == problem.outputs == problem.golden == problem.extreme == ()
    assert [(item.points, item.bonus) for item in problem.rubric] == [
        (1, False),
        (0.5, True),
        (2, False),
    ]
    assert problem.points == 3


def test_asked_names_of_a_written_problem_are_that_of_its_folder(tmp_path):
    """An answer is a file of that name."""
    spec(tmp_path / "hw" / "why-so", WRITTEN)
    spec(tmp_path / "hw" / "code", {"function": "f"})
    spec(tmp_path / "hw" / "net", CONSTRUCT)

    assert asked_names(tmp_path / "hw") == {"why-so", "f", "network"}


UNKNOWN_NAME = r"a name in \$\.dimensions \(n, d, c\)"

REFUSED = {
    "family without a count": (
        {"dimensions": {"d": {"sizes": [2, 9]}}},
        "$.dimensions.d",
        "the property 'count'",
        r'^\["sizes"\]$',
    ),
    "family without sizes": (
        {"dimensions": {"d": {"count": "3"}}},
        "$.dimensions.d",
        "the property 'sizes'",
        r'^\["count"\]$',
    ),
    "family with a misspelt property": (
        {"dimensions": {"d": {"sizes": [2, 9], "cuont": "3"}}},
        "$.dimensions.d.cuont",
        "did you mean 'count'",
        '^"cuont"$',
    ),
    "family with three sizes": (
        {"dimensions": {"d": {"sizes": [2, 3, 4], "count": "3"}}},
        "$.dimensions.d.sizes",
        "two sizes",
        r"^\[2, 3, 4\]$",
    ),
    "family of size zero": (
        {"dimensions": {"d": {"sizes": [0, 3], "count": "3"}}},
        "$.dimensions.d.sizes[0]",
        "at least 1",
        "^0$",
    ),
    "family with its sizes reversed": (
        {"dimensions": {"d": {"sizes": [9, 2], "count": "3"}}},
        "$.dimensions.d",
        "the smaller size first",
        r"^\[9, 2\]$",
    ),
    "family with an unknown name in its count": (
        {"dimensions": {"n": [1, 3], "d": {"sizes": [2, 9], "count": "m + 1"}}},
        "$.dimensions.d.count",
        r"a name in \$\.dimensions \(n, d\)",
        r'^"m \+ 1"$',
    ),
    "family with a count that is no arithmetic": (
        {"dimensions": {"n": [1, 3], "d": {"sizes": [2, 9], "count": "len(n)"}}},
        "$.dimensions.d.count",
        "or arithmetic on them",
        r'^"len\(n\)"$',
    ),
    "unknown name in a shape": (
        {"dimensions": SIZES, **x(shape=["n", "d[m]"])},
        "$.inputs[0].shape[1]",
        UNKNOWN_NAME,
        r'^"d\[m\]"$',
    ),
    "unknown name in the shape of an output": (
        {"dimensions": SIZES, **y(shape=["n + m"])},
        "$.outputs[0].shape[0]",
        UNKNOWN_NAME,
        r'^"n \+ m"$',
    ),
    "call in a shape": (
        {"dimensions": SIZES, **x(shape=["max(n, c)"])},
        "$.inputs[0].shape[0]",
        "or arithmetic on them",
        r"max\(n, c\)",
    ),
    "attribute in a shape": (
        {"dimensions": SIZES, **x(shape=["n.real"])},
        "$.inputs[0].shape[0]",
        "or arithmetic on them",
        r'^"n\.real"$',
    ),
    "empty arithmetic": (x(shape=[""]), "$.inputs[0].shape[0]", "a size", '^""$'),
    "arithmetic too long": (
        {"dimensions": SIZES, **x(shape=["n" + " + 1" * 25])},
        "$.inputs[0].shape[0]",
        "arithmetic",
        r"\.\.\.$",
    ),
    "unknown name in the count of a list": (
        {"dimensions": SIZES, **x(list="m")},
        "$.inputs[0].list",
        UNKNOWN_NAME,
        '^"m"$',
    ),
    "unknown name in the count of a list of outputs": (
        {"dimensions": SIZES, **y(list="n * m")},
        "$.outputs[0].list",
        UNKNOWN_NAME,
        r'^"n \* m"$',
    ),
    "count of a list that is a number": (
        x(list=3),
        "$.inputs[0].list",
        "string|text|arithmetic",
        "^3$",
    ),
    "unknown name in a size": (
        {"dimensions": SIZES, **drawn_from(size="m")},
        "$.inputs[0].distribution.size",
        UNKNOWN_NAME,
        '^"m"$',
    ),
    "unknown name in a parameter": (
        {"dimensions": SIZES, **drawn_from(normal={"std": "m**-0.5"})},
        "$.inputs[0].distribution.normal.std",
        UNKNOWN_NAME,
        r'^"m\*\*-0\.5"$',
    ),
    "unknown name in a bound": (
        {"dimensions": SIZES, **drawn_from(integers={"low": 0, "high": "k - 1"})},
        "$.inputs[0].distribution.integers.high",
        UNKNOWN_NAME,
        '^"k - 1"$',
    ),
    "unknown name of a construction": (
        {
            **CONSTRUCT,
            "functions": [{"name": "f", "inputs": [], "returns": [{**LAYERS, "shape": ["m"]}]}],
        },
        "$.functions[0].returns[0].shape[0]",
        "a size",
        '^"m"$',
    ),
    "normal text": (
        x(dtype="text", distribution={"normal": {}}),
        "$.inputs[0]",
        "choice or cycle for text",
        '^"normal"$',
    ),
    "text of a size": (
        {"dimensions": SIZES, **x(dtype="text", distribution={"size": "n"})},
        "$.inputs[0]",
        "choice or cycle for text",
        '^"size"$',
    ),
    "text without a distribution": (
        x(dtype="text"),
        "$.inputs[0]",
        "choice or cycle for text",
        '^"normal"$',
    ),
    "text as output": (y(dtype="text"), "$.outputs[0].dtype", "text is for inputs", '^"text"$'),
    "text returned by a construction": (
        {
            **CONSTRUCT,
            "functions": [{"name": "f", "inputs": [], "returns": [{**LAYERS, "dtype": "text"}]}],
        },
        "$.functions[0].returns[0].dtype",
        "text is for inputs",
        '^"text"$',
    ),
    "layers of a function": (
        y(dtype="layers"),
        "$.outputs[0].dtype",
        "only constructions return layers",
        '^"layers"$',
    ),
    "layers as argument": (
        {
            **CONSTRUCT,
            "functions": [{"name": "f", "inputs": [LAYERS], "returns": [LAYERS]}],
        },
        "$.functions[0].inputs[0].dtype",
        "only constructions return layers",
        '^"layers"$',
    ),
    "number of an item outside a list": (
        {"dimensions": SIZES, **x(shape=["i"])},
        "$.inputs[0].shape[0]",
        UNKNOWN_NAME,
        '^"i"$',
    ),
    "number of an item in a parameter outside a list": (
        {"dimensions": SIZES, **drawn_from(normal={"mean": "i"})},
        "$.inputs[0].distribution.normal.mean",
        UNKNOWN_NAME,
        '^"i"$',
    ),
    "number of an item in the count of its list": (
        {"dimensions": SIZES, **x(list="i")},
        "$.inputs[0].list",
        UNKNOWN_NAME,
        '^"i"$',
    ),
    "dimension named as the number of an item": (
        {"dimensions": {"i": [1, 2]}},
        "$.dimensions",
        "another name than i",
        '^"i"$',
    ),
    "family without an index": (
        {"dimensions": SIZES, **x(shape=["d"])},
        "$.inputs[0].shape[0]",
        UNKNOWN_NAME,
        '^"d"$',
    ),
    "index on a single dimension": (
        {"dimensions": SIZES, **x(shape=["n[0]"])},
        "$.inputs[0].shape[0]",
        "an index only on a family",
        r'^"n\[0\]"$',
    ),
    "family counted by itself": (
        {"dimensions": {"d": {"sizes": [2, 9], "count": "d"}}},
        "$.dimensions.d.count",
        r"a name in \$\.dimensions \(d\)",
        '^"d"$',
    ),
    "single ones along an axis that is not there": (
        x(shape=[3], distribution={"one_hot": {"axis": 1}}),
        "$.inputs[0].distribution.one_hot",
        "an axis of the shape",
        '^{"axis": 1}$',
    ),
    "single ones of a scalar": (
        x(distribution={"one_hot": {}}),
        "$.inputs[0].distribution.one_hot",
        "an axis of the shape",
        "^{}$",
    ),
    "text chosen from numbers": (
        x(dtype="text", distribution={"choice": ["a", 1]}),
        "$.inputs[0].distribution.choice",
        "text, as the dtype says",
        r'^\["a", 1\]$',
    ),
    "numbers chosen from text": (
        drawn_from(cycle=[1, "a"]),
        "$.inputs[0].distribution.cycle",
        "numbers, as the dtype says",
        r'^\[1, "a"\]$',
    ),
    "nothing to take in turn": (
        drawn_from(cycle=[]),
        "$.inputs[0].distribution.cycle",
        ".",
        r"^\[\]$",
    ),
    "probabilities without spread": (
        drawn_from(probabilities={"std": 0}),
        "$.inputs[0].distribution.probabilities.std",
        "more than 0",
        "^0$",
    ),
    "third axis of single ones": (
        drawn_from(one_hot={"axis": 2}),
        "$.inputs[0].distribution.one_hot.axis",
        "one of 0, 1",
        "^2$",
    ),
    "sign that is no truth value": (
        drawn_from(uniform={"low": 1, "high": 2, "either_sign": "yes"}),
        "$.inputs[0].distribution.uniform.either_sign",
        "boolean|truth",
        '^"yes"$',
    ),
    "rubric of a function": (
        {"rubric": WRITTEN["rubric"]},
        "$.rubric",
        "no such property in a problem of this kind",
        '"It says why',
    ),
    "rubric of a construction": (
        {**CONSTRUCT, "rubric": WRITTEN["rubric"]},
        "$.rubric",
        "no such property in a problem of this kind",
        '"It says why',
    ),
    "written problem with outputs": (
        {**WRITTEN, **y()},
        "$.outputs",
        "no such property in a problem of this kind",
        '"name": "y"',
    ),
    "written problem with a function": (
        {**WRITTEN, "function": "f"},
        "$.function",
        "no such property in a problem of this kind",
        '^"f"$',
    ),
    "written problem with limits": (
        {**WRITTEN, "limits": {}},
        "$.limits",
        "no such property in a problem of this kind",
        "^{}$",
    ),
    "written problem without a rubric": (
        {**WRITTEN, "rubric": None},
        "$",
        "the property 'rubric'",
        '"kind"',
    ),
    "rubric without a line": ({**WRITTEN, "rubric": []}, "$.rubric", "marked", r"^\[\]$"),
    "line of a rubric without points": (
        {**WRITTEN, "rubric": [{"text": "Why."}]},
        "$.rubric[0]",
        "the property 'points'",
        r'^\["text"\]$',
    ),
    "line of a rubric with negative points": (
        {**WRITTEN, "rubric": [{"points": -1, "text": "Why."}]},
        "$.rubric[0].points",
        "at least 0",
        "^-1$",
    ),
    "extreme case with an unknown dimension": (
        {"dimensions": SIZES, "extreme": [{"name": "far", "sizes": {"m": 3}}]},
        "$.extreme[0].sizes.m",
        r"a single dimension \(n, c\)",
        '^"m"$',
    ),
    "extreme case with the size of a family": (
        {"dimensions": SIZES, "extreme": [{"name": "far", "sizes": {"d": 3}}]},
        "$.extreme[0].sizes.d",
        r"a single dimension \(n, c\)",
        '^"d"$',
    ),
    "extreme case that scales a name": (
        {
            **x(dtype="text", distribution={"choice": ["a"]}),
            "extreme": [{"name": "far", "scale": {"x": 3}}],
        },
        "$.extreme[0]",
        "a number to scale",
        '^"x"$',
    ),
    "extreme case of size zero": (
        {"dimensions": SIZES, "extreme": [{"name": "far", "sizes": {"n": 0}}]},
        "$.extreme[0].sizes.n",
        "at least 1",
        "^0$",
    ),
    "extreme case with an unknown argument": (
        {"extreme": [{"name": "far", "arguments": {"z": 3}}]},
        "$.extreme[0].arguments.z",
        r"an input \(x\)",
        '^"z"$',
    ),
    "points for stability without a case": (
        {"outputs": [{**STABLE, "stability": {"points": 1, "remedy": "Shift."}}]},
        "$.outputs[0].stability",
        "an extreme case with the property 'stability'",
        "none in",
    ),
    "case about floating point that costs nothing": (
        {"outputs": [STABLE], "extreme": [{"name": "large", "scale": {"x": 9}}, FAR]},
        "$.extreme[1].stability",
        "an output with the property 'stability'",
        "^true$",
    ),
    "more points for stability than there are": (
        {"outputs": [{**STABLE, "stability": {"points": 3, "remedy": "A."}}], "extreme": [FAR]},
        "$.outputs[0].stability.points",
        "at most the points of the output, 2",
        "^3.0$",
    ),
    "negative points for stability": (
        {"outputs": [{**STABLE, "stability": {"points": -1, "remedy": "A."}}], "extreme": [FAR]},
        "$.outputs[0].stability.points",
        "at least 0",
        "^-1$",
    ),
    "stability without a remedy": (
        {"outputs": [{**STABLE, "stability": {"points": 1}}], "extreme": [FAR]},
        "$.outputs[0].stability",
        "the property 'remedy'",
        "points",
    ),
    "constraint on the sign of a name": (
        {
            **x(dtype="text", distribution={"choice": ["a"]}),
            "constraints": [{"values": "x", "some": "negative"}],
        },
        "$.constraints[0].values",
        "numbers",
        '^"x"$',
    ),
    "condition that must not hold": (
        {"constraints": [{"values": "x", "holds": False}]},
        "$.constraints[0].holds",
        "true",
        "^false$",
    ),
    "condition with a distance": (
        {"constraints": [{"values": "x", "holds": True, "away_from": 0, "by": 1}]},
        "$.constraints[0]",
        "away_from.*some.*holds",
        '^{"values": "x"',
    ),
    "derivative of nothing": (
        y(derivative={"by": "x"}),
        "$.outputs[0].derivative",
        "the property 'of'",
        r'^\["by"\]$',
    ),
    "derivative by arithmetic": (
        y(derivative={"of": "L", "by": "x + 1"}),
        "$.outputs[0].derivative.by",
        "a Python name",
        r'^"x \+ 1"$',
    ),
    "derivative with a misspelt factor": (
        y(derivative={"of": "L", "by": "x", "facto": -1}),
        "$.outputs[0].derivative.facto",
        "did you mean 'factor'",
        '^"facto"$',
    ),
    "derivative of a construction": (
        {
            **CONSTRUCT,
            "outputs": [{"name": "y", "points": 2, "derivative": {"of": "L", "by": "x"}}],
        },
        "$.outputs[0].derivative",
        "no such property in a problem of this kind",
        '"of"',
    ),
    "list of a construction": (
        {**CONSTRUCT, "outputs": [{"name": "y", "points": 2, "list": "3"}]},
        "$.outputs[0].list",
        "no such property in a problem of this kind",
        '^"3"$',
    ),
    "erratum shown by a number": (
        {"errata": [{"id": "A7", "printed": "a", "correction": "b", "submission": 7}]},
        "$.errata[0].submission",
        "string|text|line",
        "^7$",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_spec_language_does_not_have_is_refused(tmp_path, name):
    """In the words of whoever writes the problem, as above."""
    changes, path, expected, found = REFUSED[name]
    folder = spec(tmp_path / "hw" / "p", changes)

    with pytest.raises(SpecError) as caught:
        load_problem(folder)

    error = caught.value
    assert error.file == folder / "problem.json"
    assert error.json_path == path
    assert re.search(expected, error.expected)
    assert re.search(found, error.found)
    assert not JARGON.search(error.expected)


@pytest.mark.parametrize(
    "changes", [WRITTEN, CONSTRUCT, {"dimensions": SIZES}, x(list="3"), drawn_from(cycle=[1])]
)
def test_what_the_refused_ones_were_made_from_loads(tmp_path, changes):
    """So each of them is refused for its own change."""
    load_problem(spec(tmp_path / "hw" / "p", changes))
