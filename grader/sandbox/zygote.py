"""The process that students' processes are forked from; started by `host`, one a kind of submission.

It imports what submissions need once, so that a child costs a fork and not an interpreter. It reads
the control socket, which only the grader writes, and never a byte that a student can write.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import time
import traceback
from typing import NoReturn

from grader.sandbox import child
from grader.sandbox.confinement import SCRATCH, STRONG, Confinement, collapse_heap, confine, fork

# Scratch folders on the disk, where no tmpfs bounds them: how often to look, and what may be there.
CHECK_SECONDS = 0.2
MAX_SCRATCH_BYTES, MAX_SCRATCH_ENTRIES = 64 * 2**20, 4096

# numpy loads these on first use. A zygote that forks more than once loads them first, since each child
# would pay 25 ms for them again; for a single child it would only be later.
FURTHER_MODULES = ("numpy.random", "numpy.fft", "numpy.polynomial", "numpy.ma")


def main(control_fd: int) -> NoReturn:
    """Read the settings from the control socket, then serve until the grader closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to handle
    control = socket.socket(fileno=control_fd)
    settings = _read_settings(control)
    if settings is None:
        os._exit(0)  # it was started in vain
    maximum, hidden, extra_modules = settings
    del settings
    # The environment keeps numpy to one thread: a process with more cannot enter a user namespace.
    confinement = confine(maximum, hidden)
    hidden.clear()  # a student's code could find the list in this frame
    scratch = SCRATCH if confinement.level == STRONG else _new_folder(None, "grader-")
    ready = {
        "level": confinement.level,
        "layers": confinement.layers,
        "reasons": confinement.reasons,
        "scratch": None if confinement.level == STRONG else scratch,
    }
    control.sendall(json.dumps(ready).encode() + b"\n")
    os.environ.update(HOME=scratch, TMPDIR=scratch)  # torch wants one while it is imported
    for name in extra_modules:
        importlib.import_module(name)
    zygote = _Zygote(control, confinement, scratch)
    gc.freeze()  # keeps the collector from copying shared pages in every child
    gc.enable()
    try:
        zygote.serve()
    finally:
        zygote.kill_all()
        if confinement.level != STRONG:
            _remove(scratch)
    os._exit(0)  # the grader waits; taking numpy down in good order would take 10 ms


def _read_settings(control: socket.socket) -> tuple[str, list[str], list[str]] | None:
    """The strongest level to enter, the paths to hide, the modules to import beside numpy."""
    line = b""
    while not line.endswith(b"\n"):  # the grader sends nothing after it until it has an answer
        piece = control.recv(65536)
        if not piece:
            return None
        line += piece
    maximum, hidden, modules = json.loads(line)
    return maximum, hidden, modules


