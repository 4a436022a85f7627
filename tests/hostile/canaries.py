"""Canaries: what must not happen while hostile code runs, each watched on its own.

`Canaries` plants secrets and traps in and around the grader, and tells which were touched. It knows
nothing of the sandbox. `Arena` runs one hostile program in a sandbox, beside an honest submission
and before another, and gathers every breach: of the canaries, of the grader, of the other two.
"""

import contextlib
import ctypes
import functools
import json
import math
import os
import pwd
import re
import secrets
import select
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.results import Ending, Outcome, Unsupported
from grader.spec.model import Limits

CLAIM = "BREACH: "
MIB = 2**20
GROWTH = 64 * MIB  # how much the grader's memory may grow while hostile code runs
PATIENCE = 5.0  # seconds for what the zygote and the kernel do a moment later
PR_SET_CHILD_SUBREAPER = 36
WATCHED_SIGNALS = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGIO)

# Folders of everybody, whose mode is nobody's to change.
SHARED_FOLDERS = [Path(name) for name in ("/", "/tmp", "/var/tmp", "/dev/shm", sys.prefix)]

# Beside the sandbox, not in it: a process of the same user, which hostile code may find.
BYSTANDER = """
import ctypes, sys
buffer = ctypes.create_string_buffer(sys.stdin.readline().strip().encode(), 64)
print(ctypes.addressof(buffer), flush=True)
for line in sys.stdin:
    print(buffer.value.decode("ascii", "replace"), flush=True)
"""

VICTIM = """
import os
SECRET = "{secret}"
count = 0
def answer(x):
    global count
    count += 1
    return [count, x * 2 + 1]
def place():
    with open("victim.txt", "w") as file:
        file.write(SECRET)
    return [os.getcwd(), os.getpid()]
"""

HONEST = """
import builtins, math, os, random, sys
import numpy as np
def answer(x):
    return float(np.linalg.norm(x)) + np.pi * x.sum()
def surroundings(token):
    left = []
    for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", sys.prefix, os.path.dirname(os.__file__)):
        try:
            left += [name for name in os.listdir(folder) if token in name]
        except OSError:
            pass
    old = os.umask(0o22)
    return {
        "folder": sorted(os.listdir()),
        "pi": [np.pi, math.pi],
        "random": [random.random(), float(np.random.rand())],
        "environment": sorted(os.environ),
        "modules": sorted(name for name in sys.modules if "planted" in name),
        "builtins": [isinstance(1, str), len([1]), type(1).__name__],
        "umask": old,
        "left": left,
        "path": [path for path in sys.path if path != os.getcwd()],
    }
"""

ATTACK_LIMITS = Limits(
    load_seconds=1.5,
    call_seconds=1.0,
    total_seconds=2.5,
    memory_bytes=128 * MIB,
    printed_bytes=100_000,
    result_bytes=8 * MIB,
)
# Honest code on a busy machine gets the time that it needs.
HONEST_LIMITS = Limits(load_seconds=60, call_seconds=60, total_seconds=120)

# An error of these types says that a hostile program is broken, and so tells nothing.
MISTAKES = {"NameError", "UnboundLocalError", "SyntaxError", "IndentationError", "AttributeError"}
MISTAKES |= {"TypeError", "ModuleNotFoundError", "KeyError"}

_libc = ctypes.CDLL(None, use_errno=True)


