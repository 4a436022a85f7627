"""What functions need of a submission: what stays, what is left out, and that nothing moves."""

import ast
import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission import needs
from grader.submission.needs import MAX_STATEMENTS, Sources

F = "def f(x):\n    return x\n"


def slice_for(files, wanted):
    return Sources(files).slice_for(wanted)


def sliced(text, name="f"):
    """The statements that stay of a file, as their first lines."""
    content = text.encode()
    found = slice_for({"a.py": content}, [("a.py", name)]).files.get("a.py", content)
    lines = found.decode().splitlines()
    kept = [node for node in ast.parse(found).body if not is_blank(node)]
    return [
        lines[min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1]
        for node in kept
    ]


def is_blank(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant | ast.Tuple)


def in_files(files, *wanted):
    """Of each file that changes, the lines that are left."""
    found = slice_for({name: text.encode() for name, text in files.items()}, wanted).files
    return {
        name: [line for line in content.decode().splitlines() if line.strip(" ()0;")]
        for name, content in found.items()
    }


NEEDED = {
    "imports": "import numpy as np\ndef f(x): return np.exp(x)",
    "helpers, and theirs": "A = 1\ndef g(): return A\ndef h(): return g()\ndef f(x): return h()",
    "classes": "class B: pass\nclass C(B):\n    n = 1\ndef f(x): return C()",
    "decorators": "from functools import wraps\n@wraps\ndef f(x): return x",
    "defaults and annotations": "N = 1\nT = int\ndef f(x: T, n=N): return x",
    "names in comprehensions": "A = 1\nB = 2\ndef f(x): return [A for i in x if B]",
    "names in lambdas": "A = 1\ndef f(x): return lambda y: A",
    "global declared": "A = 1\ndef f(x):\n    global A\n    A += x",
    "what is set again": "A = 1\nA = A + 1\ndef f(x): return A\nA += 1\ndel A",
    "what is filled": "D = {}\nD['a'] = 1\nD['b']['c'] = 2\nD.update(c=3)\ndef f(x): return D",
    "what is filled by a function": "D = {}\ndef init(d): d[1] = 2\ninit(D)\ndef f(x): return D, init",
    "what is filled in a loop": "D = []\nfor i in range(3):\n    D.append(i)\ndef f(x): return D",
    "what a library fills": "import numpy as np\nE = np.eye(3)\nnp.fill_diagonal(E, 2)\ndef f(x): return E",
    "attributes set from outside": "class C: pass\nC.f = 1\ndef f(x): return C",
    "what a function declares global": "def init():\n    global A\n    A = 1\ninit()\ndef f(x): return A",
    "try around an import": "try:\n    import torch\nexcept ImportError:\n    torch = None\ndef f(x): return torch",
    "with": "with open('a') as file:\n    A = 1\ndef f(x): return A",
    "settings": "import numpy as np\nnp.seterr(all='ignore')\ndef f(x): return np.exp(x)",
    "settings of torch": "import torch\ntorch.set_default_dtype(torch.float64)\ndef f(x): return torch.exp(x)",
    "where modules are looked for": "import sys\nsys.path.append('lib')\ndef f(x): return x",
    "a path that is set": "import sys\nsys.path[:0] = ['lib']\ndef f(x): return x",
    "all names of a module": "from numpy import *\ndef f(x): return exp(x)",
    "what looks names up by text": "A = 1\nB = print(A)\ndef f(x): return globals()['A']",
    "the future": "'''Doc.'''\nfrom __future__ import annotations\ndef f(x): return x",
    "a function that is assigned": "from functools import partial\ndef g(y, x): return x\nf = partial(g, 1)",
    "a function of an object": "class N:\n    def go(self, x): return x\nnet = N()\nf = net.go",
    "a walrus": "if (A := 1): pass\ndef f(x): return A",
    "unpacked names": "A, (B, *C) = 1, (2, 3)\ndef f(x): return C",
}

