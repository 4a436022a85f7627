"""Specs that were found valid are not checked against the schema again; any change is."""

import shutil

import pytest

from grader.errors import SpecError
from grader.spec import document, load
from tests.paths import PROBLEMS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of a problem, and an empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    target = tmp_path / "uva-2017-hw1" / "worked-example"
    shutil.copytree(PROBLEMS / "uva-2017-hw1" / "worked-example", target)
    return target


@pytest.fixture
def checks(monkeypatch):
    """The files that were checked against the schema."""
    checked = []
    validate = document._validate

    def noted(file, *rest):
        checked.append(file.name)
        validate(file, *rest)

    monkeypatch.setattr(document, "_validate", noted)
    return checked


def test_a_valid_spec_is_checked_once(folder, checks):
    load.load_problem(folder)
    load.load_problem(folder)

    assert checks == ["problem.json"]


def test_a_changed_spec_is_checked_again(folder, checks):
    load.load_problem(folder)
    file = folder / "problem.json"
    file.write_text(file.read_text().replace('"N": [2, 7]', '"N": [2, 8]'))
    load.load_problem(folder)

    assert len(checks) == 2


def test_a_broken_spec_is_refused_every_time(folder, checks):
    file = folder / "problem.json"
    file.write_text(file.read_text().replace('"kind": "function"', '"kind": "riddle"'))
    for _ in range(2):
        with pytest.raises(SpecError, match="one of function, construct"):
            load.load_problem(folder)

    assert len(checks) == 2


def test_without_a_cache_every_run_checks(folder, checks, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    load.load_problem(folder)
    load.load_problem(folder)

    assert len(checks) == 2
