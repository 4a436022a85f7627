"""What isolation costs: a session at each level, beside a bare fork and a fresh interpreter.

    python benchmarks/sandbox_overhead.py [--rounds 100]

All rows are measured in turns in one run, so that a busy machine slows all of them: compare ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

import grader
from grader.results import Ending
from grader.sandbox.host import Level, Sandbox
from grader.sandbox.session import Session
from grader.spec.model import Limits

STUDENT = b"def f(x):\n    return x + 1\n"
ARGUMENT = np.ones((10, 10))
FURTHER_CALLS = 100


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100, help="times each row is measured")
    rounds = parser.parse_args().rounds
    sandboxes = {level: Sandbox(maximum=level) for level in Level}
    rows: dict[str, Callable[[], object]] = {
        "bare fork, call, reap": bare_fork,
        **{f"session, {level}": one_call(sandbox) for level, sandbox in sandboxes.items()},
    }
    seconds = measure(rows, rounds)
    fresh = measure({"fresh python with numpy": fresh_numpy}, max(rounds // 10, 5))
    seconds |= fresh
    fork, start = median(seconds["bare fork, call, reap"]), median(fresh["fresh python with numpy"])
    print(
        f"grader {grader.__version__}, Python {platform.python_version()}, numpy {np.__version__}"
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{rounds} rounds in turns, {os.cpu_count()} cores, load {load}\n")
    print(
        "| one call of a 10 x 10 function | median ms | fastest ms | x bare fork | fresh python takes |"
    )
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, values in seconds.items():
        middle = median(values)
        cells = f"{1e3 * middle:.2f} | {1e3 * min(values):.2f} | {middle / fork:.1f} | {start / middle:.1f} x"
        print(f"| {name} | {cells} |")
    for level, sandbox in sandboxes.items():
        session = opened(sandbox)
        call, echo = further_call(session)
        print(
            f"\n{level}: a further call {1e3 * call:.3f} ms, the bytes alone {1e3 * echo:.3f} ms",
            end="",
        )
        session.close()
        print(f"; memory of one more child {extra_memory(sandbox) / 2**20:.1f} MB", end="")
    print()
    for sandbox in sandboxes.values():
        sandbox.close()


def bare_fork() -> None:
    """The floor: no isolation, no protocol."""
    pid = os.fork()
    if pid == 0:
        (ARGUMENT + 1).tobytes()
        os._exit(0)
    os.waitpid(pid, 0)


def fresh_numpy() -> None:
    """What graders without a warm process pay."""
    subprocess.run([sys.executable, "-c", "import numpy"], check=True)


def opened(sandbox: Sandbox) -> Session:
    """A session with the student's file loaded."""
    session = sandbox.open({"a.py": STUDENT}, [], cpu_seconds=60)
    if session.load("a.py", Limits()).ending is not Ending.RETURNED:
        raise SystemExit("the student's file did not load")
    return session


def one_call(sandbox: Sandbox) -> Callable[[], None]:
    """A whole session: fork, lock down, load, one call, reap."""

    def run() -> None:
        session = opened(sandbox)
        (outcome,) = session.calls("f", [(ARGUMENT,)])
        if outcome.ending is not Ending.RETURNED:
            raise SystemExit(f"the call failed: {outcome.error}")
        session.close()

    return run


def further_call(session: Session) -> tuple[float, float]:
    """Seconds of one more call in a live session, sent singly, and of its bytes there and back.

    The bytes go to a plain process that sends them back: what two processes cannot do without.
    """
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        while data := theirs.recv(65536):
            theirs.sendall(data)
        os._exit(0)
    theirs.close()
    calls, echoes = [], []
    data = ARGUMENT.tobytes()
    for _ in range(FURTHER_CALLS):
        started = time.perf_counter()
        list(session.calls("f", [(ARGUMENT,)]))
        calls.append(time.perf_counter() - started)
        started = time.perf_counter()
        ours.sendall(data)
        ours.recv(65536)
        echoes.append(time.perf_counter() - started)
    ours.close()
    os.waitpid(pid, 0)
    return median(calls), median(echoes)


def extra_memory(sandbox: Sandbox) -> float:
    """Private dirty bytes of one more child after its work, from the machine's free memory."""
    count = 20

    def available() -> int:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
        return 1024 * int(text.split("MemAvailable:")[1].split()[0])

    before = available()
    sessions = [opened(sandbox) for _ in range(count)]
    for session in sessions:
        list(session.calls("f", [(ARGUMENT,)]))
    used = before - available()
    for session in sessions:
        session.close()
    return used / count


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


if __name__ == "__main__":
    main()
