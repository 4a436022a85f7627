"""What nobody listed is explained too, and never wrongly: the figures of the README, measured again."""

import importlib.util
import re
import sys

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def result():
    """What `benchmarks/leave_one_out.py` measures."""
    file = ROOT / "benchmarks" / "leave_one_out.py"
    spec = importlib.util.spec_from_file_location("leave_one_out", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["leave_one_out"] = module
    spec.loader.exec_module(module)
    return module.measure()


def test_no_mistake_is_explained_falsely(result):
    assert result.false == []


def test_most_mistakes_are_explained_truly(result):
    assert result.explained >= 0.6 * result.total


def test_the_readme_tells_these_figures(result):
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told = re.search(
        r"Of (\d+) listed mistakes .* (\d+) are explained truly and none falsely", text
    )

    assert tuple(map(int, told.groups())) == (result.total, result.explained)
