"""The course homeworks: verdicts and causes on their corpus, and how long a student waits for a whole file.

    python benchmarks/course_submissions.py [--rounds 5] [--only-time]

Causes are those of the reports, held against `submissions/<homework>/causes.json`, where somebody who has read the
code says which are true of it. The time is that of `grade layers.py` from the shell, on one core, for a file with all
functions of cs231n-layers: right, and with some of them wrong. Beside it, in turns, Python that imports numpy.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from grader.grading import grade
from grader.results import Report, Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.spec.model import Homework
from grader.submission import read_submission

ROOT = Path(__file__).parent.parent
HOMEWORKS = ("cs231n-layers", "nyu-mlp", "uva-modules")
CAUSES = ("true", "false", "none", "not recorded")
ALLOWED = 3.0  # seconds
MISTAKES = {
    "conv backward crops [pad:-pad]": ("pad:pad + H, pad:pad + W", "pad:-pad, pad:-pad"),
    "max-pool backward assigns": ("] += mask * dout[n, c, i, j]", "] = mask * dout[n, c, i, j]"),
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="times each is measured")
    parser.add_argument("--only-time", action="store_true", help="leave the corpus out")
    options = parser.parse_args()
    if not options.only_time:
        print_corpus()
    print_times(options.rounds)


def print_corpus() -> None:
    """Verdicts and causes of all versions."""
    print(
        "| homework | right | wrong | crash, invalid | wrong verdicts | causes of the wrong: true | false | none |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    crashes = []
    with Sandbox() as sandbox:
        for name in HOMEWORKS:
            kinds, wrong_verdicts, causes = count(name, sandbox)
            wrong, stopped = causes[True], causes[False]
            known = sum(wrong[cause] for cause in CAUSES[:3])
            shares = [f"{wrong[c]} ({wrong[c] / known:.0%})" if known else "" for c in CAUSES[:3]]
            others = sum(stopped.values())
            print(
                f"| {name} | {kinds[Verdict.PASSED]} | {kinds[Verdict.WRONG_ANSWER]} | {others} "
                f"| {wrong_verdicts} | {' | '.join(shares)} |"
            )
            if wrong["not recorded"] + stopped["not recorded"]:
                missing = wrong["not recorded"] + stopped["not recorded"]
                crashes.append(f"{name}: {missing} are not in causes.json")
            told = ", ".join(f"{stopped[cause]} {cause}" for cause in CAUSES[:3])
            crashes.append(f"{name}, crash or invalid, beside the exception with its line: {told}")
    print("", *crashes, "", sep="\n")


def count(name: str, sandbox: Sandbox) -> tuple[Counter[str], int, Mapping[bool, Counter[str]]]:
    """The versions by the verdict of their folder, the wrong verdicts, and causes by whether that is wrong_answer."""
    homework = load_homework(ROOT / "problems" / name)
    file = ROOT / "submissions" / name / "causes.json"
    record = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    kinds: Counter[str] = Counter()
    wrong_verdicts = 0
    causes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for folder in sorted(path for path in file.parent.glob("*/*") if path.is_dir()):
        verdict = folder.parent.name
        kinds[verdict] += 1
        report = graded(folder, homework, sandbox)
        tried = [p for p in report.problems if p.verdict is not Verdict.NOT_ATTEMPTED]
        wrong_verdicts += any(p.verdict != verdict for p in tried) or not (
            tried or verdict == Verdict.NOT_ATTEMPTED
        )
        if verdict not in (Verdict.PASSED, Verdict.NOT_ATTEMPTED):
            entry = record.get(f"{verdict}/{folder.name}")
            causes[verdict == Verdict.WRONG_ANSWER][kind_of(report, entry)] += 1
    return kinds, wrong_verdicts, causes


def graded(folder: Path, homework: Homework, sandbox: Sandbox) -> Report:
    """The report; of the problem alone whose name stands in front of two dashes."""
    named = [p for p in homework.problems if p.name == folder.name.partition("--")[0]]
    return grade(read_submission(folder), homework, sandbox, problems=named or None)


def kind_of(report: Report, entry: Mapping[str, list[str]] | None) -> str:
    """What the causes in a report are: false if one of them is."""
    if entry is None:
        return "not recorded"
    outputs = [output for problem in report.problems for output in problem.outputs]
    told = [o.diagnosis for o in outputs if o.diagnosis is not None and o.diagnosis.code != "where"]
    named = {cause.mistake or cause.code for cause in told}
    shapes = {str(o.verdict) for o in outputs if o.verdict is Verdict.WRONG_SHAPE}
    if named - set(entry["true"]):
        return "false"
    return "true" if (named | shapes) & set(entry["true"]) else "none"


def print_times(rounds: int) -> None:
    """How long one file takes from the shell, on one core."""
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    files = sorted((ROOT / "submissions" / "cs231n-layers" / "passed" / "everything").glob("*.py"))
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in files)
    text = text.replace("from __future__ import print_function\n", "")
    versions = {"right": text}
    for number, (right, wrong) in enumerate(MISTAKES.values(), start=1):
        if text.count(right) != 1:
            raise SystemExit(f"{right!r} does not stand once in the right submission")
        text = text.replace(right, wrong)
        versions[f"wrong: {', '.join([*MISTAKES][:number])}"] = text
    with tempfile.TemporaryDirectory() as folder:
        rows = {"python -c 'import numpy'": [sys.executable, "-c", "import numpy"]}
        for number, (name, source) in enumerate(versions.items()):
            path = Path(folder) / str(number) / "layers.py"
            path.parent.mkdir()
            path.write_text(source, encoding="utf-8")
            command = [sys.executable, "-m", "grader", str(path), "--homework", "cs231n-layers"]
            rows[f"grade layers.py, {name}"] = command
        seconds: dict[str, list[float]] = {name: [] for name in rows}
        cpu: dict[str, list[float]] = {name: [] for name in rows}
        for turn in range(rounds + 1):
            for name, command in rows.items():
                started, used = time.perf_counter(), cpu_of_children()
                subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
                if turn:  # the first fills caches
                    seconds[name].append(time.perf_counter() - started)
                    cpu[name].append(cpu_of_children() - used)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} rounds in turns, one core, load {load}, at most {ALLOWED:g} s asked for\n")
    print("| one process | median s | fastest s | CPU s, median | as importing numpy |")
    print("| --- | ---: | ---: | ---: | ---: |")
    floor = median(seconds["python -c 'import numpy'"])
    for name, values in seconds.items():
        ratio = median(values) / floor
        print(
            f"| {name} | {median(values):.2f} | {min(values):.2f} | {median(cpu[name]):.2f} | {ratio:.1f} x |"
        )


def cpu_of_children() -> float:
    """Processor seconds of all processes that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
