"""Starts a zygote and has it fork; the grader's ends of what connects them."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import SandboxFailure, SandboxLost

START_SECONDS = 60.0  # on a busy machine
STOP_SECONDS = 5.0

# `-s -P` and a clean environment, so that neither the user's settings nor the working folder decide
# what the student's process imports. The grader's own folder is on the path only for this import.
BOOT = """
import gc, json, sys
gc.disable()  # until the zygote has imported what it needs: there is no garbage in that
fd, root, site = json.loads(sys.argv.pop())
sys.path += [path for path in site if path not in sys.path]
before = [path for path in sys.path if path != root or path in site]
sys.path.insert(0, root)
from grader.sandbox.zygote import main
sys.path[:] = before
del root, site, before  # the student's code will run in a copy of this process
main(fd)
"""


@dataclass(frozen=True)
class Ready:
    """What a zygote says once it has shut itself in.

    Attributes:
        level: the level it reached.
        layers: what that is made of.
        reasons: why it is not a stronger one.
        scratch: a folder on the disk that it will use and remove, if it uses one.
    """

    level: str
    layers: tuple[str, ...]
    reasons: tuple[str, ...]
    scratch: str | None


@dataclass(frozen=True)
class Channels:
    """The grader's ends of the three channels to one child; see `grader.sandbox`."""

    zygote: ZygoteProcess
    data: socket.socket
    printed: int
    life: socket.socket


class ZygoteProcess:
    """A zygote that runs, seen from the grader; see `grader.sandbox`.

    It imports what every submission needs at once, and waits for `confine` before it goes on: so it
    can be started before the submission is known.

    Raises:
        SandboxFailure: if no process could be started.
    """

    def __init__(self) -> None:
        if os.name != "posix":
            raise SandboxFailure("the sandbox needs a POSIX system (Linux or macOS)")
        self.served = False  # set once a child of it has answered
        self._ready: Ready | None = None
        self._control, theirs = socket.socketpair()
        root = str(Path(__file__).parents[2])
        site = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
        arguments = json.dumps([theirs.fileno(), root, site])
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-s", "-P", "-c", BOOT, arguments],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,  # a traceback of ours at most: it cannot fill up
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C in the terminal is the grader's alone
            )

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        try:
            ended = not self._control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            ended = False
        except OSError:
            ended = True
        return not ended and self._process.poll() is None

    def confine(self, maximum: str, hidden: list[str], modules: tuple[str, ...]) -> None:
        """Have it shut itself in and import *modules*, without waiting for it.

        Args:
            maximum: the strongest level of confinement to enter.
            hidden: paths that students must not see.
            modules: to import beside numpy, such as torch.
        """
        settings = json.dumps([maximum, hidden, modules]).encode() + b"\n"
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # `ready` will say why
            self._control.sendall(settings)

    def ready(self) -> Ready:
        """Wait until it has shut itself in; how far it got.

        Raises:
            SandboxFailure: if it ended instead.
        """
        if self._ready is None:
            line = b""
            while not line.endswith(b"\n"):
                waiting, _, _ = select.select([self._control], [], [], START_SECONDS)
                piece = self._control.recv(4096) if waiting else b""
                if not piece:
                    raise SandboxFailure(self.describe_death())
                line += piece
            said = json.loads(line)
            layers, reasons = tuple(said["layers"]), tuple(said["reasons"])
            self._ready = Ready(said["level"], layers, reasons, said["scratch"])
        return self._ready

    def fork(self, limits: Mapping[str, int]) -> Channels:
        """Have a child forked, once the zygote has shut itself in.

        Raises:
            SandboxFailure: if the zygote is gone.
        """
        self.ready()
        request = json.dumps(dict(limits)).encode() + b"\n"
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            try:
                data, child_data = socket.socketpair()
                ours.enter_context(data)
                theirs.enter_context(child_data)
                life, zygote_life = socket.socketpair()
                ours.enter_context(life)
                theirs.enter_context(zygote_life)
                printed, child_printed = os.pipe()
                ours.callback(os.close, printed)
                theirs.callback(os.close, child_printed)
                fds = [child_data.fileno(), child_printed, zygote_life.fileno()]
                socket.send_fds(self._control, [request], fds)
            except (BrokenPipeError, ConnectionResetError):
                failure = SandboxLost if self.served else SandboxFailure
                raise failure(self.describe_death()) from None
            except OSError as error:
                raise SandboxFailure(f"no process for students could be had: {error}") from error
            ours.pop_all()  # from here on they are the session's to close
        return Channels(self, data, printed, life)

    def kill(self) -> None:
        """End it at once: it does not answer any more."""
        self._process.kill()
        self._process.wait()

    def describe_death(self) -> str:
        """Why it ended, in its own last words."""
        errors = self._process.stderr
        text = b""
        if errors is not None and select.select([errors], [], [], 0)[0]:
            text = os.read(errors.fileno(), 65536)
        lines = text.decode("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "no message")
        return f"the process that starts students' processes ended: {last}"

    def stop(self) -> None:
        """Tell it to end, with all its children."""
        self._control.close()

    def close(self) -> None:
        """End it and all its children."""
        self.stop()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()
        if self._ready is not None and self._ready.scratch is not None:
            import shutil  # compression libraries come with it

            # It does so itself, unless it was killed.
            shutil.rmtree(self._ready.scratch, ignore_errors=True)


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
