#!/usr/bin/env python3
"""Gradescope's `run_autograder`: runs in its container, and always leaves a valid results.json.

A copy of this file stands in the zip. It needs the standard library alone, of Python 3.8 on, so that it can say
what is wrong where the grader cannot even be started. Students see neither what the grader printed nor why it
failed: that stands in a hidden test and on the output, which Gradescope shows to instructors.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = "/autograder"
LEAST_SANDBOX = "medium"  # on less, a student's code could write the results itself
SECONDS = 540  # of the ten minutes after which Gradescope ends a container
MAX_METADATA = 32 * 2**20  # it holds the last results as well
MAX_RESULTS = 64 * 2**20
MAX_SHOWN = 4000  # characters of what the grader said
MAX_TEXT = 200  # characters of a key or a time
MAX_KEY = 10_000  # bytes of the key of the course
UNUSABLE = 2  # exit code of the grader: the submission cannot be read, or the command cannot be carried out
GRADED = (0, 1, 3)  # with 3 it failed, perhaps in one problem alone, which then costs nothing
FAILED = (
    "The autograder could not grade this submission. Nothing is lost: it is kept as you handed it in, and your "
    "instructors see what happened."
)


def main() -> None:
    """Grade the submission below the root, which is named as the first argument if it is another one."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT).resolve()
    results = root / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    results.unlink(missing_ok=True)  # no earlier run's
    try:
        trouble = run(root, results)
    except Exception as error:  # noqa: BLE001 - whatever it is, there must be a results.json
        trouble = failure(f"{type(error).__name__}: {error}")
    if trouble is not None:
        results.write_text(json.dumps(trouble), encoding="utf-8")


def run(root: Path, results: Path) -> dict[str, Any] | None:
    """Run the grader, which writes *results*; what to write instead, if it did not."""
    command = [str(root / "venv" / "bin" / "python"), "-m", "grader", *arguments(root, results)]
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": os.environ.get("HOME", "/root"),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(root / "source"),
        "NO_COLOR": "1",
    }
    key = root / "source" / "course-key"
    if key.exists():  # by no argument: those can be read from outside the process
        environment["GRADER_KEY"] = os.fsdecode(key.read_bytes()[:MAX_KEY])
    process = subprocess.Popen(  # noqa: S603 - the grader, with arguments made here
        command,
        cwd=str(root / "source"),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return failure(f"grading took more than {SECONDS} s")
    said = output.decode("utf-8", "replace").strip()[-MAX_SHOWN:]
    print(printable(said))
    sentence = f"\n{said}".rpartition("\ngrade: ")[2]
    if process.returncode == UNUSABLE and sentence.startswith(f"{root / 'submission'}"):
        return refused(sentence.replace(f"{root}/", ""))
    if process.returncode not in GRADED:
        return failure(f"exit code {process.returncode}: {said}")
    reason = fault(results)
    return None if reason is None else failure(f"{results.name}: {reason}. {said}")


def arguments(root: Path, results: Path) -> list[str]:
    """What the grader is called with."""
    problems = root / "source" / "problems"
    (homework,) = (path.parent.name for path in problems.glob("*/homework.json"))
    found = ["run", str(root / "submission"), "--single", "--homework", homework]
    found += ["--problems", str(problems), "--sandbox", LEAST_SANDBOX]
    found += ["--format", "gradescope", "--output", str(results)]
    return found + known(root / "submission_metadata.json")


def known(file: Path) -> list[str]:
    """Who handed in, when, and for how many times already, as options; what is not there is left out."""
    try:
        if file.stat().st_size > MAX_METADATA:
            raise ValueError(f"{file.stat().st_size} bytes")
        metadata = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{file.name} cannot be read: {printable(str(error))[:MAX_SHOWN]}")
        return []
    if not isinstance(metadata, dict):
        print(f"{file.name}: expected an object")
        return []
    options: list[str] = []
    key = student(metadata.get("users"))
    if key:
        options += ["--student", key]
    created = text(metadata.get("created_at"))
    if created:
        options += ["--submitted", created]
    previous = metadata.get("previous_submissions")
    if isinstance(previous, list):
        # Where Gradescope itself failed, nobody had an attempt.
        failed = [
            item for item in previous if isinstance(item, dict) and item.get("autograder_error")
        ]
        options += ["--attempt", str(len(previous) - len(failed) + 1)]
    return options


def student(users: Any) -> str:
    """The key of whoever handed in: the e-mail address, of a group all of them in order; else the ids."""
    found = [item for item in users if isinstance(item, dict)] if isinstance(users, list) else []
    addresses = sorted(text(item.get("email")).lower() for item in found)
    if addresses and all(addresses):
        return "+".join(addresses)
    return "+".join(sorted(filter(None, (text(item.get("id")) for item in found))))


def text(value: Any) -> str:
    """A short text or number of the metadata as an argument; nothing if it is something else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    found = "".join(char for char in str(value) if char.isprintable())
    return found.lstrip("-")[:MAX_TEXT]  # an option is none of theirs to give


def fault(results: Path) -> str | None:
    """Why the file is no valid results.json; None if it is one."""
    try:
        if results.stat().st_size > MAX_RESULTS:
            return f"{results.stat().st_size} bytes"
        found = json.loads(results.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    if not isinstance(found, dict):
        return "expected an object"
    tests = found.get("tests", [])
    if not isinstance(tests, list) or not all(isinstance(item, dict) for item in tests):
        return "expected a list of tests"
    scores = [found["score"]] if "score" in found else [item.get("score") for item in tests]
    if not scores or not all(map(is_number, scores)):
        return "expected a score, or one of each test"
    return None


def is_number(value: Any) -> bool:
    """Whether a score is one."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def refused(said: str) -> dict[str, Any]:
    """The results of a submission that cannot be graded as it is: the student reads why."""
    return {
        "score": 0,
        "output": printable(said),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def failure(reason: str) -> dict[str, Any]:
    """The results of a run that failed: a hidden test has the reason, and hides the score of 0 from students."""
    print(f"The grader failed: {printable(reason)}")
    told = {
        "name": "The grader failed (for instructors)",
        "score": 0,
        "max_score": 0,
        "status": "failed",
        "output": printable(reason)[-MAX_SHOWN:],
        "output_format": "text",
        "visibility": "hidden",
    }
    return {
        "score": 0,
        "output": FAILED,
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [told],
    }


def printable(said: str) -> str:
    """*said* without anything that could steer a terminal; lines stay."""
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in said
    )


if __name__ == "__main__":
    main()
