"""Reading what students hand in: bad input of every kind, and where functions stand."""

import codecs
import os
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.errors import SubmissionError, UsageError
from grader.submission import (
    FunctionSite,
    Submission,
    choose_homework,
    double_notes,
    locate,
    near_miss,
    read_submission,
)
from grader.submission.read import MAX_FILE_BYTES

GOOD = "def f(x):\n    return x\n"


@pytest.fixture
def submitted(tmp_path):
    """Reads a submission of these files."""

    def submitted(files):
        for name, content in files.items():
            file = tmp_path / "mine" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_submission(tmp_path / "mine")

    return submitted


def site(text, name="f"):
    """Where *name* stands in a file of this *text*."""
    content = text if isinstance(text, bytes) else text.encode()
    (site,) = submission_of({"a.py": content}).sites.get(name, (None,))
    return site


def submission_of(files):
    """A submission of these files, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        return read_submission(Path(folder))


def with_functions(*names):
    """A submission that defines these."""
    sites = {name: (FunctionSite(name, "a.py", line),) for line, name in enumerate(names, 1)}
    return Submission("mine", {}, sites, {}, frozenset(), (), "")


def refusal(path):
    """The sentence with which *path* is refused."""
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    return str(caught.value)


# Paths that cannot be graded.


def test_a_missing_path_is_refused(tmp_path):
    """The sentence begins with the path as it was given."""
    assert refusal(tmp_path / "lost") == f"{tmp_path / 'lost'}: no such file or directory"


@pytest.mark.parametrize("name", ["a" * 300, "a" * 300 + ".py", "a\0b", "a/" * 3000])
def test_a_path_that_no_system_can_have_is_refused(name):
    """Too long a name, too long a path, a null byte."""
    assert refusal(Path(name))


def test_an_empty_folder_is_refused(tmp_path):
    """The sentence says what was looked for."""
    sentence = f"{tmp_path}: expected a folder with .py files or notebooks, found none"
    assert refusal(tmp_path) == sentence


def test_a_folder_without_python_files_is_refused(tmp_path):
    """Data is no code."""
    (tmp_path / "hw1.csv").write_text("1")

    assert "expected a folder with .py files or notebooks, found none" in refusal(tmp_path)


def test_a_folder_with_nothing_but_texts_fits_no_homework(tmp_path):
    """Code saved as text is no .py file."""
    (tmp_path / "hw1.py.txt").write_text(GOOD)

    with pytest.raises(SubmissionError, match="found no code"):
        choose_homework(read_submission(tmp_path), {"one": {"f"}})


@pytest.mark.parametrize("name", ["hw1", "hw1.pyc", "hw1.PY.txt", ".py", "hw1.gz"])
def test_a_file_that_is_no_python_file_is_refused(tmp_path, name):
    """Nor a notebook or an archive."""
    (tmp_path / name).write_text(GOOD)

    assert refusal(tmp_path / name).endswith("or a zip or tar archive of these")


def test_a_folder_named_as_a_python_file_is_read_as_a_folder(tmp_path):
    """What a path is decides, and not what it is called."""
    folder = tmp_path / "x.py"
    folder.mkdir()

    assert "expected a folder with .py files or notebooks, found none" in refusal(folder)

    (folder / "a.py").write_text(GOOD)

    assert set(read_submission(folder).files) == {"a.py"}


@pytest.mark.parametrize("target", ["lost.py", "loop.py"], ids=["dangling", "loop"])
def test_a_link_that_leads_nowhere_is_refused(tmp_path, target):
    """A dangling link, or one that leads back to itself."""
    link = tmp_path / "loop.py"
    link.symlink_to(tmp_path / target)

    assert str(link) in refusal(link)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    """Opening it in the plain way would hang for ever."""
    os.mkfifo(tmp_path / "x.py")

    assert refusal(tmp_path / "x.py").endswith("it is not a regular file")


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path):
    """The sentence says how large it is, and how large it may be."""
    file = tmp_path / "x.py"
    with file.open("wb") as handle:
        handle.truncate(100 * 2**20)

    sentence = f"{file}: it has 104,857,600 bytes, at most 1,048,576 are read"
    assert refusal(file) == sentence


def test_a_folder_with_nothing_readable_says_why(tmp_path):
    """The reasons follow the sentence."""
    os.mkfifo(tmp_path / "x.py")
    with (tmp_path / "y.py").open("wb") as handle:
        handle.truncate(100 * 2**20)

    sentence = refusal(tmp_path)
    assert "found none" in sentence
    assert "x.py was not read: it is not a regular file" in sentence
    assert "y.py was not read: it has 104,857,600 bytes" in sentence


def test_too_many_files_are_refused(submitted, monkeypatch):
    """A disk is no submission."""
    monkeypatch.setattr("grader.submission.read.MAX_FILES", 3)
    files = {f"{i}.py": GOOD for i in range(4)}

    with pytest.raises(SubmissionError, match=r"at most 3 \.py files .* found more"):
        submitted(files)


def test_as_many_files_as_allowed_are_read(submitted, monkeypatch):
    """The bound itself is within."""
    monkeypatch.setattr("grader.submission.read.MAX_FILES", 3)

    assert len(submitted({f"{i}.py": GOOD for i in range(3)}).files) == 3


def test_too_many_bytes_in_all_are_refused(submitted, monkeypatch):
    """Each file is small enough; their sum is not."""
    monkeypatch.setattr("grader.submission.read.MAX_TOTAL_BYTES", 3 * len(GOOD))
    files = {f"{i}.py": GOOD for i in range(4)}

    with pytest.raises(SubmissionError, match="bytes of code in all, found more"):
        submitted(files)


def test_too_many_other_entries_are_refused(submitted, monkeypatch):
    """Looking for .py files in a large tree ends, too."""
    monkeypatch.setattr("grader.submission.entries.MAX_ENTRIES", 10)
    files = {"a.py": GOOD, **{f"data/{i}.csv": "" for i in range(10)}}

    with pytest.raises(SubmissionError, match="at most 10 files and folders, found more"):
        submitted(files)


# Files in a folder that are not read, and do not stop the others.


def unread(folder, name):
    """Why *name* was not read, although the good file beside it was."""
    (folder / "good.py").write_text(GOOD)
    submission = read_submission(folder)
    assert submission.sites["f"][0].file == "good.py"
    assert name not in submission.files
    (note,) = submission.notes
    assert note.startswith(f"{name} was not read: ")
    return note


def test_a_large_file_costs_only_what_stands_in_it(tmp_path):
    """The rest of the folder is graded."""
    with (tmp_path / "x.py").open("wb") as handle:
        handle.truncate(100 * 2**20)

    assert "104,857,600 bytes" in unread(tmp_path, "x.py")


def test_a_pipe_costs_only_what_stands_in_it(tmp_path):
    """Nothing waits for a writer."""
    os.mkfifo(tmp_path / "x.py")

    assert "not a regular file" in unread(tmp_path, "x.py")


def test_a_folder_named_as_a_python_file_is_not_read_as_one(tmp_path):
    """It is said to be a folder, and what stands in it is read."""
    (tmp_path / "x.py").mkdir()
    (tmp_path / "x.py" / "inner.py").write_text("def g(): return 1")

    assert "it is a folder" in unread(tmp_path, "x.py")
    assert read_submission(tmp_path).sites["g"][0].file == "x.py/inner.py"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    """Whatever it leads to, a report would show lines of it."""
    secret = tmp_path / "secret.py"
    secret.write_text("def g(): return 1")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "x.py").symlink_to(secret)

    assert "a link out of the folder" in unread(folder, "x.py")


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    """Neither out of the submission nor round in a circle."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "x.py").write_text("def g(): return 1")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.py").write_text(GOOD)
    (folder / "out").symlink_to(secret)
    (folder / "round").symlink_to(folder)

    assert set(read_submission(folder).files) == {"a.py"}


