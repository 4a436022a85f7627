"""The grader's side of the sandbox: starts zygotes and opens sessions.

Importing this module loads neither numpy nor the wire code, so that `grade` can start a zygote
first and import its own numpy while the zygote imports another.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from grader.errors import SandboxFailure, UsageError

if TYPE_CHECKING:
    from grader.sandbox.session import Session

# Heavy modules that a zygote imports before it forks, if a submission imports them.
HEAVY_MODULES = ("torch",)

STOP_SECONDS = 5.0

# `-s -P` and a clean environment, so that neither the user's settings nor the working folder decide
# what the student's process imports. The grader's own folder is on the path only for this import.
BOOT = """
import json, sys
fd, modules, root, site = json.loads(sys.argv[1])
sys.path += [path for path in site if path not in sys.path]
before = list(sys.path)
sys.path.insert(0, root)
from grader.sandbox.zygote import main
sys.path[:] = before
main(fd, modules)
"""


class Level(StrEnum):
    """How far the student's code is kept apart, weakest last."""

    STRONG = "strong"
    MEDIUM = "medium"
    BASIC = "basic"


@dataclass(frozen=True)
class Channels:
    """The grader's ends of the three channels to one child; see `grader.sandbox`."""

    data: socket.socket
    printed: int
    life: socket.socket


class Sandbox:
    """Runs students' code in processes of their own.

    At this level, `basic`, that is a separate process with a clean environment and resource
    limits: it protects grades from tricks and accidents, and not the user's files and network.

    Attributes:
        level: the level reached.
        layers: what it is made of.
    """

    level = Level.BASIC
    layers = ("separate process", "clean environment", "resource limits")

    def __init__(self, minimum: Level | None = None) -> None:
        """Make a sandbox; nothing is started until it is needed.

        Args:
            minimum: the weakest level that will do.

        Raises:
            UsageError: if this machine cannot give that level.
        """
        order = list(Level)
        if minimum is not None and order.index(self.level) > order.index(minimum):
            raise UsageError(
                f"--sandbox {minimum}: expected at least that level, this version offers "
                f"{self.level}; leave the option out to grade with {self.level}"
            )
        self._zygotes: dict[tuple[str, ...], _ZygoteProcess] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, imports: Iterable[str]) -> None:
        """Start the process that a submission with these *imports* will need, without waiting."""
        self._zygote(imports)

    def open(
        self, files: Mapping[str, bytes], imports: Iterable[str], *, cpu_seconds: int
    ) -> Session:
        """Open a session on a submission.

        Args:
            files: the student's files by relative path.
            imports: names of the top-level modules that they import.
            cpu_seconds: processor time after which the student's process is stopped whatever else.
        """
        from grader.sandbox.session import Session  # loads numpy: see the module docstring

        return Session(self._zygote(imports).fork, files, cpu_seconds=cpu_seconds)

    def close(self) -> None:
        """Stop every process of the sandbox."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()

    def _zygote(self, imports: Iterable[str]) -> _ZygoteProcess:
        modules = tuple(name for name in HEAVY_MODULES if name in set(imports))
        zygote = self._zygotes.get(modules)
        if zygote is None or not zygote.alive:
            zygote = self._zygotes[modules] = _ZygoteProcess(modules)
        return zygote


class _ZygoteProcess:
    def __init__(self, modules: tuple[str, ...]) -> None:
        if os.name != "posix":
            raise SandboxFailure("the sandbox needs a POSIX system (Linux or macOS)")
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._control, theirs = socket.socketpair()
        root = str(Path(__file__).parents[2])
        site = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
        arguments = json.dumps([theirs.fileno(), modules, root, site])
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-s", "-P", "-c", BOOT, arguments],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is the grader's alone
            )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, limits: Mapping[str, int]) -> Channels:
        """Have a child forked.

        Raises:
            SandboxFailure: if the zygote is gone.
        """
        data, child_data = socket.socketpair()
        life, zygote_life = socket.socketpair()
        printed, child_printed = os.pipe()
        theirs = [child_data.fileno(), child_printed, zygote_life.fileno()]
        try:
            socket.send_fds(self._control, [json.dumps(dict(limits)).encode() + b"\n"], theirs)
        except OSError:
            data.close()
            life.close()
            os.close(printed)
            raise SandboxFailure(self.describe_death()) from None
        finally:
            child_data.close()
            zygote_life.close()
            os.close(child_printed)
        return Channels(data, printed, life)

    def describe_death(self) -> str:
        self._errors.seek(0)
        errors = self._errors.read()[-2000:].decode("utf-8", "replace").strip()
        return f"the process that starts students' processes ended: {errors or 'no message'}"

    def close(self) -> None:
        self._control.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()


def _environment() -> dict[str, str]:
    """The whole environment of a student's process: nothing of the user's."""
    one_thread = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "Agg",
        # Forking is safe only while the numeric libraries have started no threads.
        **{f"{name}_NUM_THREADS": "1" for name in one_thread},
    }