class Canaries:
    """Secrets and traps in and around the grader.

    Attributes:
        token: part of the names of everything that hostile code plants, so that it can be found.
        facts: what hostile code is told: where everything lies, so that it need not search.
        secrets: what must not come back, by the place where it lies.
    """

    def __init__(self) -> None:
        self.token = f"planted-{secrets.token_hex(6)}"
        places = ("file", "private", "reference", "hidden", "archive", "array", "home", "memory")
        places += ("environment", "argument", "bystander", "victim")
        self.secrets = {place: f"SECRET-{place}-{secrets.token_hex(16)}" for place in places}
        # In the system's own folder and open to all, as pytest's folders are not.
        self.folder = Path(tempfile.mkdtemp(prefix="hostile-", dir="/tmp")).resolve()
        self.folder.chmod(0o755)
        # Below a folder that students may read, where that can be written to.
        below = Path(sys.prefix) if os.access(sys.prefix, os.W_OK) else self.folder
        self.hidden = below / f"hidden-{self.token}"
        self.buffer = ctypes.create_string_buffer(self.secrets["memory"].encode(), 64)
        self.variable = "GRADER_HOSTILE_SECRET"
        os.environ[self.variable] = self.secrets["environment"]
        self.signals: list[int] = []
        self.handlers = {n: signal.signal(n, self._on_signal) for n in WATCHED_SIGNALS}
        # Orphans become children of this process, and so are found however they hide.
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.patience = PATIENCE
        self.ipc_key = secrets.randbelow(2**30) + 1
        self._plant()
        self._listen()
        self.master, self.slave = os.openpty()
        os.set_blocking(self.master, False)
        self.outside = descendants()
        self._start_bystander()
        self.facts = self._facts()
        self.arm()

    def close(self) -> None:
        """Take everything away again."""
        for number, handler in self.handlers.items():
            signal.signal(number, handler)
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)
        del os.environ[self.variable]
        for trap in self.listeners.values():
            trap.close()
        os.close(self.master)
        os.close(self.slave)
        self._end_bystander()
        shutil.rmtree(self.hidden)
        shutil.rmtree(self.folder)

    def arm(self) -> None:
        """Take down how everything is now; `tripped` compares with this."""
        self.signals.clear()
        self.before = self._state()
        self.processes = descendants()
        self.descriptors = _descriptors()
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # resets the peak
        self.memory = _status("VmRSS")

    def tripped(self) -> list[str]:
        """What happened since `arm`, one sentence each; the traps are set again."""
        found = [*self._traffic(), *self._changes(), *self._leftovers()]
        found += [f"a signal reached the grader: {number}" for number in self.signals]
        growth = _status("VmHWM") - self.memory
        if growth > GROWTH:
            found.append(f"the grader's memory grew by {growth // MIB} MiB")
        opened = _descriptors() - self.descriptors
        if opened > 0:
            found.append(f"{opened} more files are open in the grader")
        alive = self._bystander_trouble()
        if alive is not None:
            found.append(alive)
            self._end_bystander()
            self._start_bystander()
            self.facts = self._facts()
        return found

    def leaks(self, value: object) -> list[str]:
        """Which secrets a value holds, and what it claims to have got hold of."""
        data = b"\n".join(_bytes_of(value))
        found = [f"the secret in {p}" for p, s in self.secrets.items() if s[-32:].encode() in data]
        claims = data.decode("utf-8", "replace").split(CLAIM)[1:]
        return found + [claim[:80].split("\n")[0] for claim in claims]

    # Planting.

    def _plant(self) -> None:
        quoted = {place: f"ANSWER = {text!r}\n" for place, text in self.secrets.items()}
        for name in ("problems/pretend", "home/.config", "temporary"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.hidden.mkdir(exist_ok=True)
        (self.folder / "temporary").chmod(0o1777)
        (self.folder / "home").chmod(0o777)
        (self.folder / "home/.config").chmod(0o777)
        self.planted = {
            self.folder / "secret.txt": (self.secrets["file"], 0o644),
            self.folder / "private.txt": (self.secrets["private"], 0o600),
            self.folder / "home/notes.txt": (self.secrets["home"], 0o644),
            self.folder / "problems/pretend/reference.py": (quoted["reference"], 0o644),
            self.hidden / "reference.py": (quoted["hidden"], 0o644),
        }
        for path, (text, mode) in self.planted.items():
            path.unlink(missing_ok=True)
            path.write_text(text, encoding="ascii")
            path.chmod(mode)
        np.save(self.folder / "array.npy", np.frombuffer(self.secrets["array"].encode(), np.uint8))
        with zipfile.ZipFile(self.folder / "archive.zip", "w") as archive:
            archive.writestr("hidden_in_archive.py", quoted["archive"])

    def _listen(self) -> None:
        unix, names = self.folder / "door.sock", f"\0door-{self.token}"
        traps = {
            "tcp4": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp4": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "unix_path": (socket.AF_UNIX, socket.SOCK_STREAM, str(unix)),
            "unix_abstract": (socket.AF_UNIX, socket.SOCK_STREAM, names),
            "unix_datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, f"{names}-datagram"),
        }
        if _has_ipv6():
            traps["tcp6"] = (socket.AF_INET6, socket.SOCK_STREAM, ("::1", 0))
            traps["udp6"] = (socket.AF_INET6, socket.SOCK_DGRAM, ("::1", 0))
        self.listeners = {}
        for name, (family, kind, address) in traps.items():
            trap = socket.socket(family, kind)
            trap.bind(address)
            if kind == socket.SOCK_STREAM:
                trap.listen()
            trap.setblocking(False)
            self.listeners[name] = trap
        unix.chmod(0o777)

    def _start_bystander(self) -> None:
        self.bystander = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", BYSTANDER, self.secrets["argument"]],
            env={"SECRET": self.secrets["bystander"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
            bufsize=1,
        )
        self.bystander.stdin.write(self.secrets["bystander"] + "\n")
        self.bystander_address = int(self.bystander.stdout.readline())

    def _end_bystander(self) -> None:
        self.bystander.kill()
        self.bystander.wait()
        with contextlib.suppress(OSError):
            self.bystander.stdin.close()
        self.bystander.stdout.close()

    def _facts(self) -> dict[str, object]:
        root = Path(__file__).parents[2]
        ports = {
            name: self.listeners[name].getsockname()[1] if name in self.listeners else 9
            for name in ("tcp4", "tcp6", "udp4", "udp6")
        }
        return ports | {
            "token": self.token,
            "variable": self.variable,
            "ipc_key": self.ipc_key,
            "secret_file": str(self.folder / "secret.txt"),
            "private_file": str(self.folder / "private.txt"),
            "array_file": str(self.folder / "array.npy"),
            "archive": str(self.folder / "archive.zip"),
            "problems": str(self.folder / "problems"),
            "reference": str(self.folder / "problems/pretend/reference.py"),
            "hidden": str(self.hidden),
            "home": str(self.folder / "home"),
            "temporary": str(self.folder / "temporary"),
            "repository": str(root),
            "grader": str(root / "grader"),
            "site_packages": sysconfig.get_path("purelib"),
            "unix_path": str(self.folder / "door.sock"),
            "unix_abstract": f"door-{self.token}",
            "unix_datagram": f"door-{self.token}-datagram",
            "terminal": os.ttyname(self.slave),
            "grader_pid": os.getpid(),
            "grader_address": ctypes.addressof(self.buffer),
            "bystander_pid": self.bystander.pid,
            "bystander_address": self.bystander_address,
            "length": len(self.buffer),
        }

    # Looking.

    def _on_signal(self, number: int, _frame: object) -> None:
        self.signals.append(number)

    def _traffic(self) -> list[str]:
        found = []
        for name, trap in self.listeners.items():
            with contextlib.suppress(BlockingIOError):
                while True:
                    if trap.type == socket.SOCK_STREAM:
                        trap.accept()[0].close()
                    else:
                        trap.recv(100)
                    found.append(f"a connection to {name}")
        with contextlib.suppress(BlockingIOError):
            found.append(f"{os.read(self.master, 100)!r} in the terminal")
        return found

    def _state(self) -> dict[str, object]:
        """Everything that hostile code could change outside, by a name for it."""
        state: dict[str, object] = {"mounts": Path("/proc/self/mounts").read_text("utf-8")}
        state["host name"] = socket.gethostname()
        state["priority"] = [os.getpriority(os.PRIO_PROCESS, p) for p in (0, self.bystander.pid)]
        for path in SHARED_FOLDERS:
            state[f"mode of {path}"] = path.stat().st_mode
        for path in (self.folder, *self.folder.rglob("*"), self.hidden, *self.hidden.iterdir()):
            if self.folder / "temporary" in path.parents:
                continue
            info = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            times = info.st_mtime_ns if path.is_file() else 0
            state[str(path)] = (info.st_mode, info.st_uid, info.st_nlink, times, content)
            state[f"attributes of {path}"] = os.listxattr(path, follow_symlinks=False)
        return state

    def _changes(self) -> list[str]:
        now = self._state()
        found = [f"changed: {key}" for key, value in self.before.items() if now.get(key) != value]
        for path in SHARED_FOLDERS:  # others need them
            if f"changed: mode of {path}" in found:
                path.chmod(self.before[f"mode of {path}"] & 0o7777)
        return found + [f"new: {key}" for key in now if key not in self.before]

    def _leftovers(self) -> list[str]:
        found = []
        for path in self._planted_files():
            found.append(f"left: {path}")
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        for kind, remove in (("shm", _libc.shmctl), ("msg", _libc.msgctl), ("sem", _libc.semctl)):
            table = Path(f"/proc/sysvipc/{kind}")
            lines = table.read_text("ascii").splitlines()[1:] if table.exists() else []
            for key, identifier, *_ in map(str.split, lines):
                if int(key) == self.ipc_key:
                    found.append(f"left: System V {kind}")
                    remove(int(identifier), *([0, 0] if kind == "sem" else [0]), None)
        name = f"/{self.token}".encode()
        if (queue := _libc.mq_open(name, 0)) >= 0:
            os.close(queue)
            _libc.mq_unlink(name)
            found.append("left: a message queue")
        return found + self._left_processes()

    def _planted_files(self) -> list[Path]:
        python = Path(os.__file__).parent
        packages = Path(sysconfig.get_path("purelib"))
        grader = Path(__file__).parents[2] / "grader"
        folders = [*map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue"))]
        try:
            home = Path(pwd.getpwuid(os.getuid()).pw_dir)
        except KeyError:
            home = Path.home()
        folders += [
            home,
            Path.home(),
            Path.cwd(),
            self.folder / "home",
            self.folder / "home/.config",
        ]
        folders += [python, packages, Path(np.__file__).parent, grader, grader / "sandbox"]
        folders += [folder / "__pycache__" for folder in folders]
        folders += [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).parent]
        found = {self.folder / "temporary" / n for n in os.listdir(self.folder / "temporary")}  # noqa: PTH208
        for folder in folders:
            with contextlib.suppress(OSError):
                found |= {
                    folder / name
                    for name in os.listdir(folder)  # noqa: PTH208 - hundreds of names, and Path is slow
                    if self.token in name and folder / name != self.hidden
                }
        return sorted(found)

    def _left_processes(self) -> list[str]:
        """New processes below this one; those of the sandbox are counted before and after."""
        deadline = time.monotonic() + self.patience
        while (left := self._new_processes()) and time.monotonic() < deadline:
            time.sleep(0.002)
        found = [f"a process goes on: {description}" for description in left.values()]
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        return found

    def _new_processes(self) -> dict[int, str]:
        new = {}
        for pid, (parent, state, name) in descendants().items():
            if pid in self.processes:
                continue
            if state == "Z":
                if parent == os.getpid():  # an orphan that init would have waited for
                    with contextlib.suppress(ChildProcessError):
                        os.waitpid(pid, os.WNOHANG)
                continue
            new[pid] = f"{name} ({state})"
        return new

    def _bystander_trouble(self) -> str | None:
        pid = self.bystander.pid
        if self.bystander.poll() is not None:
            return f"the process beside ended: {self.bystander.returncode}"
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
        tracer = re.search(r"TracerPid:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("utf-8"))
        if state == "T":
            return "the process beside stands still"
        if tracer is not None and tracer[1] != "0":
            return "the process beside is traced"
        self.bystander.stdin.write("still there?\n")
        ready, _, _ = select.select([self.bystander.stdout], [], [], PATIENCE)
        answer = self.bystander.stdout.readline().strip() if ready else "nothing"
        return None if answer == self.secrets["bystander"] else f"the process beside says {answer}"


def descendants() -> dict[int, tuple[int, str, str]]:
    """Every process below this one: parent, state and name."""
    table = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - often, and Path is slow
        if name.isdigit():
            with contextlib.suppress(OSError):
                text = Path("/proc", name, "stat").read_text("utf-8", "replace")
                head, _, tail = text.rpartition(")")
                state, parent = tail.split()[:2]
                table[int(name)] = (int(parent), state, head.partition("(")[2])
    found, above = {}, {os.getpid()}
    while above:
        below = {pid: entry for pid, entry in table.items() if entry[0] in above}
        found |= below
        above = set(below)
    return found


@dataclass(frozen=True)
class Attack:
    """What a hostile program did: every breach, and how its calls ended."""

    breaches: tuple[str, ...]
    outcomes: tuple[Outcome, ...]


class Arena:
    """A sandbox with an honest submission in it, in which hostile programs are run.

    Attributes:
        bound: seconds after which a program that has not ended is a breach.
    """

    bound = 10 * (ATTACK_LIMITS.load_seconds + ATTACK_LIMITS.total_seconds)

    def __init__(self, make_sandbox, canaries: Canaries, files: dict[str, bytes]) -> None:
        """Start.

        Args:
            make_sandbox: makes an empty sandbox.
            canaries: planted before, so that the sandbox could inherit them.
            files: what every hostile program brings along.
        """
        self._make_sandbox = make_sandbox
        self._files = files
        self.canaries = canaries
        self._open()

    def close(self) -> list[str]:
        """Stop the sandbox; what it leaves behind."""
        self.victim.close()
        self.sandbox.close()
        found = [] if self.scratch is None else [self.scratch] * self.scratch.exists()
        outside = [*self.canaries.outside, self.canaries.bystander.pid]
        self.canaries.processes = dict.fromkeys(outside)
        left = [f"left: {path}" for path in found]
        return left + self.canaries._left_processes() + self.canaries._changes()

    def run(self, program: str, *, patience: float = PATIENCE) -> Attack:
        """Run a hostile program. One that did more than tell what it knows costs the arena.

        Args:
            program: its source.
            patience: seconds to wait for what should go away a moment later.
        """
        self.canaries.patience = patience
        self.canaries.arm()
        outcomes: list[Outcome] = []
        breaches: list[str] = []
        try:
            with _deadline(self.bound):
                self._attack(program, outcomes)
        except Exception as error:  # noqa: BLE001 - whatever breaks the grader is a breach
            breaches.append(f"the grader failed: {type(error).__name__}: {error}")
        for outcome in outcomes:
            parts = (outcome.value, outcome.arguments)
            breaches += self.canaries.leaks([*parts, *_texts_of(outcome)])
            breaches += [f"a {kind} came back" for kind in _not_plain(parts)]
            if outcome.error is not None and max(map(len, _texts_of(outcome))) > 500:
                breaches.append("an error text of more than 500 characters")
        told = len(breaches)
        breaches += self._others()
        breaches += self.canaries.tripped()
        if len(breaches) > told or any("the grader failed" in breach for breach in breaches):
            self._renew(breaches)
        return Attack(tuple(dict.fromkeys(breaches)), tuple(outcomes))

    def _attack(self, program: str, outcomes: list[Outcome]) -> None:
        facts = self.canaries.facts | dict(
            zip(("victim_folder", "victim_pid"), self.place, strict=True)
        )
        files = {"attack.py": program.encode(), **self._files}
        with self.sandbox.open(files, [], cpu_seconds=5) as session:
            outcomes.append(session.load("attack.py", ATTACK_LIMITS))
            for function in ("attack", "after"):
                if outcomes[-1].ending in (Ending.RETURNED, Ending.RAISED) and (
                    f"\ndef {function}(" in program
                ):
                    outcomes += session.calls(function, [(facts,)])
            if victim := self._victim_trouble():
                raise RuntimeError(victim)

    def _others(self) -> list[str]:
        """What is wrong with the honest submissions, the one beside and the next one."""
        found = []
        try:
            with _deadline(60):
                if victim := self._victim_trouble():
                    found.append(victim)
                if (surroundings := self._honest()) != self.surroundings:
                    different = {
                        key: (value, self.surroundings.get(key))
                        for key, value in surroundings.items()
                        if value != self.surroundings.get(key)
                    }
                    found.append(f"the next submission finds {json.dumps(different, default=str)}")
        except Exception as error:  # noqa: BLE001 - as above
            found.append(f"an honest submission failed: {type(error).__name__}: {error}")
        return found + self._left_in_scratch()

    def _left_in_scratch(self) -> list[str]:
        """Folders of others than the victim; the zygote removes them a moment after the session."""
        if self.scratch is None or not self.scratch.exists():
            return []
        deadline = time.monotonic() + self.canaries.patience
        while extra := {path.name for path in self.scratch.iterdir()} - {Path(self.place[0]).name}:
            if time.monotonic() > deadline:
                break
            time.sleep(0.002)
        return [f"left in the scratch folder: {name}" for name in sorted(extra)]

    def _open(self) -> None:
        self.sandbox = self._make_sandbox()
        self.victim = self.sandbox.open(
            {"victim.py": VICTIM.format(secret=self.canaries.secrets["victim"]).encode()},
            [],
            cpu_seconds=60,
        )
        self.victim.load("victim.py", HONEST_LIMITS)
        self.asked = 0
        (outcome,) = self.victim.calls("place", [()])
        self.place = outcome.value
        scratch = Path(self.place[0]).parent
        self.scratch = scratch if scratch.name.startswith("grader-") else None
        self.surroundings = self._honest()

    def _renew(self, breaches: list[str]) -> None:
        with contextlib.suppress(Exception):
            breaches += self.close()
        self.canaries._plant()
        for pid in (os.getpid(), self.canaries.bystander.pid):
            with contextlib.suppress(PermissionError):  # to raise it again, only root may
                os.setpriority(os.PRIO_PROCESS, pid, self.canaries.before["priority"][0])
        self._open()

    def _victim_trouble(self) -> str | None:
        self.asked += 1
        number = float(np.random.default_rng().normal())
        (outcome,) = self.victim.calls("answer", [(number,)])
        if outcome.ending is Ending.RETURNED and outcome.value == [self.asked, number * 2 + 1]:
            return None
        return f"the submission beside answered {outcome.ending}: {outcome.value} {outcome.error}"

    def _honest(self) -> dict[str, object]:
        x = np.random.default_rng().normal(size=5)
        with self.sandbox.open({"honest.py": HONEST.encode()}, [], cpu_seconds=60) as session:
            loaded = session.load("honest.py", HONEST_LIMITS)
            if loaded.ending is not Ending.RETURNED:
                raise RuntimeError(f"not loaded: {loaded.error}")
            (outcome,) = session.calls("answer", [(x,)])
            expected = math.sqrt((x**2).sum()) + math.pi * x.sum()
            value = outcome.value
            if not np.isscalar(value) and isinstance(value, np.ndarray) and value.ndim == 0:
                value = value.item()
            if not isinstance(value, float) or not math.isclose(value, expected, rel_tol=1e-9):
                raise RuntimeError(f"answered {outcome.ending}: {outcome.value} {outcome.error}")
            (outcome,) = session.calls("surroundings", [(self.canaries.token,)])
            if outcome.ending is not Ending.RETURNED:
                raise RuntimeError(f"answered {outcome.ending}: {outcome.value} {outcome.error}")
            return outcome.value


@contextlib.contextmanager
def _deadline(seconds: float):
    """Break off what takes longer: the grader waits for something that a student holds."""

    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError(f"not ended after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@functools.cache
def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _status(key: str) -> int:
    """A size that /proc tells about this process, in bytes."""
    text = Path("/proc/self/status").read_text("utf-8")
    return int(re.search(rf"{key}:\s+(\d+) kB", text)[1]) * 1024


def _texts_of(outcome: Outcome) -> list[str]:
    error = outcome.error
    if error is None:
        return [""]
    return [text or "" for text in (error.message, error.type_name, error.file, error.source)]


def _bytes_of(value: object):
    """Every text and array in a value, as bytes."""
    if isinstance(value, str):
        yield value.encode("utf-8", "replace")
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, np.ndarray):
        yield value.tobytes()
    elif isinstance(value, Unsupported):
        yield value.type_name.encode("utf-8", "replace")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _bytes_of(key)
            yield from _bytes_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _bytes_of(item)


def _not_plain(value: object) -> list[str]:
    """Types that are not of the closed set that may cross."""
    plain = {type(None), bool, int, float, complex, str, bytes, Unsupported}
    if type(value) in (list, tuple):
        return [kind for item in value for kind in _not_plain(item)]
    if type(value) is dict:
        return [kind for pair in value.items() for kind in _not_plain(pair)]
    if type(value) is np.ndarray and value.dtype.kind in "biufc":
        return []
    return [] if type(value) in plain else [type(value).__name__]