REACHES = {
    "another name of it": "D = []\nE = D\nE.append(1)\ndef f(x): return D",
    "a method with a name": "D = []\npush = D.append\npush(1)\ndef f(x): return D",
    "an item of it": "import numpy as np\nW = np.eye(2)\nr = W[0]\nr[:] = 1\ndef f(x): return W",
    "a call in an assignment": "D = []\nn = D.append(1)\ndef f(x): return D",
    "a comprehension": "D = []\n[D.append(i) for i in range(3)]\ndef f(x): return D",
    "an argument of a library": "D = []\nlist(map(D.append, [1]))\ndef f(x): return D",
    "an argument by name": "import numpy as np\nE = np.eye(1)\nnp.add(E, 1, out=E)\ndef f(x): return E",
    "an object that a function changes": "class M: pass\nm = M()\ndef g(o): o.w = 1\ng(m)\ndef f(x): return m",
    "attributes set by name": "class C: pass\nsetattr(C, 'w', 1)\ndef f(x): return C.w",
    "a function that fills it": "D = {}\ndef g(): D[1] = 2\ng()\ndef f(x): return D",
    "a function that gives it": "D = []\ndef g(): return D\ng().append(1)\ndef f(x): return D",
    "a function that is handed on": "D = []\ndef g(): D.append(1)\nh = [g]\nh[0]()\ndef f(x): return D",
    "a chain of calls": "class R: pass\nr = R()\nr.add(1).add(2)\ndef f(x): return r",
    "a decorator": "D = []\ndef keep(g): D.append(g)\n@keep\ndef g(): 0\ndef f(x): return D",
    "names set by text": "exec('A = 1')\nlocals()['B'] = globals()['A']\ndef f(x): return A, B",
}

LEFT_OUT = {
    "plots": "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.rcParams['a'] = 1",
    "files": "import json\nwith open('x.json') as file:\n    data = json.load(file)",
    "training": "x = 0\nfor epoch in range(10**9):\n    x = f(x)\n    print(x)",
    "questions": "n = int(input('how many?'))",
    "ends": "import sys\nsys.exit()",
    "failures": "raise SystemExit",
    "assertions": "assert f(1) == 2",
    "exported magics": "get_ipython().run_line_magic('matplotlib', 'inline')",
    "settings of what is not needed": "import numpy as np\nnp.random.seed(0)\nnp.seterr(all='raise')",
    "other functions": "@decorator\ndef other(n=missing): return n",
    "variables of parameters' names": "x = open('x.npy')\ny = x.read()",
    "names of attributes": "shape = open('x')",
    "star imports that nothing needs": "from missing import *",
    "loops over the same name": "for i in range(3): print(i)\nfor i in open('x'): print(i)",
}


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_what_a_function_needs_stays(text):
    assert slice_for({"a.py": text.encode()}, [("a.py", "f")]).files == {}


@pytest.mark.parametrize("text", REACHES.values(), ids=REACHES)
def test_all_through_which_a_value_could_be_changed_stays_too(text):
    """Where that is asked for; else some of it would be left out."""
    files = {"a.py": f"{text}\nopen('x')\n".encode()}
    found = Sources(files).slice_for([("a.py", "f")], broad=True).files

    assert found["a.py"].decode() == f"{text}\n0        \n"
    assert slice_for(files, [("a.py", "f")]).files != found


def test_a_loop_over_a_name_does_not_need_other_loops_over_it():
    text = "D = {}\nfor i in 'ab':\n    D[i] = 1\nfor i in open('x'):\n    print(i)\ndef f(x): return D"

    assert sliced(text) == ["D = {}", "for i in 'ab':", "def f(x): return D"]


@pytest.mark.parametrize("text", LEFT_OUT.values(), ids=LEFT_OUT)
@pytest.mark.parametrize("first", [True, False])
def test_what_it_does_not_need_is_left_out(text, first):
    assert sliced(f"{text}\n{F}" if first else f"{F}{text}\n") == ["def f(x):"]


def test_the_main_block_stays_as_it_is():
    """It does not run; so nothing that it names is needed."""
    text = "import missing\ndef f(x): return A\nif __name__ == '__main__':\n    A = missing.go(f)\n"

    assert sliced(text) == ["def f(x): return A", "if __name__ == '__main__':"]