def test_a_link_within_the_folder_is_followed(tmp_path):
    """It leads to what was handed in anyway."""
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.py").symlink_to("a.txt")

    assert read_submission(tmp_path).files == {"a.py": GOOD.encode()}


def test_a_link_to_the_whole_submission_is_followed(tmp_path):
    """The path that is given may be a link; links inside still count as inside."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD)
    (folder / "a.py").symlink_to("a.txt")
    (tmp_path / "mine").symlink_to(folder)

    assert set(read_submission(tmp_path / "mine").files) == {"a.py"}


def test_a_loop_of_links_costs_only_itself(tmp_path):
    """Two links that lead to each other."""
    (tmp_path / "x.py").symlink_to(tmp_path / "y")
    (tmp_path / "y").symlink_to(tmp_path / "x.py")

    assert "symbolic link" in unread(tmp_path, "x.py")


def test_a_dangling_link_costs_only_itself(tmp_path):
    """It leads to a name inside the folder where nothing is."""
    (tmp_path / "x.py").symlink_to("lost.py")

    assert "no such file" in unread(tmp_path, "x.py")


def test_a_file_without_permission_costs_only_itself(tmp_path, monkeypatch):
    """The system's reason is given; as root there are no permissions, so it is made up here."""
    (tmp_path / "x.py").write_text(GOOD)
    real_open = os.open

    def no_access(path, *rest, **others):
        if Path(path).name == "x.py":
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *rest, **others)

    monkeypatch.setattr(os, "open", no_access)

    assert unread(tmp_path, "x.py").endswith("permission denied")


