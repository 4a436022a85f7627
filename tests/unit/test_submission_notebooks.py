"""Notebooks: their cells as Python, what stands in them, and bad ones."""

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission import choose_homework, notebooks, read_submission
from grader.submission.notebooks import as_python, module_of, part_name

GOOD = "def f(x):\n    return x"


def notebook(*codes, **others):
    cells = [{"cell_type": "code", "source": code, "outputs": []} for code in codes]
    return {"nbformat": 4, "metadata": {}, "cells": cells, **others}


@pytest.fixture
def handed_in(tmp_path):
    def handed_in(content, name="hw.ipynb"):
        if isinstance(content, dict):
            content = json.dumps(content).encode()
        (tmp_path / name).write_bytes(content)
        return read_submission(tmp_path / name)

    return handed_in


@pytest.fixture
def refusal(handed_in):
    def refusal(content):
        with pytest.raises(SubmissionError) as caught:
            handed_in(content)
        return str(caught.value).partition("hw.ipynb: ")[2]

    return refusal


def test_each_code_cell_is_a_file_with_lines_of_its_own(handed_in):
    text = {"cell_type": "markdown", "source": "# Title"}
    found = notebook("import numpy as np", "", f"# one\n{GOOD}", "import torch")
    found["cells"].insert(1, text)

    submission = handed_in(found)

    assert list(submission.files) == ["hw.ipynb[1]", "hw.ipynb[3]", "hw.ipynb[4]"]
    (site,) = submission.sites["f"]
    assert (site.file, site.line, site.module) == ("hw.ipynb[3]", 2, "hw.ipynb")
    assert submission.imports == {"numpy", "torch"}
    assert submission.parts_of("hw.ipynb") == submission.files


def test_parts_of_torch_are_seen_across_cells(handed_in):
    """One cell imports torch, another uses what makes its first call slow."""
    assert "torch.optim" in handed_in(notebook("import torch", "o = torch.optim.SGD")).imports
    assert "torch.optim" not in handed_in(notebook("import numpy", "o = x.optim")).imports


def test_the_last_definition_of_a_notebook_counts(handed_in):
    submission = handed_in(notebook(GOOD, f"\n{GOOD}"))

    assert [(site.file, site.line) for site in submission.sites["f"]] == [("hw.ipynb[2]", 2)]


def test_a_notebook_named_after_a_problem_is_its_file(handed_in):
    (site,) = handed_in(notebook(GOOD), "worked_example.ipynb").sites["f"]

    assert site.stem == "worked-example"


def test_a_cell_that_does_not_parse_costs_only_itself(handed_in):
    """What it would have replaced stands."""
    submission = handed_in(notebook(GOOD, "def f(x:\n", "def g(:\n", "x = 1"))

    assert set(submission.files) == {"hw.ipynb[1]", "hw.ipynb[4]"}
    assert submission.sites["f"][0].file == "hw.ipynb[1]"
    assert submission.sites["g"][0].broken.startswith("hw.ipynb[3]:1: ")
    assert submission.notes[0].startswith("the cell does not parse: hw.ipynb[2]:1: '(' was")


@pytest.mark.parametrize(
    "content",
    [
        {"worksheets": [{"cells": [{"cell_type": "code", "input": GOOD}]}]},
        {"worksheets": [{"cells": [{"cell_type": "code", "input": ["def f(x):\n", " return x"]}]}]},
        notebook(GOOD.splitlines(keepends=True)),
        notebook(GOOD, metadata={"language_info": {"name": "python"}}),
        notebook(GOOD, metadata={"kernelspec": {"language": "Python", "name": "conda"}}),
        notebook(GOOD, metadata=[1]),
        notebook(GOOD, nbformat="four"),
        notebook(GOOD.replace("\n", "\r\n")),
        json.dumps(notebook(GOOD)).encode("utf-8-sig"),
        json.dumps(notebook(GOOD)).encode("utf-16"),
    ],
)
def test_every_form_of_a_notebook_is_read(content, handed_in):
    assert handed_in(content).sites["f"][0].broken is None


def test_text_of_any_kind_becomes_utf8(handed_in):
    """A cookie in a cell is only a comment; JSON can say halves of characters."""
    text = "# coding: latin-1\ns = 'é课\ud800'"
    (content,) = handed_in(notebook(text)).files.values()

    assert ast.literal_eval(ast.parse(content).body[0].value) == "é课\ud800"


def test_outputs_do_not_count(handed_in):
    one, two = notebook(GOOD), notebook(GOOD)
    two["cells"][0]["outputs"] = [{"data": {"image/png": "x" * 2_000_000}}]

    assert handed_in(one).digest == handed_in(two).digest


# Bad ones.


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "expected JSON"),
        (b"{", "expected JSON"),
        (b"\xff\xfe\xff", "expected JSON"),
        (b"import numpy", "expected JSON"),
        (b"[" * 100_000, "expected JSON"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "expected JSON"),
        (b"[1]", "expected a list of cells"),
        (b"null", "expected a list of cells"),
        (b"{}", "expected a list of cells"),
        (b'{"cells": {}}', "expected a list of cells"),
        (b'{"worksheets": [1]}', "expected a list of cells"),
        (b'{"worksheets": {"cells": []}}', "expected a list of cells"),
        (b'{"cells": [1]}', "expected each cell to be a mapping"),
        (b'{"cells": [null]}', "expected each cell to be a mapping"),
        (notebook({"a": 1}), "expected the code of a cell to be text"),
        (notebook(["a", 1]), "expected the code of a cell to be text"),
        (notebook(None), "expected the code of a cell to be text"),
        (
            notebook("x <- 1", metadata={"kernelspec": {"language": "R"}}),
            "a notebook of R, not of Python",
        ),
        (notebook("1", metadata={"language_info": {"name": "julia"}}), "a notebook of julia"),
    ],
)
def test_what_is_no_notebook_of_python_is_refused(content, reason, refusal):
    assert reason in refusal(content)


