"""A class of many mixed submissions: how fast, with how much memory, and what is left behind.

    python benchmarks/scale.py [--size 500] [--homework uva-2017-hw1] [--jobs N]

The class is made of the corpus in `submissions/`: right, wrong, crashing and invalid submissions, and ones that
loop, ask for all memory or print without end, each with a comment that makes its files different from all others.
The command line grades them as a user would. Linux only: it reads /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import grader

ROOT = Path(__file__).parent.parent
# Of a hundred submissions.
SHARES = {
    "passed": 45,
    "wrong_answer": 33,
    "runtime_error": 7,
    "invalid_submission": 5,
    "time_limit": 5,
    "memory_limit": 2,
    "output_limit": 2,
    "not_attempted": 1,
}
LIMITS = {"time_limit", "memory_limit", "output_limit"}
PAUSE = 0.05  # seconds between two looks at the processes
LASTING = 0.5  # seconds that a process may wait to be reaped
GRACE = 5.0  # seconds that processes have to end after the command has
PR_SET_CHILD_SUBREAPER = 36
BARE = """
import sys, time
from pathlib import Path
from grader.errors import SubmissionError
from grader.grading import grade
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission

homework = load_homework(Path(sys.argv[1]))
with Sandbox(hidden=[Path(sys.argv[1]).parent]) as sandbox:
    for path in sorted(Path(sys.argv[2]).iterdir()):
        try:
            grade(read_submission(path), homework, sandbox)
        except SubmissionError:
            pass
"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=500, help="submissions")
    parser.add_argument("--homework", default="uva-2017-hw1")
    parser.add_argument("--jobs", type=int, help="as of `grade`")
    chosen = parser.parse_args()
    # Whatever outlives the grader becomes a child of this process, and is seen.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    # A shell that starts this in the background has it ignored, and the grader would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(
        f"grader {grader.__version__}, {chosen.size} submissions, {os.cpu_count()} cores, load {load}\n"
    )
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        measure(Bench(Path(folder), chosen.homework, chosen.jobs), chosen.size)