def test_a_file_that_fails_while_it_is_read_costs_only_itself(tmp_path, monkeypatch):
    """A broken disk, a lost network."""
    (tmp_path / "x.py").write_text(GOOD)
    real_read, failing = os.read, []

    def broken(fd, count):
        if os.path.samestat(os.fstat(fd), (tmp_path / "x.py").stat()):
            failing.append(fd)
            raise OSError(5, "Input/output error")
        return real_read(fd, count)

    monkeypatch.setattr(os, "read", broken)

    assert unread(tmp_path, "x.py").endswith("input/output error")
    assert failing


def test_a_file_that_comes_in_pieces_is_read_whole(tmp_path, monkeypatch):
    """A read may return less than was asked for; that is not the end of the file."""
    (tmp_path / "x.py").write_text(GOOD)
    real_read = os.read
    monkeypatch.setattr(os, "read", lambda fd, count: real_read(fd, min(count, 10)))

    assert read_submission(tmp_path).files == {"x.py": GOOD.encode()}


def test_a_file_of_exactly_the_largest_size_is_read(submitted):
    """One byte more is too much."""
    largest = GOOD.encode() + b"#" * (MAX_FILE_BYTES - len(GOOD))

    submission = submitted({"a.py": largest, "b.py": largest + b"#"})

    assert submission.files == {"a.py": largest}
    assert submission.sites["f"][0].broken is None


def test_no_descriptor_is_left_open(tmp_path):
    """However a file is refused."""
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "good.py").write_text(GOOD)
    with (tmp_path / "large.py").open("wb") as handle:
        handle.truncate(100 * 2**20)
    before = os.dup(0)
    os.close(before)

    read_submission(tmp_path)

    after = os.dup(0)
    os.close(after)
    assert after == before


def test_folders_that_are_not_the_students_are_left_out(submitted):
    """Compiled code, hidden folders, environments."""
    names = ["__pycache__", ".git", ".ipynb_checkpoints", "venv", ".venv", "site-packages"]

    submission = submitted({"a.py": GOOD, **{f"{name}/b.py": "def g(): 0" for name in names}})

    assert set(submission.files) == {"a.py"}
    assert submission.notes == ()


def test_folders_are_read_to_a_bounded_depth(submitted):
    """Twelve folders deep is enough for any homework."""
    deep = "/".join("abcdefghijkl")

    submission = submitted({f"{deep}/in.py": GOOD, f"{deep}/m/out.py": "def g(): 0"})

    assert set(submission.files) == {f"{deep}/in.py"}


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are always UTF-8 there")
def test_a_file_name_that_is_not_utf8_becomes_proper_text(tmp_path):
    """A report is UTF-8, and the name stands in it."""
    (tmp_path / os.fsdecode(b"a\xff.py")).write_text(GOOD)

    submission = read_submission(tmp_path)

    (name,) = submission.files
    assert name.encode("utf-8")
    assert submission.sites["f"][0].file == name