def test_lines_that_are_skipped_are_told():
    """Functions that are not needed would have done nothing."""
    text = f"import a\n\n# why\nprint(1)\n{F}def g(): 0\nx = [\n1]\n\ndef h(): 0\ny = 1\n"

    found = slice_for({"a.py": text.encode()}, [("a.py", "f")])

    assert found.skipped == {"a.py": ((1, 4), (8, 12))}
    assert found.imports == {"a.py": {1}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"print('é'); a = 1\n{F}", f"0          ; 0    \n{F}"),
        (f"a = '''\r\né'''; b = 1\r\n{F}", f"(      \r\n    ); 0    \r\n{F}"),
        (f"a = 1 + \\\n  2\n{F}", f"(        \n  )\n{F}"),
        (f"@g\ndef h(): 0\n{F}", f"( \n         )\n{F}"),
        (f"(a\n)\n{F}", f"( \n)\n{F}"),
        (f"x\r\ty = 1\r{F}".replace("\t", ""), f"0\r0    \r{F}"),
    ],
)
def test_what_is_left_out_leaves_its_place(text, expected):
    found = slice_for({"a.py": text.encode()}, [("a.py", "f")])

    assert found.files["a.py"].decode() == expected


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig", "cp1252"])
def test_a_file_keeps_its_encoding(encoding):
    cookie = "" if encoding == "utf-8-sig" else f"# coding: {encoding}\n"
    text = f"{cookie}print('é')\ndef f(x): return 'ü'\n"

    found = slice_for({"a.py": text.encode(encoding)}, [("a.py", "f")]).files["a.py"]

    assert found.decode(encoding) == text.replace("print('é')", "0          ")
    assert found.startswith(codecs.BOM_UTF8) == (encoding == "utf-8-sig")


@pytest.mark.parametrize(
    "content",
    [
        b"def f(:",
        b"# coding: none\n",
        b"\xff\xfe",
        b"x = '\xe9'",
        b"def f(x):\n    global x\n",
        b"x = " + b"-" * 50_000 + b"1",
    ],
)
def test_what_cannot_be_looked_into_stays(content):
    assert slice_for({"a.py": content}, [("a.py", "f")]).files == {}


def test_what_is_larger_than_any_homework_stays(monkeypatch):
    """Or a student's file could keep the grader busy."""
    text = f"print(1)\n{F}" + "x = 1\n" * MAX_STATEMENTS
    assert slice_for({"a.py": text.encode()}, [("a.py", "f")]).files == {}

    monkeypatch.setattr("grader.submission.needs.MAX_NEEDS", 10)
    text = "1 / 0\n" + "".join(f"def f{i}(): return f{i + 1}\n" for i in range(20))
    assert slice_for({"a.py": text.encode()}, [("a.py", "f15")]).files.keys() == {"a.py"}
    assert slice_for({"a.py": text.encode()}, [("a.py", "f0")]).files == {}


def test_a_function_that_is_not_there_needs_nothing():
    assert slice_for({}, [("a.py", "f")]).files == {}


# Other files.

UTILS = "import missing\nA = 1\ndef g(): return A\ndef h(): return missing\ndata = open('x')\nprint(data)\n"


@pytest.mark.parametrize(
    "text",
    [
        "from utils import g\ndef f(x): return g()",
        "import utils\ndef f(x): return utils.g()",
        "import utils as u\ndef f(x): return u.g()",
        "from utils import *\ndef f(x): return g()",
        "from .utils import g\ndef f(x): return g()",
        "from . import utils\ndef f(x): return utils.g()",
        "def f(x):\n    from utils import g\n    return g()",
    ],
)
def test_of_other_files_stays_what_is_needed(text):
    found = in_files({"a.py": text, "utils.py": UTILS}, ("a.py", "f"))

    assert found == {"utils.py": ["A = 1", "def g(): return A"]}


def test_what_is_imported_and_not_used_only_has_to_be_there():
    """What it needs when it is called is never needed."""
    found = in_files(
        {"a.py": "from utils import g, h\ndef f(x): return g()", "utils.py": UTILS}, ("a.py", "f")
    )

    assert found == {"utils.py": ["A = 1", "def g(): return A", "def h(): return missing"]}


def test_of_a_module_that_is_handed_on_all_names_stay():
    found = in_files(
        {"a.py": "import utils\ndef f(x): return vars, dir(utils)", "utils.py": UTILS},
        ("a.py", "f"),
    )

    assert found == {
        "utils.py": [line for line in UTILS.splitlines() if not line.startswith("print")]
    }