def test_a_notebook_of_60_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "hw.ipynb").open("wb") as file:
        file.truncate(60 * 2**20)

    with pytest.raises(SubmissionError, match=r"62,914,560 bytes, .*clear the outputs"):
        read_submission(tmp_path / "hw.ipynb")


def test_a_notebook_of_too_many_parts_is_refused(refusal, monkeypatch):
    """Two bytes of JSON can become sixty of memory."""
    monkeypatch.setattr(notebooks, "MAX_PARTS", 1000)

    assert "it has more than 1,000 parts; clear the outputs" in refusal(
        b"[" + b"[]," * 500 + b"[]]"
    )


def test_a_notebook_of_too_many_cells_is_refused(refusal):
    assert refusal(notebook(*["1"] * 2001)) == "it has 2,001 code cells, at most 2,000 are read"


def test_a_notebook_of_too_much_code_is_refused(refusal):
    """Parsing takes a hundred bytes for one."""
    sentence = "its code has 1,048,578 characters, at most 1,048,576 are read"
    assert refusal(notebook("#" * 2**19, "#" * 2**19, "ab")) == sentence


def test_too_many_bytes_of_notebooks_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.submission.read.MAX_NOTEBOOKS_BYTES", 1000)
    for number in range(5):
        (tmp_path / f"{number}.ipynb").write_text(json.dumps(notebook("#" * 200)))

    with pytest.raises(SubmissionError, match="notebooks of at most 1,000 bytes in all"):
        read_submission(tmp_path)


def test_a_bad_notebook_costs_only_itself(tmp_path):
    (tmp_path / "a.py").write_text(GOOD)
    (tmp_path / "bad.ipynb").write_text("{")

    submission = read_submission(tmp_path)

    assert submission.notes == ("bad.ipynb was not read: it is no notebook: expected JSON",)
    assert submission.sites.keys() == {"f"}


def test_a_notebook_without_code_fits_no_homework(handed_in):
    with pytest.raises(SubmissionError, match="found no code"):
        choose_homework(handed_in(notebook()), {"hw": {"f"}})


# What only IPython understands.


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1", "\nx = 1"),
        ("!pip install \\\n  numpy\nx = 1", "\n\nx = 1"),
        ("pip install numpy\nx = 1", "\nx = 1"),
        ("?np.sum\nx = 1", "\nx = 1"),
        ("np.sum??\nx = 1", "\nx = 1"),
        ("x = 1\nnp.sum? # what", "x = 1\n"),
        ("files = !ls *.csv\nx = 1", "files = 0\nx = 1"),
        ("t = %timeit -o f()", "t = 0"),
        ("if x:\n    !ls\n    %cd ..\nelse:\n\t%pwd", "if x:\n    pass\n    pass\nelse:\n\tpass"),
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%capture out\nx = 1\n%pwd", "\n\nx = 1\n"),
        ("%%bash\nls 'it\nrm", "\n\n"),
        ("%%writefile a.py\nx = 1", "\n"),
        ("%%timeit\nx = 1", "\n"),
        ("!echo it's (fine\nx = (1\n  % 2)", "\nx = (1\n  % 2)"),
        ('!ls\ns = """\n%no magic\n!none\n"""', '\ns = """\n%no magic\n!none\n"""'),
        ("!ls\ns = '''\nwhat?\n'''\n# why?", "\ns = '''\nwhat?\n'''\n# why?"),
        ("!ls\ny = a \\\n  % b", "\ny = a \\\n  % b"),
        ("%pwd\nx != 1", "\nx != 1"),
        ("%pwd\nx %= 2", "\nx %= 2"),
        (
            "%matplotlib inline\nfrom __future__ import annotations",
            "\nfrom __future__ import annotations",
        ),
        ("s = '\\\n%x'", "s = '\\\n%x'"),
        ("x = 1\r\n%pwd\r", "x = 1\n\n"),
    ],
)
def test_what_is_no_python_becomes_harmless_in_its_line(cell, python):
    assert as_python(cell) == python
    ast.parse(python)


@given(
    st.lists(
        st.sampled_from(
            ["%pwd", "!ls", "a?", "x = 1", "'", '"""', "(", ")", "\\", "if x:", "  ", "# ", "é"]
        )
    )
)
def test_lines_stay_where_they_are(pieces):
    for cell in ("".join(pieces), "\n".join(pieces)):
        assert as_python(cell).count("\n") == cell.count("\n")


def test_a_long_line_of_spaces_takes_no_longer_than_it_is(handed_in):
    """Once per start and once per end of it, it would take hours."""
    assert handed_in(notebook(f"{GOOD}\n!ls\n{' ' * 900_000}\n")).sites.keys() == {"f"}


@given(st.text())
def test_a_cell_of_any_text_has_as_many_lines(text):
    unix = text.replace("\r\n", "\n").replace("\r", "\n")

    assert as_python(text).count("\n") == unix.count("\n")


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("hw.ipynb[3]", "hw.ipynb"),
        ("a/b c.ipynb[12]", "a/b c.ipynb"),
        ("hw.ipynb[1]/a.py", "hw.ipynb[1]/a.py"),
        ("hw.py", "hw.py"),
        ("hw[1].py", "hw[1].py"),
    ],
)
def test_a_part_knows_its_notebook(file, module):
    assert module_of(file) == module
    assert module_of(part_name("x.ipynb", 7)) == "x.ipynb"