# Text of every kind.


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        ("x = 1\r\r" + GOOD.replace("\n", "\r")).encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        b"# \xc3\xa9t\xc3\xa9\n" + GOOD.encode(),
        b"# -*- coding: latin-1 -*-\n# \xe9t\xe9\n" + GOOD.encode(),
        b"# -*- coding: cp1252 -*-\ns = '\x80'\n" + GOOD.encode(),
        b'"\\d"\n' + GOOD.encode(),
        b"x = 1 is 1\n" + GOOD.encode(),
    ],
    ids=[
        *("plain", "CRLF", "CR alone", "byte-order mark", "UTF-8", "Latin-1 with cookie"),
        *("Windows with cookie", "invalid escape", "warning"),
    ],
)
def test_a_file_that_python_reads_is_read(content):
    """Whatever its encoding and its line ends, and whatever Python warns of."""
    found = site(content)

    assert found.broken is None
    assert not found.is_stub
    assert content.splitlines()[found.line - 1].removeprefix(codecs.BOM_UTF8).startswith(b"def f")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"def f(x):\n    return x +\n", 1, r"a.py:2: invalid syntax"),
        (b"import numpy\n\ndef f(x:\n    return x\n", 3, r"a.py:3: '\(' was never closed"),
        (b"def f(x):\nreturn x\n", 1, "a.py:2: expected an indented block"),
        (b"def f(x):\n    return x\n  return 2\n", 1, "a.py:3: unindent does not match"),
        (b"def f(x):\n\tif x:\n        return x\n", 1, "a.py:3: inconsistent use of tabs"),
        (b"def f(x):\n    print x\n", 1, r"a.py:2: this is Python 2 \(print without"),
        (b"%matplotlib inline\ndef f(x:\n    return x\n", 2, "a.py:1: invalid syntax"),
        (b"<<<<<<< HEAD\ndef f(x):\n    return x\n", 2, "a.py:1: invalid syntax"),
        (
            b"s = '\xe9t\xe9'\ndef f(x):\n    return x\n",
            2,
            "a.py:1: this is not UTF-8; save the file as UTF-8",
        ),
        (b"# coding: utf-9\ndef f(x):\n    return x\n", 2, "encoding"),
        (b"def f(x):\n    return '\0'\n", 1, "null bytes"),
        (codecs.BOM_UTF8 + b"def f(x:\n    return x\n", 1, "never closed"),
        (b"def f(x:\r\n    return x\r\n", 1, "never closed"),
        (b"x = 1\rdef f(x:\r    return x\r", 2, "a.py:2: .*never closed"),
        (GOOD.encode("utf-16"), 1, "^a.py: it is saved as UTF-16; save it as UTF-8$"),
        (b"# coding: ascii\ns = '\xe9'\ndef f(x):\n    return x\n", 3, "ascii"),
        (b"x = " + b"(" * 5000 + b"\ndef f(x):\n    return x\n", 2, "parenthes|never closed"),
        (
            b"x = " + b"-" * 50_000 + b"1\ndef f(x):\n    return x\n",
            2,
            "deep|stack|recursion|complex",
        ),
        (b"x = 1" + b"+1" * 50_000 + b"\ndef f(x):\n    return x\n", 2, "deep|recursion"),
    ],
    ids=[
        *("operator", "parenthesis", "no block", "indentation", "tabs", "Python 2", "notebook"),
        *("merge conflict", "Latin-1", "unknown encoding", "null byte", "byte-order mark", "CRLF"),
        *("CR alone", "UTF-16", "another encoding"),
        *("parentheses", "signs", "sum"),
    ],
)
def test_a_function_in_a_file_that_does_not_parse_is_still_found(content, line, reason):
    """The student is told what is wrong with the file, and not that the function is missing."""
    found = site(content)

    assert found.line == line
    assert re.search(reason, found.broken)


def test_a_file_that_does_not_parse_costs_only_its_own_functions(submitted):
    """The others are graded."""
    submission = submitted({"a.py": GOOD, "b.py": "def g(:\n", "c.py": "def h(): return 1"})

    assert {name: item[0].broken is not None for name, item in submission.sites.items()} == {
        "f": False,
        "g": True,
        "h": False,
    }


def test_a_file_that_does_not_parse_and_shows_no_function_is_mentioned():
    """UTF-16 without a mark: no `def` can be seen in it, and nobody would know why."""
    with pytest.raises(SubmissionError) as caught:
        choose_homework(submission_of({"a.py": GOOD.encode("utf-16-le")}), {"hw": {"f"}})

    assert "a.py" in str(caught.value)


@pytest.mark.parametrize("count", [500, 1500, 5000])
def test_a_long_chain_of_branches_is_read(count):
    """Each elif is nested in the one before; the file is still flat to its author."""
    chain = "".join(f"elif x == {i}:\n    pass\n" for i in range(count))

    found = site(f"x = 1\nif x < 0:\n    pass\n{chain}{GOOD}")

    assert found is not None
    assert found.line == 2 * count + 4


