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
from grader.spec.model import Feedback, Input, Kind, Limits
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


CONSTRAINT = {"values": "S1"}
FUNCTION = {"name": "f", "inputs": [], "returns": [{"name": "y", "shape": []}]}

PROBLEMS_BROKEN = {
    "title missing": Broken(drop("title"), "$", "the property 'title'", "."),
    "kind missing": Broken(drop("kind"), "$", "the property 'kind'", "."),
    "function missing": Broken(drop("function"), "$", "the property 'function'", "."),
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
    assert problem.changed_arguments is False
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
    assert problem.changed_arguments is True
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
