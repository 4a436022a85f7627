"""Fixtures and settings that all tests share."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run and machine, however slow: a test fails for a change, or not at all.
settings.register_profile("grader", deadline=None, derandomize=True, database=None)
settings.load_profile("grader")


@pytest.fixture(scope="session")
def problems_dir() -> Path:
    """The shipped homeworks."""
    return Path(__file__).parents[1] / "problems"


@pytest.fixture
def grade(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `grade` in a process of its own, with `tmp_path` as working folder."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            cwd=tmp_path,
            # Wide, so that no sentence of a report is broken over lines.
            env={**os.environ, "COLUMNS": "300", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=120,
            check=False,
        )

    return run


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write printed reports into the documents."
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """As many as there are cores; files named on the command line run in this process."""
    named = all(argument.partition("::")[0].endswith(".py") for argument in config.args)
    return 0 if named or config.getoption("--update-golden") else None


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C ends what the test starts, also where the tests are started such that it would not.

    A shell starts what runs in its background so, and that is inherited.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
