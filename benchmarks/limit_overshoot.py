"""How long after its limit a submission really ends, whatever it does.

    python benchmarks/limit_overshoot.py [--seconds 0.5]

For each program: the wall time until its outcome is known and its process is gone, minus the limit of a
call. A victim in the same sandbox answers a call right after; its time is printed too.
"""

from __future__ import annotations

import argparse
import os
import time

from grader.results import Ending
from grader.sandbox.host import Level, Sandbox
from grader.spec.model import Limits

PROGRAMS = {
    "endless loop": "while True: pass",
    "loop that swallows everything": """
while True:
    try:
        while True: pass
    except BaseException: pass""",
    "one long call in C": "pow(3, 10**9)",
    "sleep with all signals ignored": """
import signal, time
for number in range(1, 64):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: time.sleep(100)""",
    "threads that loop": """
import threading
def spin():
    while True: pass
for _ in range(30): threading.Thread(target=spin, daemon=True).start()
spin()""",
    "flood of output": "while True: print('x' * 1000)",
    "memory until there is none": """
kept = []
while True:
    try: kept.append(bytearray(2**20))
    except MemoryError: pass""",
    "files until there is no room": """
import os
while True:
    try:
        with open(f'f{os.urandom(4).hex()}', 'wb') as file: file.write(bytes(2**20))
    except OSError: pass""",
    "processes": """
import os
while True:
    try: os.getpid() if os.fork() else os._exit(0)
    except OSError: pass""",
    "catastrophic pattern": "import re; re.match('(a+)+$', 'a' * 64 + 'b')",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=0.5, help="the limit of a call")
    seconds = parser.parse_args().seconds
    limits = Limits(call_seconds=seconds, memory_bytes=2**28)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"limit {seconds} s a call, {os.cpu_count()} cores, load {load}\n")
    print("| program | level | ended as | seconds past the limit | the next call of another |")
    print("| --- | --- | --- | ---: | ---: |")
    for level in (Level.STRONG, Level.MEDIUM):
        with Sandbox(maximum=level) as sandbox:
            for name, body in PROGRAMS.items():
                indented = "".join(f"    {line}\n" for line in body.strip().splitlines())
                text = f"def attack():\n{indented}\ndef add(x):\n    return x + 1\n".encode()
                victim = sandbox.open({"a.py": text}, [], cpu_seconds=600)
                session = sandbox.open({"a.py": text}, [], cpu_seconds=600)
                for item in (victim, session):
                    item.load("a.py", limits)
                started = time.perf_counter()
                (outcome,) = session.calls("attack", [()])
                session.close()
                past = time.perf_counter() - started - seconds
                started = time.perf_counter()
                (answer,) = victim.calls("add", [(1,)])
                took = time.perf_counter() - started
                victim.close()
                if answer.ending is not Ending.RETURNED:
                    raise SystemExit(f"{name}: the victim lost its call: {answer}")
                row = f"{name} | {level} | {outcome.ending} | {past:+.3f} | {1e3 * took:.1f} ms"
                print(f"| {row} |")


if __name__ == "__main__":
    main()
