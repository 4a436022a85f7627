"""What a wrong answer costs: diagnosis, search and shrinking, beside a right answer to the same problems.

    python benchmarks/wrong_submissions.py [--rounds 3] [--cold]

Each wrong submission of the corpus is graded on the problems that it answers, and so is the right submission
`everything` of its homework, in turns. Warm: in one process, with its sandbox open and answer keys made, as a
class is graded. Cold (`--cold`): `grade PATH` from the shell, as a student waits for it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from grader.grading import grade
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.spec.model import Homework, Problem
from grader.submission import Submission, read_submission

ROOT = Path(__file__).parent.parent
ALLOWED = 3.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="times each is measured")
    parser.add_argument("--cold", action="store_true", help="start `grade` each time")
    options = parser.parse_args()
    ratios = dict(measure(options.rounds, cold=options.cold))
    ordered = sorted(ratios.values())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{'cold' if options.cold else 'warm'}, {options.rounds} rounds, load {load}\n")
    print("| wrong submissions | median | 90 % | most | at most 3 times |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    within = sum(ratio <= ALLOWED for ratio in ordered)
    tail = ordered[int(0.9 * len(ordered))]
    print(
        f"| {len(ordered)} | {median(ordered):.2f} | {tail:.2f} | {ordered[-1]:.2f} "
        f"| {within} ({within / len(ordered):.0%}) |\n"
    )
    for name in sorted(ratios, key=ratios.__getitem__, reverse=True)[:8]:
        print(f"{ratios[name]:6.2f}  {name}")


def measure(rounds: int, *, cold: bool) -> Iterator[tuple[str, float]]:
    """For each wrong submission, how many times as long it takes as a right one."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())
        for file in sorted((ROOT / "problems").glob("*/homework.json")):
            homework = load_homework(file.parent)
            corpus = ROOT / "submissions" / homework.id
            right = corpus / "passed" / "everything"
            for wrong in sorted((corpus / "wrong_answer").iterdir()):
                submission = read_submission(wrong)
                asked = [p for p in homework.problems if answers(submission, p)]
                if not asked or "torch" in submission.imports:
                    continue
                timer = from_shell if cold else in_process
                runs = [timer(path, homework, asked, sandbox) for path in (wrong, right)]
                seconds: list[list[float]] = [[], []]
                for number in range(rounds + 1):
                    for run, found in zip(runs, seconds, strict=True):
                        started = time.perf_counter()
                        run()
                        if number:  # the first fills caches
                            found.append(time.perf_counter() - started)
                mine, theirs = map(median, seconds)
                yield f"{homework.id}/{wrong.name}", mine / theirs


def answers(submission: Submission, problem: Problem) -> bool:
    """Whether the submission defines what the problem asks for."""
    names = {function.name for function in problem.functions}
    return bool(names) and names <= submission.sites.keys()


def in_process(
    path: Path, homework: Homework, problems: list[Problem], sandbox: Sandbox
) -> Callable[[], object]:
    """Grades in this process."""
    submission = read_submission(path)
    return lambda: grade(submission, homework, sandbox, problems=problems)


def from_shell(
    path: Path, homework: Homework, problems: list[Problem], _: Sandbox
) -> Callable[[], object]:
    """Starts `grade`."""
    command = [sys.executable, "-m", "grader", str(path), "--homework", homework.id]
    for problem in problems:
        command += ["--only", problem.name]
    return lambda: subprocess.run(command, capture_output=True, check=False, cwd=ROOT)


if __name__ == "__main__":
    main()