class _Zygote:
    def __init__(self, control: socket.socket, confinement: Confinement, scratch: str) -> None:
        self.control = control
        self.confinement = confinement
        self.scratch = scratch
        self.started = 0
        self.checked = 0.0  # when the scratch folders were looked at
        self.children: dict[int, tuple[socket.socket, str]] = {}  # pid -> life socket, folder
        self.wake_read, self.wake_write = os.pipe()
        os.set_blocking(self.wake_write, False)  # as set_wakeup_fd demands
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)  # only to wake the poll

    def serve(self) -> None:
        buffer = b""
        fds: list[int] = []
        while True:
            lives = {life.fileno(): pid for pid, (life, _) in self.children.items()}
            watched = [self.control.fileno(), self.wake_read, *lives]
            ready, _, _ = select.select(watched, [], [], self.patience())
            if self.patience() is not None and time.monotonic() - self.checked > CHECK_SECONDS:
                self.check_folders()
            if self.wake_read in ready:
                os.read(self.wake_read, 4096)
                self.reap()
            for fd in ready:
                if fd in lives and lives[fd] in self.children:
                    self.kill(lives[fd])  # the grader has closed or half-closed: it wants an end
            if self.control.fileno() in ready:
                data, new_fds, _, _ = socket.recv_fds(self.control, 65536, 16)
                if not data:
                    return
                buffer += data
                fds += new_fds
                *lines, buffer = buffer.split(b"\n")
                for line in lines:
                    self.warm_up()
                    self.start(json.loads(line), fds[0], fds[1], fds[2])
                    del fds[:3]

    def warm_up(self) -> None:
        """Before the second child: this zygote is here to stay."""
        self.started += 1
        if self.started == 2:
            for name in FURTHER_MODULES:
                importlib.import_module(name)
            gc.collect()
            gc.freeze()
            collapse_heap(self.confinement)

    def start(self, limits: dict[str, int], data: int, printed: int, life: int) -> None:
        folder = self.scratch
        if self.confinement.level != STRONG:  # else each child mounts its own on the same folder
            os.makedirs(folder, 0o700, exist_ok=True)
            folder = _new_folder(folder, "")  # with a name that no student could take before
        pid = fork(self.confinement)
        if pid == 0:
            # Nothing may leave this block: beyond it lies the zygote's own loop.
            status = 121
            try:
                signal.set_wakeup_fd(-1)
                child.run(self.confinement, data, printed, folder, limits)
                status = 0
            except BaseException:  # noqa: BLE001 - whatever it is, it must not reach the loop
                traceback.print_exc()
            finally:
                os._exit(status)
        os.close(data)
        os.close(printed)
        self.children[pid] = (socket.socket(fileno=life), folder)

    def kill(self, pid: int, *, filled: bool = False) -> None:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if not found or os.WIFSTOPPED(status):
            os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still the child's
            _, status, usage = os.wait4(pid, 0)
        self.report(pid, status, usage, killed=not found, filled=filled)

    def reap(self) -> None:
        for pid in list(self.children):
            found, status, usage = os.wait4(pid, os.WNOHANG)
            if found and os.WIFSTOPPED(status):  # it had itself traced, and waits for us to go on
                self.kill(pid)
            elif found:
                self.report(pid, status, usage)

    def patience(self) -> float | None:
        """Seconds after which to look at the scratch folders; a tmpfs bounds itself."""
        return CHECK_SECONDS if self.children and self.confinement.level != STRONG else None

    def check_folders(self) -> None:
        """End the children that have filled theirs."""
        self.checked = time.monotonic()
        for pid, (_, folder) in list(self.children.items()):
            if _is_full(folder):
                self.kill(pid, filled=True)

    def report(
        self,
        pid: int,
        status: int,
        usage: resource.struct_rusage,
        *,
        killed: bool = False,
        filled: bool = False,
    ) -> None:
        life, folder = self.children.pop(pid)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # processes that the child started and left behind
        message = {
            "status": status,
            "killed": killed,  # by us, so the status says nothing about the child
            "filled": filled,  # its scratch folder
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
        }
        with contextlib.suppress(OSError):  # the grader may have closed its end: no interest
            life.sendall(json.dumps(message).encode() + b"\n")
        life.close()
        if self.confinement.level != STRONG:
            _remove(folder)

    def kill_all(self) -> None:
        for pid in list(self.children):
            self.kill(pid)


def _new_folder(parent: str | None, prefix: str) -> str:
    import tempfile  # it and shutil load much that level strong, with a tmpfs, does without

    return tempfile.mkdtemp(prefix=prefix, dir=parent)


def _remove(folder: str) -> None:
    """Remove *folder* although a student may have taken away permissions inside it.

    Nothing outside of it is touched, whatever stands in its place and wherever links in it lead.
    """
    if os.path.islink(folder):
        os.unlink(folder)
        return
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)
    for root, folders, _ in os.walk(
        folder
    ):  # a folder is listed after its parent has been opened up
        for name in folders:
            path = os.path.join(root, name)
            if not os.path.islink(path):
                with contextlib.suppress(OSError):
                    os.chmod(path, 0o700)

    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _is_full(folder: str) -> bool:
    """Whether there is more in a scratch folder than a submission may write."""
    size = entries = 0
    for root, folders, files in os.walk(folder):
        entries += len(folders) + len(files)
        for name in files:
            with contextlib.suppress(OSError):
                size += os.lstat(os.path.join(root, name)).st_blocks * 512
        if size > MAX_SCRATCH_BYTES or entries > MAX_SCRATCH_ENTRIES:
            return True
    return False