# Where functions stand.


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD, 1),
        ("import numpy\n\n\nasync def f(x):\n    return x\n", 4),
        ("@decorated\n@twice\ndef f(x):\n    return x\n", 3),
        ("if True:\n    def f(x):\n        return x\n", 2),
        ("if a:\n    pass\nelif b:\n    pass\nelse:\n    def f(x):\n        return x\n", 6),
        ("try:\n    def f(x):\n        return x\nfinally:\n    pass\n", 2),
        ("try:\n    pass\nexcept OSError:\n    pass\nelse:\n    def f(x): return x\n", 6),
        ("try:\n    pass\nfinally:\n    def f(x): return x\n", 4),
        ("try:\n    import fast\nexcept ImportError:\n    def f(x): return x\n", 4),
        ("with a:\n    if b:\n        def f(x): return x\n", 3),
        ("x = 1\nf = lambda x: x\n", 2),
        ("f = g = lambda x: x\n", 1),
        ("def g(x):\n    return x\nf = g\n", 3),
        ("from functools import partial\nf = partial(pow, 2)\n", 2),
        ("f, g = lambda x: x, 3\n", 1),
        ("x = 1\n[g, f] = make(2)\n", 2),
        ("import numpy\nfrom nets import deep as f\n", 2),
        ("from .nets import deep as f\n", 1),
        ("f = lambda x: x\n\ndef f(x):\n    return 2 * x\n", 3),
        ("def f(x):\n    pass\n\ndef f(x):\n    return x\n", 4),
    ],
    ids=[
        *("plain", "async", "decorated", "if", "else", "try", "try-else", "finally", "except"),
        *("with-if", "lambda", "two names", "alias", "partial", "pair", "unpacked"),
        *("imported as", "relative", "lambda redefined", "redefined"),
    ],
)
def test_a_function_at_module_level_is_found(text, line):
    """Also inside if, try and with; the last definition counts, at the line of its def."""
    found = site(text)

    assert (found.file, found.line, found.is_stub, found.broken) == ("a.py", line, False, None)


@pytest.mark.parametrize(
    "text",
    [
        "class Model:\n    def f(self, x): return x\n",
        "def g(x):\n    def f(x): return x\n    return f(x)\n",
        "# def f(x): return x\n",
        '"""\ndef f(x): return x\n"""\n',
        "f = 3\n",
        "g, f = lambda x: x, 3\n",
        "import f\n",
        "from nets import f\n",
        "from nets import f as g\n",
    ],
    ids=[
        *("method", "inner", "comment", "text", "number", "number in a pair"),
        *("import", "import from", "import as another"),
    ],
)
def test_what_is_no_function_of_the_module_is_not_found(text):
    """A call by that name would fail."""
    assert site(text) is None


@pytest.mark.parametrize(
    "body",
    [
        "pass",
        "...",
        '"""Return x."""',
        '"""Return x."""\n    pass',
        '"""Return x."""\n    ...',
        "raise NotImplementedError",
        'raise NotImplementedError("fill in f")',
        '"""Return x."""\n    raise NotImplementedError() from None',
    ],
)
def test_a_function_without_code_is_a_stub(body):
    """It counts as not attempted, and not as wrong."""
    assert site(f"def f(x):\n    {body}\n").is_stub


@pytest.mark.parametrize(
    "body",
    [
        "return None",
        "return",
        "x = 1\n    pass",
        "if x:\n        raise NotImplementedError",
        "raise ValueError",
        "raise",
        "return NotImplementedError",
        "print(x)",
        "x",
    ],
)
def test_a_function_with_code_is_no_stub(body):
    """Whatever it does, it was attempted."""
    assert not site(f"def f(x):\n    {body}\n").is_stub


def test_the_last_definition_counts_even_if_it_is_a_stub():
    """As it does for Python."""
    assert site("def f(x):\n    return x\n\ndef f(x):\n    pass\n").is_stub


# The same function in several files.


def homework_of(*, scripted=False, **functions):
    """A homework of problems by name (hyphens for underscores), each with one function of this name.

    It is called by a script if *scripted*.
    """
    problems = tuple(
        SimpleNamespace(
            name=name.replace("_", "-"),
            written=(function,),
            scripted=(function,) if scripted else (),
        )
        for name, function in functions.items()
    )
    return SimpleNamespace(problems=problems)


def located(submission, homework):
    """The file of each problem's function, None where there is none."""
    sites = {p.name: locate(submission, p, homework) for p in homework.problems}
    return {
        name: next((site.file for site in found.values()), None) for name, found in sites.items()
    }


def test_the_first_of_two_files_counts_and_a_note_says_so(submitted):
    """In the order of their names, and once, however often the other file defines it."""
    submission, homework = submitted({"b.py": GOOD * 3, "a.py": GOOD}), homework_of(p="f")

    assert located(submission, homework) == {"p": "a.py"}
    assert double_notes(submission, homework) == ("f is defined in a.py and b.py; a.py was graded",)


