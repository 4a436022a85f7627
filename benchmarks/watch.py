"""Processor time of `grade watch` for each save, of the grader and all of its children.

    python benchmarks/watch.py [--rounds 40]

It runs at a terminal of its own and watches one numpy problem. The file is right at first; each save makes
it wrong, then right again, and so on. What counts is what `/proc` says of the grader and its descendants, between two finished screens.
"""

from __future__ import annotations

import argparse
import os
import platform
import pty
import select
import signal
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

import grader

ROOT = Path(__file__).parent.parent
SUBMISSION = ROOT / "submissions" / "uva-2017-hw1" / "passed" / "vectorised" / "worked_example.py"
DONE = b"Ctrl-C ends"
PATIENCE = 60.0
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40, help="saves that are measured")
    rounds = parser.parse_args().rounds
    right = SUBMISSION.read_text("utf-8")
    wrong = right.replace("W2.T @", "2 * W2.T @")
    if wrong == right:
        raise SystemExit("the submission has changed: nothing to make wrong")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "worked.py"
        file.write_text(right, "utf-8")
        pid, terminal = start(folder)
        wait(terminal)
        first = cpu_seconds(pid)
        spent: dict[str, list[float]] = {"wrong": [], "right": []}
        before = first
        for number in range(rounds):
            kind, text = list({"wrong": wrong, "right": right}.items())[number % 2]
            file.write_text(f"{text}\n# {number}\n", "utf-8")
            wait(terminal)
            now = cpu_seconds(pid)
            spent[kind].append(now - before)
            before = now
        os.kill(pid, signal.SIGINT)
        os.waitpid(pid, 0)
    version = f"Python {platform.python_version()}, numpy {np.__version__}"
    print(f"grader {grader.__version__}, {version}")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} saves, {os.cpu_count()} cores, load {load}, worked-example\n")
    print("| processor time a save | mean ms | median ms | most ms |")
    print("| --- | ---: | ---: | ---: |")
    print(f"| the first report, with the start | {1e3 * first:.0f} | | |")
    for kind, values in spent.items():
        mean = sum(values) / len(values)
        row = [f"{1e3 * value:.0f}" for value in (mean, median(values), max(values))]
        print(f"| the file is {kind} | {' | '.join(row)} |")
    print(f"\n/proc counts in steps of {1000 / TICK:g} ms")


def start(folder: str) -> tuple[int, int]:
    """`grade watch` at a terminal: its process, and the end of the terminal that we read."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(PYTHONPATH=str(ROOT), COLUMNS="100")
        command = ["-m", "grader", "watch", folder, "--only", "worked-example"]
        options = ["--homework", "uva-2017-hw1", "--problems", str(ROOT / "problems")]
        os.execv(sys.executable, [sys.executable, *command, *options])
    return pid, terminal


def wait(terminal: int) -> None:
    """Read the screen until a report is finished."""
    seen, deadline = b"", time.monotonic() + PATIENCE
    while DONE not in seen:
        if not select.select([terminal], [], [], deadline - time.monotonic())[0]:
            raise SystemExit(f"no report within {PATIENCE:g} s")
        seen += os.read(terminal, 65536)


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its living descendants, and those that they have waited for."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        number = int(entry.parent.name)
        parents[number] = int(fields[1])
        ticks[number] = sum(map(int, fields[11:15]))
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sum(ticks[member] for member in family) / TICK


if __name__ == "__main__":
    main()