def measure(bench: Bench, size: int) -> None:
    """All runs, one after the other."""
    tenth = max(size // 10, 1)
    bench.grade(bench.make(4, SHARES))  # fills the cache of specs
    runs = {
        f"{tenth}": bench.grade(bench.make(tenth, SHARES)),
        f"{size}": bench.grade(bench.make(size, SHARES)),
        f"{size}, nothing at a limit": bench.grade(bench.make(size, without(LIMITS))),
        f"{size}, a third of them copies": bench.grade(bench.make(size, SHARES, copies=size // 3)),
    }
    print(
        "| submissions | seconds | a second | CPU seconds | of all cores | most memory, main process | all |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, run in runs.items():
        print(
            f"| {name} | {run.seconds:.1f} | {run.graded / run.seconds:.1f} | {run.cpu:.1f} | {run.share:.0%} "
            f"| {run.main_memory:.0f} MB | {run.all_memory:.0f} MB |"
        )
    print("\n| of these | number | median, s | longest, s | together, s | verdicts |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for kind, seconds in sorted(runs[f"{size}"].times.items()):
        verdicts = ", ".join(f"{n} {v}" for v, n in runs[f"{size}"].verdicts[kind].most_common(3))
        print(
            f"| {kind} | {len(seconds)} | {median(seconds):.2f} | {max(seconds):.2f} | {sum(seconds):.1f} | {verdicts} |"
        )
    alone, cpu_alone = bench.bare(bench.make(60, without(LIMITS)))
    cores = os.cpu_count() or 1
    quick = runs[f"{size}, nothing at a limit"]
    print(
        f"\nimporting numpy once a submission: {bench.importing_numpy() * size / cores:.1f} s on all cores"
    )
    print(
        f"grading alone in one process, of those at no limit: {alone * size / cores:.1f} s on all cores"
    )
    print(
        f"of these a submission takes {cpu_alone * 1000:.0f} ms of CPU time alone, {quick.cpu / size * 1000:.0f} ms in "
        "the class with all that starts and is written"
    )
    small, large = runs[f"{tenth}"].main_memory, runs[f"{size}"].main_memory
    print(f"memory of the main process at {size} and at {tenth}: {large / small:.2f} times")
    for name, run in runs.items():
        print(f"{name}: exit {run.code}; {run.left}")
    interrupted(bench, bench.make(size, SHARES), size)


def interrupted(bench: Bench, folder: Path, size: int) -> None:
    """Ctrl-C in the middle, then the same command again."""
    stopped = bench.grade(folder, stop_at=size // 3)
    again = bench.grade(folder, output=stopped.output)
    print(
        f"Ctrl-C: ended {stopped.after_signal:.2f} s later with exit {stopped.code} and {stopped.graded} reports; {stopped.left}"
    )
    print(
        f"the same command again: {again.seconds:.1f} s, {again.graded} reports, exit {again.code}; {again.left}"
    )


def without(kinds: set[str]) -> dict[str, int]:
    """The shares without some kinds of submissions."""
    return {kind: share for kind, share in SHARES.items() if kind not in kinds}


@dataclass
class Run:
    """What was seen of one run of the command."""

    output: Path
    code: int = 0
    seconds: float = 0.0
    after_signal: float = 0.0
    cpu: float = 0.0
    main_memory: float = 0.0  # MB
    all_memory: float = 0.0
    graded: int = 0
    left: str = ""
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def share(self) -> float:
        """CPU time as a share of what all cores have in that time."""
        return self.cpu / self.seconds / (os.cpu_count() or 1)


class Bench:
    """Makes classes and grades them."""

    def __init__(self, folder: Path, homework: str, jobs: int | None) -> None:
        self.folder = folder
        self.homework = homework
        self.jobs = jobs
        self.made = 0

    def make(self, size: int, shares: dict[str, int], copies: int = 0) -> Path:
        """A folder of submissions.

        Args:
            size: how many.
            shares: how many there are of each kind, in proportion.
            copies: how many of them have the same files as another.
        """
        self.made += 1
        target = self.folder / f"class-{self.made}"
        target.mkdir()
        corpus = ROOT / "submissions" / self.homework
        originals = {
            kind: sorted((corpus / kind).iterdir()) for kind in shares if (corpus / kind).is_dir()
        }
        kinds = spread({kind: shares[kind] for kind in originals}, size)
        for number, kind in enumerate(kinds):
            source = originals[kind][kinds[:number].count(kind) % len(originals[kind])]
            student = target / f"{number:04}-{kind}"
            if size - number <= copies:
                twin = sorted(target.iterdir())[(size - number) % (size - copies)]
                shutil.copytree(twin, student)
                continue
            shutil.copytree(source, student, ignore=shutil.ignore_patterns("__pycache__"))
            for file in student.rglob("*.py"):
                with file.open("ab") as end:
                    end.write(f"\n# {student.name}\n".encode())
        return target

    def grade(self, folder: Path, *, output: Path | None = None, stop_at: int | None = None) -> Run:
        """Run `grade` on a class; with *stop_at* press Ctrl-C when so many reports are there."""
        run = Run(output or Path(tempfile.mkdtemp(dir=self.folder, prefix="grades-")))
        scratch = Path(tempfile.mkdtemp(dir=self.folder, prefix="tmp-"))
        command = [sys.executable, "-m", "grader", "run", str(folder), "--output", str(run.output)]
        command += ["--homework", self.homework, "--problems", str(ROOT / "problems")]
        command += ["--jobs", str(self.jobs)] if self.jobs else []
        cache = self.folder / "cache"
        environment = {**os.environ, "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(cache)}
        before = {place: names_in(place) for place in ("/tmp", "/dev/shm")}  # noqa: S108 - looked at only
        started = time.perf_counter()
        with (self.folder / "said").open("w") as said:
            process = subprocess.Popen(
                command, env=environment, stdout=said, stderr=said, start_new_session=True
            )
            watch = Watch(process.pid)
            if stop_at is not None:
                while process.poll() is None and len(reports(run.output)) < stop_at:
                    time.sleep(PAUSE)
                pressed = time.perf_counter()
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGINT)
            _, status, used = os.wait4(process.pid, 0)
        now = time.perf_counter()
        process.returncode = run.code = os.waitstatus_to_exitcode(status)
        run.seconds = now - started
        run.after_signal = now - pressed if stop_at is not None else 0.0
        watch.stop()
        outlived, cpu, left = reap()
        run.cpu = used.ru_utime + used.ru_stime + cpu
        run.main_memory, run.all_memory = watch.main / 2**20, watch.total / 2**20
        files = [str(path.relative_to(scratch)) for path in scratch.rglob("*")]
        files += [
            str(path)
            for place, paths in before.items()
            for path in names_in(place) - paths
            if "grade" in path.name
        ]
        run.left = (
            f"{listed('process', left)} left, the last ended {outlived:.2f} s after the command; "
            f"{listed('zombie', sorted(watch.zombies.values()))} for over {LASTING:g} s; {listed('temporary file', files)}"
        )
        for file in reports(run.output):
            report = json.loads(file.read_text(encoding="utf-8"))
            kind = file.stem[5:]
            run.graded += 1
            run.times[kind].append(report["seconds"])
            run.verdicts[kind][worst(report)] += 1
        if run.code not in (0, 1, 130):
            sys.exit(f"grade ended with {run.code}: {(self.folder / 'said').read_text()[-2000:]}")
        return run

    def importing_numpy(self) -> float:
        """Seconds that a fresh Python takes to import numpy."""
        taken = []
        for _ in range(11):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", "import numpy"], check=True)
            taken.append(time.perf_counter() - started)
        return median(taken[1:])

    def bare(self, folder: Path) -> tuple[float, float]:
        """Seconds and CPU seconds for one submission of a class, in one process that does nothing but grade."""
        command = [sys.executable, "-c", BARE, str(ROOT / "problems" / self.homework)]
        used = []
        empty = Path(tempfile.mkdtemp(dir=self.folder))
        for each in (empty, folder):  # what starting takes is taken off
            started = time.perf_counter()
            process = subprocess.Popen([*command, str(each)])
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            if status:
                sys.exit("grading alone failed")
            _, cpu, _ = reap()
            used.append((time.perf_counter() - started, usage.ru_utime + usage.ru_stime + cpu))
        count = len(list(folder.iterdir()))
        return (used[1][0] - used[0][0]) / count, (used[1][1] - used[0][1]) / count


def reap() -> tuple[float, float, list[str]]:
    """Wait for processes that outlive the command.

    Returns:
        Seconds until the last has ended, CPU seconds of all, and those that had to be killed.
    """
    started = time.perf_counter()
    outlived = cpu = 0.0
    while time.perf_counter() - started < GRACE:
        try:
            pid, _, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return outlived, cpu, []
        if pid:
            outlived = time.perf_counter() - started
            cpu += used.ru_utime + used.ru_stime
        else:
            time.sleep(0.01)
    left = children(os.getpid())
    names = [status_of(pid) for pid in left]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return outlived, cpu, names


class Watch:
    """Looks at a process and all below it, until it is stopped: bytes of memory, and zombies."""

    def __init__(self, pid: int) -> None:
        self.main = self.total = 0
        self.zombies: dict[int, str] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(pid,))
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._ended.set()
        self._thread.join()

    def _look(self, pid: int) -> None:
        seen: dict[int, float] = {}
        while not self._ended.wait(PAUSE):
            own, others = memory(pid), list(below(pid))
            self.main = max(self.main, own)
            self.total = max(self.total, own + sum(map(memory, others)))
            dead = {each for each in others if status_of(each).endswith("(Z)")}
            now = time.perf_counter()
            seen = {each: seen.get(each, now) for each in dead}
            lasting = {each for each, since in seen.items() if now - since > LASTING}
            if lasting - self.zombies.keys():
                self.zombies |= {each: parent_of(each) for each in lasting}


def spread(shares: dict[str, int], size: int) -> list[str]:
    """*size* kinds in these proportions, evenly mixed."""
    whole = sum(shares.values())
    due = dict.fromkeys(shares, 0.0)
    kinds = []
    for _ in range(size):
        for kind, share in shares.items():
            due[kind] += share / whole
        kinds.append(max(due, key=lambda kind: due[kind]))
        due[kinds[-1]] -= 1
    return kinds


def worst(report: dict[str, object]) -> str:
    """The verdict that says most of a report."""
    found = [problem["verdict"] for problem in report["problems"]]
    tried = [verdict for verdict in found if verdict not in ("not_attempted", "needs_marking")]
    wrong = [verdict for verdict in tried if verdict != "passed"]
    return Counter(wrong or tried or found).most_common(1)[0][0]


def reports(output: Path) -> list[Path]:
    """The reports that a run has written so far."""
    return sorted((output / "reports").glob("*.json"))


def names_in(folder: str) -> set[Path]:
    """The names in a folder."""
    return set(Path(folder).iterdir()) if Path(folder).is_dir() else set()


def listed(what: str, items: list[str]) -> str:
    """How many there are, and the first of them."""
    return (
        f"{len(items)} {what}{'' if len(items) == 1 else 'es' if what.endswith('s') else 's'}"
        + (f" ({', '.join(items[:3])})" if items else "")
    )


def children(pid: int) -> list[int]:
    """The processes that a process is the parent of."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def below(pid: int) -> Iterator[int]:
    """All processes below a process."""
    for child in children(pid):
        yield child
        yield from below(child)


def memory(pid: int) -> int:
    """Bytes of a process that are in memory and shared with no other."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
    return 0


def status_of(pid: int) -> str:
    """The name and state of a process, such as "python (Z)"."""
    with contextlib.suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text()
        name, _, rest = stat.partition("(")[2].rpartition(")")
        return f"{name} ({rest.split()[0]})"
    return "gone"


def parent_of(pid: int) -> str:
    """The command of the process that is to reap a process."""
    with contextlib.suppress(OSError, IndexError):
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        words = Path(f"/proc/{parent}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        return f"of {parent} {' '.join(words[1:4])[:60]}"
    return "gone"


if __name__ == "__main__":
    main()