def test_functions_that_the_same_two_files_define_are_told_in_one_sentence(submitted):
    """Of the problems that are graded alone."""
    both = "def f(x):\n    return x\n\n\ndef g(x):\n    return x\n"
    submission, homework = submitted({"b.py": both, "a.py": both}), homework_of(p="f", q="g")

    assert double_notes(submission, homework) == (
        "f, g are defined in a.py and b.py; a.py was graded",
    )
    assert double_notes(submission, homework, homework.problems[1:]) == (
        "g is defined in a.py and b.py; a.py was graded",
    )


def test_the_file_named_after_the_problem_counts_first(submitted):
    """Underscores in it are the hyphens of the problem."""
    submission = submitted({"a.py": GOOD, "my_problem.py": GOOD})

    assert located(submission, homework_of(my_problem="f")) == {"my-problem": "my_problem.py"}


def test_a_stub_that_was_left_lying_does_not_come_before_the_answer(submitted):
    stub = "def f(x):\n    raise NotImplementedError\n"
    submission = submitted({"a.py": GOOD, "my_problem.py": stub})

    assert located(submission, homework_of(my_problem="f")) == {"my-problem": "a.py"}


def test_files_named_after_problems_that_share_the_function_do_not_count(submitted):
    """Nor are they worth a note."""
    submission = submitted({"checker_deep.py": GOOD, "checker_two.py": GOOD})
    homework = homework_of(checker_deep="f", checker_two="f", checker_shallow="f")

    assert located(submission, homework) == {
        "checker-deep": "checker_deep.py",
        "checker-two": "checker_two.py",
        "checker-shallow": None,
    }
    assert double_notes(submission, homework) == ()


def test_what_scripts_of_several_problems_call_need_be_written_only_once(submitted):
    """But a file named after the problem still comes first, unless it is empty there."""
    homework = homework_of(scripted=True, linear="f", two_linear="f", again="f")
    assert located(submitted({"linear.py": GOOD}), homework)["again"] == "linear.py"
    files = {"linear.py": GOOD, "again.py": GOOD, "two_linear.py": "def f(x):\n    pass\n"}

    assert located(submitted(files), homework) == {
        "linear": "linear.py",
        "two-linear": "again.py",
        "again": "again.py",
    }


def test_a_file_of_any_other_name_answers_every_problem_that_asks_for_its_function(submitted):
    submission, homework = submitted({"mine.py": GOOD}), homework_of(one="f", two="f")

    assert located(submission, homework) == {"one": "mine.py", "two": "mine.py"}


# Written answers.


@pytest.mark.parametrize("name", ["why-zero.md", "why_zero.md", "why_zero.txt", "text/why-zero.md"])
def test_a_text_named_after_a_problem_is_its_answer(submitted, name):
    (answer,) = [submitted({"a.py": GOOD, name: "# Title\n\nBecause."}).answers["why-zero"]]

    assert (answer.file, answer.text) == (name, "Because.")


@pytest.mark.parametrize(
    "text", ["", "# Title\n", "<!-- Write\nhere -->\n", "# T\n<!-- open", "\ufeff# T"]
)
def test_headings_and_comments_are_no_answer(submitted, text):
    assert submitted({"a.py": GOOD, "why-zero.md": text}).answers["why-zero"].text == ""


def test_data_files_are_no_answers_and_cost_nothing(submitted):
    files = {f"data{i}.txt": "1 2 3" for i in range(700)} | {"large.txt": "x" * 2**21, "a.py": GOOD}

    submission = submitted(files)

    assert len(submission.answers) <= 100
    assert submission.notes == ()


def test_a_file_at_the_top_counts_before_one_in_a_folder(submitted):
    """What lies deeper is more often a copy."""
    submission = submitted({"a/a.py": GOOD, "z.py": GOOD})

    assert submission.sites["f"][0].file == "z.py"


