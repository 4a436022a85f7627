"""Classes from outside: what is written, what goes on after a kill or Ctrl-C, what is left behind."""

import contextlib
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance.test_cli import PARTIAL, PROBLEMS, RIGHT

PASSED, BELOW, FAILED, INTERRUPTED = 0, 1, 3, 130
SLOW = "import time\ntime.sleep(30)\n"  # a file that takes until it is stopped


@pytest.fixture
def members(tmp_path):
    """Writes submissions into a folder of a class."""

    def write(**contents):
        folder = tmp_path / "class"
        for name, content in contents.items():
            (folder / name).mkdir(parents=True)
            (folder / name / "hw.py").write_text(content)
        return folder

    return write


@pytest.fixture
def run(grade):
    return lambda *words, **environment: grade(*words, "--problems", PROBLEMS, **environment)


def scores(folder):
    lines = csv.DictReader(io.StringIO((folder / "grades.csv").read_text()))
    return {line["student"]: line["score"] for line in lines}


def test_a_folder_of_submissions_is_graded_as_a_class(run, members, tmp_path):
    folder = members(ada=RIGHT, bob=PARTIAL, cy=RIGHT, dora="x = 1\n")
    (folder / "broken.zip").write_bytes(b"PK\3\4")
    (folder / "esc\x1b[31m\u202e").mkdir()
    done = run(folder, COLUMNS="100")

    assert done.returncode == BELOW
    assert done.stderr == f"6 submissions in {folder}\n"
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "\x1b" not in done.stdout
    assert "6 students, 2 passed everything, 2 cannot be read" in done.stdout
    grades = tmp_path / "grades"
    found = scores(grades)
    assert found.pop("esc\ufffd[31m\ufffd") == "0"
    assert found == {"ada": "5", "bob": "2", "broken": "0", "cy": "5", "dora": "0"}
    assert "<title>" in (grades / "misconceptions.html").read_text()
    reports = {path.stem: json.loads(path.read_text()) for path in grades.glob("reports/*.json")}
    assert reports["cy"]["submission"]["name"] == str(folder / "cy")
    verdicts = {name: report["problems"][0]["verdict"] for name, report in reports.items()}
    assert verdicts["dora"] == "not_attempted"
    assert verdicts["broken"] == "invalid_submission"
    assert sorted(path.name for path in grades.iterdir()) == [
        "grades.csv",
        "misconceptions.html",
        "reports",
    ]


def test_the_results_are_what_gradebooks_are_filled_from(run, grade, members, tmp_path):
    run(members(ada=RIGHT, bob=PARTIAL), "--output", "out")
    gradebook = "Student,ID,SIS Login ID,Section,HW (7)\nX,1,ada,A,\nY,2,bob,A,\n"
    (tmp_path / "export.csv").write_text(gradebook)

    filled = grade("export", "canvas", "out", "--gradebook", "export.csv", "--column", "HW")
    table = grade("export", "moodle", "out", "--output", "moodle.csv")

    assert filled.stdout == gradebook.replace("ada,A,", "ada,A,5").replace("bob,A,", "bob,A,2")
    assert "2 grades written" in filled.stderr
    assert table.returncode == PASSED
    assert ",,ada,5," in (tmp_path / "moodle.csv").read_text()


class Run:
    """A class that is being graded, in a process group of its own as from a shell."""

    def __init__(self, folder, tmp_path):
        self.output = tmp_path / "grades"
        self.command = [sys.executable, "-m", "grader", str(folder), "--problems", str(PROBLEMS)]
        self.options = {"cwd": tmp_path, "env": {**os.environ, "COLUMNS": "200"}}
        self.process = subprocess.Popen(
            [*self.command, "--jobs", "2"],
            **self.options,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def reports(self):
        return {path.stem for path in self.output.glob("reports/*.json")}

    def known(self):
        """Those whose report a further run would find."""
        index = self.output / "reports" / "index.jsonl"
        text = index.read_text() if index.exists() else ""
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
        told = [line["file"] for line in lines if "file" in line]
        return {
            name for name in told if told.count(name) > 1
        }  # once when it begins, once when done

    def wait_for(self, fact):
        end = time.monotonic() + 60
        while not fact():
            assert time.monotonic() < end
            time.sleep(0.01)

    def descendants(self):
        """Processes below this one that run, by id; those that only wait to be collected do not."""
        below, left = [], [self.process.pid]
        while left:
            for task in Path(f"/proc/{left.pop()}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    children = [int(word) for word in task.read_text().split()]
                    below += children
                    left += children
        return {pid for pid in below if running(pid)}

    def workers(self):
        """The processes that grade: those that a zygote hangs on."""
        parents = {parent_of(pid) for pid in self.descendants() if b"zygote" in command_of(pid)}
        return parents & self.descendants() - {
            p for p in self.descendants() if b"zygote" in command_of(p)
        }


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def parent_of(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")


@linux
@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_keeps_what_is_done_and_the_same_command_goes_on(members, tmp_path):
    folder = members(ada=RIGHT, bob=PARTIAL, slow=SLOW + RIGHT, slower=SLOW + PARTIAL)
    run = Run(folder, tmp_path)
    run.wait_for(lambda: run.known() >= {"ada", "bob"})
    below = run.descendants()
    os.killpg(run.process.pid, signal.SIGINT)
    _, said = run.process.communicate(timeout=20)

    assert run.process.returncode == INTERRUPTED
    # The second may be on the disk, and not counted yet.
    stopped = r"grade: stopped: [12] of 4 submissions are graded and kept in grades"
    assert re.fullmatch(f"{stopped}; the same command goes on from there", said.splitlines()[1])
    assert len(said.splitlines()) == 2
    run.wait_for(lambda: not any(map(running, below)))
    assert [path.name for path in run.output.iterdir()] == ["reports"]
    for name in ("slow", "slower"):
        file = folder / name / "hw.py"
        file.write_text(file.read_text().removeprefix(SLOW))
    before = (run.output / "reports" / "ada.json").stat().st_mtime_ns
    again = subprocess.run(run.command, **run.options, capture_output=True, text=True, check=False)
    assert again.returncode == BELOW
    assert scores(run.output) == {"ada": "5", "bob": "2", "slow": "5", "slower": "2"}
    assert (run.output / "reports" / "ada.json").stat().st_mtime_ns == before


@linux
def test_a_killed_worker_costs_nothing(members, tmp_path):
    """What was under way is graded by another."""
    run = Run(
        members(ada=RIGHT, bob=PARTIAL, late="import time\ntime.sleep(1)\n" + RIGHT), tmp_path
    )
    run.wait_for(lambda: run.reports() >= {"ada", "bob"} and run.workers())
    for worker in run.workers():
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    run.process.communicate(timeout=60)

    assert run.process.returncode == BELOW
    assert scores(run.output) == {"ada": "5", "bob": "2", "late": "5"}


@linux
def test_what_is_killed_twice_is_the_graders_failure_and_others_go_on(members, tmp_path):
    run = Run(members(ada=RIGHT, bob=PARTIAL, slow=SLOW + RIGHT), tmp_path)
    run.wait_for(lambda: run.reports() >= {"ada", "bob"})
    while run.process.poll() is None:
        for worker in run.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.02)
    shown, _ = run.process.communicate(timeout=60)

    assert run.process.returncode == FAILED
    assert scores(run.output) == {"ada": "5", "bob": "2", "slow": "0"}
    assert "on 1 the grader failed" in shown
    assert "the same command tries again" in shown
