"""When the grader's own side breaks: the right verdict, nothing left running, and the next one graded."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from grader.errors import SandboxFailure, SandboxLost
from grader.grading import grade
from grader.results import Ending, Verdict
from grader.sandbox.host import Level, Sandbox
from grader.spec.load import load_homework
from grader.spec.model import Limits
from grader.submission import read_submission
from tests.bank import BANK as PROBLEMS
from tests.paths import ROOT, SUBMISSIONS

HONEST = SUBMISSIONS / "uva-2017-hw1" / "passed" / "vectorised"
LIMITS = Limits(call_seconds=20)
STUDENT = b"""
def add(x): return x + 1
def loop():
    while True: pass
def fill():
    with open("big", "wb") as file:
        while True: file.write(bytes(2**20))
def leave(): open("left", "w").close()
def look(): return __import__("os").listdir(".")
"""


@pytest.fixture
def others():
    """Processes of this one that are no sandbox's, such as those of `multiprocessing`."""
    return set(below(os.getpid()))


@pytest.fixture(params=list(Level))
def sandbox(request, others):  # noqa: ARG001 - looked at before there is a sandbox
    with Sandbox(maximum=request.param) as sandbox:
        yield sandbox


def opened(sandbox):
    session = sandbox.open({"a.py": STUDENT}, [], cpu_seconds=60)
    assert session.load("a.py", LIMITS).ending is Ending.RETURNED
    return session


def call(session, function, *arguments):
    (outcome,) = session.calls(function, [arguments])
    return outcome


def below(pid, but=()):
    """Processes below *pid*, nearest first, without those of *but*."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z" and int(entry.name) not in but:
                parents[int(entry.name)] = int(fields[1])
    found, layer = [], [pid]
    while layer:
        layer = [child for child, parent in parents.items() if parent in layer]
        found += layer
    return found


def gone(pids, seconds=1.0):
    """Whether all of *pids* end within *seconds*."""
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() and not zombie(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
    return True


def zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def graded(sandbox):
    return grade(read_submission(HONEST), load_homework(PROBLEMS / "uva-2017-hw1"), sandbox)


def test_a_zygote_killed_between_submissions_is_replaced(sandbox, others):
    opened(sandbox).close()
    for pid in below(os.getpid(), others):
        with contextlib.suppress(ProcessLookupError):  # one may have gone with the one before
            os.kill(pid, signal.SIGKILL)

    assert graded(sandbox).passed


def test_a_zygote_killed_during_a_call_is_no_students_fault_once(sandbox, others):
    session = opened(sandbox)
    processes = below(os.getpid(), others)
    os.kill(processes[0], signal.SIGKILL)

    with pytest.raises(SandboxLost):
        call(session, "loop")
    assert gone(processes)
    assert graded(sandbox).passed


def test_a_child_killed_from_outside_costs_its_call(sandbox, others):
    session = opened(sandbox)
    # The wrapper and the zygote, or the zygote alone, stand above it. What tried the level out may still
    # be on its way to its end.
    above = 2 if session.info.level == Level.STRONG else 1
    deadline = time.monotonic() + 10
    while len(processes := below(os.getpid(), others)) > above + 1 and time.monotonic() < deadline:
        pass
    assert len(processes) == above + 1
    os.kill(processes[-1], signal.SIGKILL)

    assert call(session, "loop").ending is Ending.MEMORY_LIMIT
    assert session.load("a.py", LIMITS).ending is Ending.RETURNED
    assert call(session, "add", 1).value == 2
    session.close()


@pytest.mark.parametrize("level", list(Level))
def test_nothing_is_left_when_the_grader_is_killed_during_a_call(level, tmp_path):
    program = f"""
        import sys
        from grader.sandbox.host import Level, Sandbox
        from grader.spec.model import Limits
        student = b"def loop():\\n    while True: pass"
        session = Sandbox(maximum=Level("{level}")).open({{"a.py": student}}, [], cpu_seconds=60)
        session.load("a.py", Limits())
        print("ready", flush=True)
        list(session.calls("loop", [()]))
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        processes = below(process.pid)
        process.kill()

    assert len(processes) >= 2
    assert gone(processes)
    assert list(tmp_path.iterdir()) == []


def test_a_full_scratch_folder_is_the_students_own_and_gone_afterwards(sandbox):
    first, second = opened(sandbox), opened(sandbox)

    assert call(first, "fill").error.type_name == "OSError"
    call(second, "leave")
    first.close()
    second.close()
    third = opened(sandbox)
    assert call(third, "look").value == ["a.py"]
    third.close()


def test_without_descriptors_the_grader_says_so_and_recovers(sandbox):
    opened(sandbox).close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    in_use = os.dup(0)  # the lowest number that is free: beyond it, gaps are no room
    os.close(in_use)
    resource.setrlimit(resource.RLIMIT_NOFILE, (in_use, hard))
    try:
        with pytest.raises(SandboxFailure, match="Too many open files"):
            opened(sandbox)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert graded(sandbox).passed


def test_without_descriptors_a_grade_is_an_internal_error(sandbox):
    """The student's points are not touched."""
    homework, submission = load_homework(PROBLEMS / "uva-2017-hw1"), read_submission(HONEST)
    opened(sandbox).close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    in_use = os.dup(0)  # the lowest number that is free: beyond it, gaps are no room
    os.close(in_use)
    resource.setrlimit(resource.RLIMIT_NOFILE, (in_use + 1, hard))
    try:
        report = grade(submission, homework, sandbox)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert [problem.verdict for problem in report.problems] == [Verdict.INTERNAL_ERROR]
    assert report.max_score == 0
    assert graded(sandbox).passed


def test_the_clock_of_the_day_plays_no_part(sandbox, monkeypatch):
    """It may jump at any time; deadlines go by a clock that does not."""
    monkeypatch.setattr(time, "time", lambda: 0.0)

    assert graded(sandbox).passed


def test_other_sessions_lose_nothing_when_one_is_stopped(sandbox):
    victim, other = opened(sandbox), opened(sandbox)
    other._limits = Limits(call_seconds=0.2)
    assert call(other, "loop").ending is Ending.TIME_LIMIT

    assert call(victim, "add", 1).value == 2
    victim.close()


def test_limits_that_are_tighter_already_are_kept():
    """As `ulimit -t 30 -n 200` before the grader would set them: they cannot be raised again."""
    program = """
        import resource
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
        from grader.sandbox.host import Sandbox
        from grader.spec.model import Limits
        with Sandbox() as sandbox:
            session = sandbox.open({"a.py": b"def f(): return 7"}, [], cpu_seconds=60)
            session.load("a.py", Limits())
            (outcome,) = session.calls("f", [()])
            print(outcome.value)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "7\n"