@pytest.mark.parametrize(
    "worse", ["def f(x):\n    pass\n", "def f(x:\n    return x\n"], ids=["stub", "broken"]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_function_that_can_be_called_counts_before_one_that_cannot(submitted, worse, first):
    """Whichever file comes first, and the other is not worth a note."""
    names = ("a.py", "b.py") if first else ("b.py", "a.py")

    submission = submitted(dict(zip(names, (worse, GOOD), strict=True)))

    assert submission.sites["f"][0].file == names[1]
    assert not submission.sites["f"][0].is_stub
    assert submission.sites["f"][0].broken is None
    assert double_notes(submission, homework_of(p="f")) == ()


# What else is known of a submission.


def test_a_single_file_is_a_submission(tmp_path):
    """Its neighbours are not read."""
    (tmp_path / "a.py").write_text(GOOD)
    (tmp_path / "b.py").write_text("def g(): 0")

    submission = read_submission(tmp_path / "a.py")

    assert submission.name == str(tmp_path / "a.py")
    assert submission.files == {"a.py": GOOD.encode()}


def test_imports_are_collected_wherever_they_stand(submitted):
    """By their top-level names; relative ones are the student's own files."""
    text = (
        "import numpy as np, scipy.linalg\n"
        "from torch.nn import functional as F\n"
        "from . import helpers\n"
        "from .helpers import g\n"
        "def f(x):\n"
        "    import matplotlib.pyplot as plt\n"
        "    if x:\n"
        "        from pandas import DataFrame\n"
    )

    submission = submitted({"a.py": text, "b/c.py": "import json", "d.py": "import (broken"})

    expected = {"numpy", "scipy", "torch", "matplotlib", "pandas", "json"}
    assert submission.imports == expected


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        ("import torch\nstep = torch.optim.SGD", {"torch", "torch.optim"}),
        ("from torch.optim import SGD", {"torch", "torch.optim"}),
        ("from torch import func", {"torch", "torch.func"}),
        ("import torch\nslope = torch.func.grad", {"torch", "torch.func"}),
        ("import functools\nfunctools.partial(print).func", {"functools"}),
    ],
)
def test_slow_parts_of_torch_are_imports_of_their_own(submitted, text, imports):
    assert submitted({"a.py": text}).imports == imports


def test_nothing_of_a_submission_is_executed(submitted):
    """It is read by the grader, and run elsewhere."""
    submission = submitted({"a.py": "import sys\nsys.exit('executed')\n" + GOOD})

    assert submission.sites["f"][0].line == 3


