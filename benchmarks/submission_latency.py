"""Time per submission: the bare functions, this grader warm and cold, and plain pytest.

    python benchmarks/submission_latency.py [--rounds 15]

All rows grade the same right submission of `uva-2017-hw1/worked-example` on the same 25 cases, in
turns, so that a busy machine slows all of them. Compare the ratios; the seconds are the machine's.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

import grader
from grader.cases.generate import make_cases
from grader.grading import grade
from grader.reference import load_reference
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission

ROOT = Path(__file__).parent.parent
SUBMISSION = ROOT / "submissions" / "uva-2017-hw1" / "passed" / "vectorised"

PYTEST_FILE = """
import numpy as np
import pytest
from worked import worked_example

DATA = np.load({data!r})
OUTPUTS = ["S1", "Z1", "Y", "L", "D_out", "D1", "dW2", "dW1"]


@pytest.mark.parametrize("index", range({count}))
def test_case(index):
    arguments = [DATA[f"{{index}}-{{name}}"] for name in ("X", "W1", "W2", "y")]
    answer = worked_example(*arguments)
    for name in OUTPUTS:
        np.testing.assert_allclose(answer[name], DATA[f"{{index}}-{{name}}"], rtol=1e-6, err_msg=name)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15, help="times each row is measured")
    rounds = parser.parse_args().rounds
    homework = load_homework(ROOT / "problems" / "uva-2017-hw1")
    problem = next(item for item in homework.problems if item.name == "worked-example")
    reference = load_reference(problem)
    cases = make_cases(problem, reference.step, seed=0)
    (source,) = SUBMISSION.glob("*.py")
    function = load_function(source)
    names = [item.name for item in problem.function.inputs]
    with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:
        data = {
            f"{case.index}-{name}": np.asarray(value)
            for case in cases
            for name, value in {**case.arguments, **reference.right(case.arguments)}.items()
        }
        file = Path(folder) / "data.npz"
        np.savez(file, **data)
        (Path(folder) / "worked.py").write_bytes(source.read_bytes())
        test = Path(folder) / "test_worked.py"
        test.write_text(PYTEST_FILE.format(data=str(file), count=len(cases)))

        def bare() -> None:
            for case in cases:
                function(*(case.arguments[name] for name in names))

        def warm() -> None:
            report = grade(read_submission(SUBMISSION), homework, sandbox, problems=[problem])
            if not report.passed:
                raise SystemExit("the submission did not pass: nothing to measure")

        rows: dict[str, Callable[[], object]] = {
            "bare calls in one process": bare,
            "grader, warm": warm,
            "python -c 'import numpy'": program("-c", "import numpy"),
            "grader, cold (grade PATH)": program(
                "-m", "grader", str(SUBMISSION), "--only", "worked-example"
            ),
            "plain pytest": program("-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)),
        }
        seconds = measure(rows, rounds)
    print_table(seconds, rounds)


def load_function(file: Path) -> Callable[..., object]:
    """The submission's function, imported without any protection: this is the floor."""
    spec = importlib.util.spec_from_file_location("bare", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file}: cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[..., object] = module.worked_example
    return function


def program(*arguments: str) -> Callable[[], object]:
    """A whole Python process, from start to exit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run() -> object:
        return subprocess.run(
            [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
        )

    return run


def measure(rows: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each row, taken in turns after one round that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in rows}
    for number in range(rounds + 1):
        for name, run in rows.items():
            started = time.perf_counter()
            run()
            if number:
                seconds[name].append(time.perf_counter() - started)
    return seconds


def print_table(seconds: dict[str, list[float]], rounds: int) -> None:
    """The table as Markdown."""
    pytest_time = median(seconds["plain pytest"])
    print(
        f"grader {grader.__version__}, Python {platform.python_version()}, numpy {np.__version__}"
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} rounds in turns, {os.cpu_count()} cores, load {load}, 25 cases a submission\n")
    print("| one submission | median ms | fastest ms | pytest takes |")
    print("| --- | ---: | ---: | ---: |")
    for name, values in seconds.items():
        middle = median(values)
        ratio = f"{pytest_time / middle:,.1f} x" if middle != pytest_time else "1"
        print(f"| {name} | {1e3 * middle:.1f} | {1e3 * min(values):.1f} | {ratio} |")
    warm, bare = median(seconds["grader, warm"]), median(seconds["bare calls in one process"])
    cold, floor = (
        median(seconds["grader, cold (grade PATH)"]),
        median(seconds["python -c 'import numpy'"]),
    )
    print(
        f"\nwarm - bare: {1e3 * (warm - bare):.1f} ms; cold / importing numpy: {cold / floor:.1f} x"
    )


if __name__ == "__main__":
    main()