def test_files_of_packages_are_followed():
    files = {
        "a.py": "from pkg.sub import g\nprint(1)\ndef f(x): return g()",
        "pkg/__init__.py": "from .missing import q\nB = 1",
        "pkg/sub/__init__.py": "from .deep import g\nprint(2)",
        "pkg/sub/deep.py": "from .. import B\nfrom ...c import C\ndef g(): return B, C\nprint(3)",
        "c.py": "C = 1\nprint(4)",
        "other.py": "print(5)",
    }

    assert in_files(files, ("a.py", "f")) == {
        "a.py": ["from pkg.sub import g", "def f(x): return g()"],
        "pkg/__init__.py": ["B = 1"],
        "pkg/sub/__init__.py": ["from .deep import g"],
        "pkg/sub/deep.py": ["from .. import B", "from ...c import C", "def g(): return B, C"],
        "c.py": ["C = 1"],
    }


def test_files_that_import_each_other_are_no_trouble():
    files = {
        "a.py": "import b\ndef f(x): return b.g()\n1 / 0",
        "b.py": "import a\ndef g(): return a.f\n1 / 0",
    }

    assert in_files(files, ("a.py", "f")) == {
        "a.py": ["import b", "def f(x): return b.g()"],
        "b.py": ["import a", "def g(): return a.f"],
    }


def test_the_cells_of_a_notebook_are_one_module():
    cells = {
        "h.ipynb[1]": "import numpy as np\nprint(1)",
        "h.ipynb[2]": "def g(): return np",
        "h.ipynb[4]": "print(2)",
        "h.ipynb[5]": "def f(x): return g()",
    }

    assert in_files(cells, ("h.ipynb", "f")) == {
        "h.ipynb[1]": ["import numpy as np"],
        "h.ipynb[4]": [],
    }


# Whatever the file.

STATEMENTS = [
    "import numpy as np", "from math import *", "A = 1", "A, B = B, A", "A += 1; B = '''\né'''; C = 3", "print(A)",
    "def f(x):\n    return g(x) + A", "def g(x, n=A):\n    global C\n    C = n", "@g\ndef h(): return f",
    "class K(A):\n    b = B", "for A in B:\n    C = [A for A in C]", "f = lambda x: B", "if A:\n    pass\nelse:\n    B = 1",
    "'''doc\n'''", "(\n)", "0", "del C", "# only a comment", "C.d[A] = 1", "x = \\\n  1", "try:\n    g()\nexcept A as B:\n    pass",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(STATEMENTS), max_size=12),
    st.sampled_from("fgABC"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_slice_parses_keeps_its_lines_and_is_its_own_slice(statements, name, end):
    text = ("\n".join(statements) + "\n").replace("\n", end)
    content = text.encode()

    once = slice_for({"a.py": content}, [("a.py", name)]).files.get("a.py", content)
    again = slice_for({"a.py": once}, [("a.py", name)]).files.get("a.py", once)

    before, after = ast.parse(text).body, ast.parse(once).body
    assert len(before) == len(after)
    assert len(once) == len(content)
    assert [len(line) for line in once.splitlines()] == [len(line) for line in content.splitlines()]
    for old, new in zip(before, after, strict=True):
        assert is_blank(new) or ast.dump(old, include_attributes=True) == ast.dump(
            new, include_attributes=True
        )
    assert again == once


def bindings(content):
    return {
        node.name
        for node in ast.walk(ast.parse(content))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@given(st.lists(st.sampled_from(STATEMENTS), max_size=12))
def test_more_functions_need_no_less(statements):
    content = "\n".join(statements).encode()

    one = slice_for({"a.py": content}, [("a.py", "f")]).files.get("a.py", content)
    two = slice_for({"a.py": content}, [("a.py", "f"), ("a.py", "g")]).files.get("a.py", content)

    assert bindings(one) <= bindings(two)


MANY = range(60)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            [f"def g{i}(): g{i + 1}()" for i in MANY] + ["g0()" for _ in MANY], id="calls of calls"
        ),
        pytest.param(
            [f"from m{i} import *" for i in MANY] + [f"h.x = n{i}" for i in MANY],
            id="all of many files",
        ),
        pytest.param(
            [f"import m{i} as m" for i in MANY] + [f"h.x = m.n{i}" for i in MANY],
            id="many files of one name",
        ),
    ],
)
def test_what_would_take_long_to_follow_stays_whole(lines, monkeypatch):
    content = "\n".join([*lines, "not_needed()", "def h(): pass"]).encode()
    files = {"a.py": content, **{f"m{i}.py": b"x = 1" for i in MANY}}
    assert slice_for(files, [("a.py", "h")]).files

    monkeypatch.setattr(needs, "MAX_STEPS", 3000)

    assert not slice_for(files, [("a.py", "h")]).files
