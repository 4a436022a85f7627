"""Modules that stand in for those that nobody has: importing them does no harm, computing with them raises."""

import importlib
import sys

import numpy as np
import pytest

from grader.sandbox import raised, stand_ins


@pytest.fixture
def run(tmp_path):
    """What a code leaves behind that may import the modules of these names, beside these files."""
    before, path = set(sys.modules), list(sys.meta_path)

    def run(code, *names, **files):
        for name, content in files.items():
            (tmp_path / f"{name}.py").write_text(content)
        run.made = stand_ins.install(names, [str(tmp_path)])
        importlib.invalidate_caches()
        namespace = {}
        exec(code, namespace)  # noqa: S102 - as the student's process does
        return namespace

    yield run
    sys.meta_path[:] = path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_module_that_nobody_has_can_be_imported_and_handed_on(run):
    code = """
from gone.deep import thing, other as name
from gone.deep import *
import gone.deep as g
def f(kind=thing.part): return kind
f(g.more)
"""
    left = run(code, "gone", "gone.deep")

    assert "more" not in left
    assert run.made() == ["gone.deep"]


@pytest.mark.parametrize(
    "use",
    ["thing(1)", "thing + 1", "1 * thing", "np.ones(2) @ thing", "np.asarray(thing)", "thing[0]",
     "list(thing)", "float(thing)", "bool(thing)", "len(thing)", "thing == 1", "thing.part(1)",
     "isinstance(1, thing)", "class C(thing): pass", "-thing", "thing.x < 2", "np.exp(thing)"],
)  # fmt: skip
def test_whatever_is_computed_with_a_name_of_it_raises(run, use):
    with pytest.raises(stand_ins.NotHere, match=r"^thing(\.\w+)? is of gone, which is not here"):
        run(f"from gone import thing\nimport numpy as np\n{use}", "gone")


USES = "def f(first):\n    second = 1\n    return {}\nf(1)\n"


@pytest.mark.parametrize(
    ("name", "theirs"),
    [("Linear", True), ("second_", False), ("lenn", False), ("key", False), ("firsts", False)],
)
def test_a_name_that_everything_was_imported_for_is_of_the_module(run, tmp_path, name, theirs):
    """But not what the file, or Python, has under nearly the same name, or a key without quotes."""
    code = f"from gone import *\nd = {{'key': 1}}\n{USES.format(name)}"
    file = tmp_path / "mine.py"
    file.write_text(code)
    with pytest.raises(NameError) as caught:
        run(f"exec(compile({code!r}, {str(file)!r}, 'exec'))", "gone")
    told = raised.describe(caught.value, str(tmp_path), ())

    assert (told.get("through") == "stand-in") == theirs
    assert (
        told["message"] == f"{name} is of gone, which is not here: what uses it cannot be graded"
    ) == theirs


def test_a_module_that_was_not_named_is_still_missing(run):
    with pytest.raises(ModuleNotFoundError, match="No module named 'elsewhere'"):
        run("import gone, elsewhere", "gone")


def test_what_is_there_is_not_stood_in_for(run):
    left = run("import numpy, math, gone", "gone", "numpy", "math")

    assert (left["numpy"], left["math"].pi) == (np, np.pi)
    assert run.made() == ["gone"]


def test_files_of_the_submission_take_the_places_of_a_package(run):
    code = """
from course.layers import relu
from course.data.load import read
import course.layers
same = course.layers.relu is relu
"""
    names = ("course", "course.layers", "course.data", "course.data.load", ".helpers", ".lost")
    left = run(
        code,
        *names,
        layers="from .helpers import relu\nfrom .lost import *\n",
        helpers="def relu(x): return max(x, 0)\n",
    )

    assert left["relu"](-1) == 0
    assert left["same"]
    assert run.made() == ["course.lost", "course.data.load"]
    with pytest.raises(stand_ins.NotHere, match=r"read is of course\.data\.load"):
        left["read"]("a.csv")


def test_what_python_2_has_under_other_names_works(run):
    code = """
from past.builtins import xrange, basestring, unicode, long, reduce
from past.utils import old_div
from future import standard_library
from six.moves import range
standard_library.install_aliases()
values = [list(xrange(3)), reduce(max, range(4)), old_div(7, 2), old_div(7.0, 2), long("8")]
"""
    names = ("past", "past.builtins", "past.utils", "future", "future.standard_library")
    left = run(code, *names, "six", "six.moves")

    assert left["values"] == [[0, 1, 2], 3, 3, 3.5, 8]
    assert run.made() == []


def test_plots_and_progress_are_swallowed(run):
    code = """
import plotting.pyplot as plt, bars
from bars import trange
figure, axes = plt.subplots(2, 2)
with plt.style.context("dark"):
    axes[0, 1].plot([1, 2])
plt.rcParams["x"] = 3
for axis in axes: axis.grid()
plt.show()
bar = bars.tqdm(range(3), desc="epoch")
seen = [i for i in bar] + list(trange(2))
bar.close()
"""
    code = code.replace("plotting", "seaborn").replace("bars", "tqdm")
    code = code.replace("figure, axes = plt.subplots(2, 2)", "axes = plt.subplots(2, 2)")

    assert run(code, "seaborn", "seaborn.pyplot", "tqdm")["seen"] == [0, 1, 2, 0, 1]


def test_a_picture_is_no_number(run):
    left = run("import seaborn", "seaborn")

    with pytest.raises(TypeError):
        left["seaborn"].load_dataset("iris") + 1


def test_what_a_library_does_not_have_is_not_stood_in_for(run):
    with pytest.raises(ImportError, match="cannot import name 'sigmoid_derivative' from 'numpy'"):
        run("from numpy import sigmoid_derivative", "numpy", "numpy.sigmoid_derivative")
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'numpy\.gone'"):
        run("import numpy.gone", "numpy", "numpy.gone")


def test_a_package_that_was_handed_in_without_one_of_its_files_has_a_stand_in_for_it(run, tmp_path):
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "__init__.py").write_text("")
    left = run(
        "from pack.fast import f\nfrom pack import g", "pack", "pack.fast", "pack.fast.f", "pack.g"
    )

    assert run.made() == ["pack.fast", "pack.g"]
    for name in ("f", "g"):
        with pytest.raises(stand_ins.NotHere, match=f"^{name} is of pack"):
            left[name](1)
