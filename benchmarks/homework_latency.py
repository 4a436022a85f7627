"""A whole homework: `grade` on a submission that answers everything, beside the reference alone.

    python benchmarks/homework_latency.py [--rounds 5]

The floor is a plain Python process that imports numpy, loads the references of the homework and computes
the right answers of the same cases. What it takes to make the cases is taken off. Both in turns.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
FLOOR = """
import sys, time
from pathlib import Path
from grader.preparation import reference_of
from grader.cases.generate import make_cases
from grader.spec.load import load_homework
from grader.spec.model import Kind

made = 0.0
for problem in load_homework(Path(sys.argv[1])).problems:
    if problem.kind is Kind.FUNCTION:
        reference = reference_of(problem)
        started = time.perf_counter()
        cases = make_cases(problem, reference.step, seed=0)
        made += time.perf_counter() - started
        for case in cases:
            reference.right(case.arguments)
print(made)
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times each row is measured")
    rounds = parser.parse_args().rounds
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} rounds in turns, {os.cpu_count()} cores, load {load}\n")
    print("| homework | reference alone, s | grade, s | 3 x reference + 0.5, s |")
    print("| --- | ---: | ---: | ---: |")
    for homework in sorted(path.parent.name for path in ROOT.glob("problems/*/homework.json")):
        floor, ours = [], []
        for number in range(rounds + 1):
            seconds = (reference_alone(homework), graded(homework))
            if number:  # the first fills caches
                floor.append(seconds[0])
                ours.append(seconds[1])
        allowed = 3 * median(floor) + 0.5
        print(f"| {homework} | {median(floor):.2f} | {median(ours):.2f} | {allowed:.2f} |")


def reference_alone(homework: str) -> float:
    """Seconds of the floor."""
    started = time.perf_counter()
    done = run("-c", FLOOR, str(ROOT / "problems" / homework))
    return time.perf_counter() - started - float(done.stdout)


def graded(homework: str) -> float:
    """Seconds of `grade` on a submission that gets all points, cold start included."""
    submission = ROOT / "submissions" / homework / "passed" / "everything"
    started = time.perf_counter()
    run("-m", "grader", str(submission), "--homework", homework)
    return time.perf_counter() - started


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python process that must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, text=True, env=environment
    )


if __name__ == "__main__":
    main()