def test_the_digest_depends_on_names_and_content_alone(tmp_path):
    """Not on the folder's name, the times, or what is not read."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text(GOOD)
    os.utime(tmp_path / "two" / "a.py", (0, 0))
    (tmp_path / "two" / "notes.csv").write_text("not read")

    one, two = read_submission(tmp_path / "one"), read_submission(tmp_path / "two")

    assert one.digest == two.digest
    assert one.digest.startswith("sha256:")
    assert len(one.digest) == len("sha256:") + 64


def test_the_digest_changes_with_every_name_and_byte():
    """Also when bytes move from one file to the next."""
    variants = [
        {"a.py": b"ab", "b.py": b"c"},
        {"a.py": b"a", "b.py": b"bc"},
        {"a.py": b"ab", "c.py": b"c"},
        {"a.py": b"ab"},
        {"a.py": b"abc"},
        {"a.py": b"ab", "b.py": b"c", "d.py": b""},
    ]

    digests = {submission_of(files).digest for files in variants}

    assert len(digests) == len(variants)


# Choosing the homework.


def test_the_homework_that_fits_best_is_chosen():
    """Most of its functions are defined; others may be, too."""
    homeworks = {"one": {"f", "g", "h"}, "two": {"f", "k"}}

    assert choose_homework(with_functions("f", "g"), homeworks) == "one"
    assert choose_homework(with_functions("f", "k", "main"), homeworks) == "two"
    assert choose_homework(with_functions("k"), homeworks) == "two"


def test_two_homeworks_that_fit_equally_well_are_both_named():
    """The user has to say which."""
    with pytest.raises(UsageError) as caught:
        choose_homework(with_functions("f", "k"), {"one": {"f"}, "two": {"k"}, "three": {"z"}})

    assert "one and two equally well (1 function each)" in str(caught.value)
    assert "--homework" in str(caught.value)
    assert "three" not in str(caught.value)


def test_no_known_function_is_refused_with_what_was_found():
    """The homeworks and some of the functions are named."""
    with pytest.raises(SubmissionError) as caught:
        choose_homework(with_functions("main", "helper"), {"one": {"f"}, "two": {"k"}})

    sentence = "expected a function of one of the homeworks one, two; found helper, main"
    assert sentence in str(caught.value)


def test_of_many_functions_five_are_named():
    """A sentence stays a sentence."""
    with pytest.raises(SubmissionError, match=r"found a1, a2, a3, a4, a5, …$"):
        choose_homework(with_functions(*(f"a{i}" for i in range(1, 9))), {"one": {"f"}})


def test_a_name_that_looks_mistyped_is_asked_about():
    """One letter is off."""
    with pytest.raises(SubmissionError, match=r"found siamese_gard; is that siamese_grad\?"):
        choose_homework(with_functions("siamese_gard"), {"one": {"siamese_grad"}})


def test_no_function_at_all_is_refused_with_what_was_left_out():
    """The note may be the reason."""
    note = "x.py was not read: it is a folder"
    submission = Submission("mine", {}, {}, {}, frozenset(), (note,), "")

    with pytest.raises(SubmissionError, match=rf"found no code; {note}"):
        choose_homework(submission, {"one": {"f"}})


@pytest.mark.parametrize(
    ("defined", "found"),
    [
        ("siamese_gard", "siamese_gard"),
        ("siameseGrad", "siameseGrad"),
        ("siamese_grads", "siamese_grads"),
        ("Siamese_Grad", "Siamese_Grad"),
        ("sigmoid", None),
        ("grad", None),
        ("siamese_all_grad", None),
    ],
)
def test_a_near_miss_is_a_name_that_looks_mistyped(defined, found):
    """Letters swapped, a letter too many, capitals; a name merely like it is none."""
    miss = near_miss(with_functions("main", defined), "siamese_grad", {"siamese_grad"})

    assert (miss.name if miss else None) == found


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("print x", "print without parentheses"),
        ("exec 'x'", "exec without parentheses"),
        ("try: pass\n    except A, e: pass", "`except E, e`"),
        ("s = `x`", "backticks"),
        ("raise ValueError, 'x'", "`raise E, message`"),
        ("m = 0777", "octal numbers without 0o"),
        ("m = 10L", "numbers that end in L"),
        ("m = ur'x'", "ur'' before text"),
        ("if x <> 1: pass", "<> for !="),
        ("g = lambda (a, b): a", "tuples as parameters"),
        (
            "if x:\n        y = xrange(3)\n\tz = 1",
            "tabs mixed with spaces, beside other marks of it",
        ),
    ],
)
def test_code_of_python_2_is_told_so(tmp_path, code, what):
    (tmp_path / "a.py").write_text(f"def f(x):\n    {code}\n")
    (site,) = read_submission(tmp_path).sites["f"]

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert re.sub(r":\d:", ":", site.broken) == (
        f"a.py: this is Python 2 ({what}); the grader runs Python {version}. Convert it: 2to3 -w a.py"
    )
    assert site.of_python_2 == what


def test_another_mistake_of_spelling_is_not_taken_for_python_2(tmp_path):
    for code in (
        "def f(x:\n    return x\n",
        "def f(x):\n    return 1 +* `\n",
        "def f(x):\n\ty = 09\n",
    ):
        (tmp_path / "a.py").write_text(code)
        (site,) = read_submission(tmp_path).sites["f"]
        assert "Python 2" not in site.broken
        assert site.of_python_2 is None
    (tmp_path / "a.py").write_text("def f(x:\n    return x\n")
    (site,) = read_submission(tmp_path).sites["f"]

    assert "Python 2" not in site.broken


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("%matplotlib inline\ndef f(x):\n    return x\n", "\ndef f(x):\n    return x\n"),
        ("def f(x):\r\n    %time y = 1\r\n    return x\r\n", "def f(x):\n    pass\n    return x\n"),
        ("def f(x):\n    return x\n!pip install numpy\n", "def f(x):\n    return x\n\n"),
    ],
)
def test_what_only_ipython_understands_is_left_out_of_a_file(tmp_path, code, kept):
    (tmp_path / "a.py").write_bytes(code.encode())
    submission = read_submission(tmp_path)

    assert submission.files["a.py"].decode() == kept
    assert submission.sites["f"][0].usable
    assert submission.notes == ("a.py: lines that only IPython understands were left out",)


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return (x\n% 2)\n",
        "%matplotlib inline\ndef f(x:\n    return x\n",
        's = """\n%d\n"""\ndef f(x):\n    return x\n',
    ],
)
def test_other_files_stay_as_they_are(tmp_path, code):
    (tmp_path / "a.py").write_text(code)
    submission = read_submission(tmp_path)

    assert submission.files["a.py"].decode() == code
    assert "IPython" not in "".join(submission.notes)
