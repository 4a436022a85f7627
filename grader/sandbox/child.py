"""The program in the student's process: loads the student's files, answers calls, knows no answers.

Runs after `zygote` has forked. Reads requests from the data socket, one reply each:

    ("files", {path: bytes})                 -> ("ready",)
    ("load", path)                           -> ("returned", None, ()) | ("raised", error)
    ("call", path, function, arguments)      -> ("returned", value, arguments after) | ("raised", error)
                                                | ("oversized", message)
    ("keep", number, path, function, arguments)  -> as "call", and the value is kept under number for:
    ("call_kept", number, keys, arguments)   -> as "call": the function at *keys* in a kept value

An error is `{type, message, file, line, source, shapes}`. Nothing here is trusted by the grader: a student
can replace any of it.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import itertools
import linecache
import os
import re
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.sandbox import confinement as confining
from grader.sandbox import wire
from grader.sandbox.confinement import Confinement

MAX_ERROR_TEXT = 500
MAX_SHAPES = 6  # arrays of one line
MAX_FILE_BYTES = 16 * 2**20  # a file that the student's code writes
MAX_OPEN_FILES = 64

# A file with relative imports is loaded as a part of a package of this name, the submission.
PACKAGE = "__submission__"
RELATIVE_IMPORT = re.compile(rb"^[ \t]*from[ \t]+\.", re.MULTILINE)

# Libraries that start processes or open sockets, which the sandbox refuses.
NEED_WHAT_IS_REFUSED = ("subprocess", "multiprocessing", "asyncio", "socket", "torch._inductor")


def run(
    confinement: Confinement, data_fd: int, printed_fd: int, scratch: str, limits: dict[str, int]
) -> None:
    """Serve the grader until it closes the data socket; never returns to the zygote's loop.

    Args:
        confinement: what the level takes away.
        data_fd: the data socket.
        printed_fd: where stdout and stderr go.
        scratch: an empty folder, the working folder of the student's code.
        limits: `memory_bytes` above what is in use now, and `cpu_seconds`.
    """
    os.setsid()
    in_use = confining.address_space(confinement)
    confining.enter_scratch(confinement, scratch)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    data = _arrange_files(confinement, data_fd, printed_fd)
    os.chdir(scratch)
    os.environ.update(HOME=scratch, TMPDIR=scratch)
    if "tempfile" in sys.modules:  # what the zygote found out is not this process's
        vars(sys.modules["tempfile"])["tempdir"] = None
    sys.dont_write_bytecode = True
    confining.lock(confinement, scratch)
    _set_limits(limits, in_use, confinement)  # last: locking needs more files than students do
    _Server(data, Path(scratch)).serve()


def _arrange_files(confinement: Confinement, data_fd: int, printed_fd: int) -> socket.socket:
    """Put stdin, stdout, stderr and the data socket at 0..3 and close everything else."""
    null = os.open(os.devnull, os.O_RDONLY)
    # First out of the way: dup2 onto 0..3 must not hit a descriptor that is still needed.
    sources = [os.dup(fd) for fd in (null, printed_fd, printed_fd, data_fd)]
    while min(sources) <= 3:
        sources = [os.dup(fd) for fd in sources]
    for target, source in enumerate(sources):
        os.dup2(source, target)
    kept = sorted(rule.fd for rule in confinement.readable)  # until `lock` has used them
    for low, high in itertools.pairwise([3, *kept, os.sysconf("SC_OPEN_MAX")]):
        os.closerange(low + 1, high)
    # Opened for good: each is closed by the end of the process.
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    return socket.socket(fileno=3)


def _set_limits(limits: dict[str, int], in_use: int | None, confinement: Confinement) -> None:
    cpu, total = limits["cpu_seconds"], limits["memory_bytes"]
    bounds = {
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: MAX_FILE_BYTES,
        resource.RLIMIT_NOFILE: MAX_OPEN_FILES,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }
    if in_use is not None:
        bounds[resource.RLIMIT_AS] = in_use + total
    if confinement.level == confining.STRONG:  # elsewhere the user's other processes count too
        bounds[resource.RLIMIT_NPROC] = confining.MAX_THREADS
    for limit, wanted in bounds.items():
        # The signal at the soft limit on processor time says what happened; the hard one only kills.
        value = wanted
        hard = wanted + 1 if limit == resource.RLIMIT_CPU else wanted
        _, allowed = resource.getrlimit(limit)
        if allowed != resource.RLIM_INFINITY:  # whoever started the grader may have set less
            value, hard = min(value, allowed), min(hard, allowed)
        resource.setrlimit(limit, (value, hard))


class _Server:
    def __init__(self, data: socket.socket, scratch: Path) -> None:
        self.data = data
        self.requests = data.makefile("rb")
        self.scratch = scratch
        self.modules: dict[str, ModuleType] = {}
        self.kept: dict[int, Any] = {}
        self.uses_random = False
        self.seeded: set[str] = set()

    def serve(self) -> None:
        while True:
            try:
                request = self.receive()
            except MemoryError as error:  # what is left of the request cannot be told from the next
                self.data.sendall(wire.frame(wire.encode(("raised", self.describe(error)))))
                return
            if request is None:
                return
            verb, *parts = request
            try:
                payload = wire.encode(getattr(self, verb)(*parts))
            except wire.WireError as error:
                payload = wire.encode(("oversized", f"returned {error}"))
            except BaseException as error:  # noqa: BLE001 - a student's code may raise anything
                payload = wire.encode(("raised", self.describe(error)))
            with contextlib.suppress(Exception):  # a student may have put anything there
                sys.stdout.flush()
            self.data.sendall(wire.frame(payload))

    def receive(self) -> Any:
        header = self.requests.read(wire.HEADER.size)
        if len(header) < wire.HEADER.size:
            return None
        return wire.decode(self.requests.read(wire.frame_length(header)))

    # The verbs.

    def files(self, files: dict[str, bytes]) -> tuple[str]:
        for name, content in files.items():
            path = self.scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.uses_random = any(b"random" in content for content in files.values())
        return ("ready",)

    def seed(self) -> None:
        """Seed the global generators, so that runs replay, as soon as there are any.

        Importing them costs 10 ms, which a submission that does not mention them need not pay.
        """
        if self.uses_random:
            importlib.import_module("numpy.random")
        for name in ("random", "numpy.random"):
            if name in sys.modules and name not in self.seeded:
                sys.modules[name].seed(0)
                self.seeded.add(name)

    def load(self, name: str) -> tuple[str, None, tuple[()]]:
        if name not in self.modules:
            self.seed()
            path = self.scratch / name
            # Imports of sibling files work as if Python had been started on this file.
            sys.path[:0] = list(dict.fromkeys([str(path.parent), str(self.scratch)]))
            spec = importlib.util.spec_from_file_location(self.module_name(path), path)
            if spec is None or spec.loader is None:
                raise ImportError(f"{name} cannot be imported")
            module = importlib.util.module_from_spec(spec)
            sys.modules[module.__name__] = module
            try:
                spec.loader.exec_module(module)
            except BaseException:
                del sys.modules[module.__name__]  # as an import statement would
                raise
            self.modules[name] = module
        return ("returned", None, ())

    def module_name(self, path: Path) -> str:
        """What the module in the file *path* is called."""
        if RELATIVE_IMPORT.search(path.read_bytes()):
            if PACKAGE not in sys.modules:
                sys.modules[PACKAGE] = ModuleType(PACKAGE)
                sys.modules[PACKAGE].__path__ = [str(self.scratch)]
            parent = ".".join([PACKAGE, *path.parent.relative_to(self.scratch).parts])
            importlib.import_module(parent)
            return f"{parent}.{path.stem}"
        taken = path.stem in sys.modules or not path.stem.isidentifier()
        return f"submission_{len(self.modules)}" if taken else path.stem

    def call(self, name: str, function: str, arguments: tuple[Any, ...]) -> tuple[str, Any, Any]:
        self.seed()
        return ("returned", getattr(self.modules[name], function)(*arguments), arguments)

    def keep(
        self, number: int, name: str, function: str, arguments: tuple[Any, ...]
    ) -> tuple[str, Any, Any]:
        answer = self.call(name, function, arguments)
        self.kept[number] = answer[1]
        return answer

    def call_kept(
        self, number: int, keys: tuple[Any, ...], arguments: tuple[Any, ...]
    ) -> tuple[str, Any, tuple[()]]:
        target = self.kept[number]
        for key in keys:
            target = target[key]
        return ("returned", target(*arguments), ())

    def describe(self, error: BaseException) -> dict[str, Any]:
        """The error in plain values, with the innermost frame of the student's own files."""
        if isinstance(error, MemoryError):
            traceback.clear_frames(error.__traceback__)  # their locals are what fills the memory
        try:
            message = str(error)[:MAX_ERROR_TEXT]
        except Exception:  # noqa: BLE001 - a student's __str__ may raise anything
            message = ""
        # numpy raises a MemoryError of its own; the grader must know it for one.
        kind = MemoryError if isinstance(error, MemoryError) else type(error)
        described: dict[str, Any] = {"type": kind.__name__[:100], "message": message}
        modules = [
            frame.f_globals.get("__name__", "")
            for frame, _ in traceback.walk_tb(error.__traceback__)
        ]
        for library in NEED_WHAT_IS_REFUSED:
            if any(name == library or name.startswith(f"{library}.") for name in modules):
                described["through"] = library
        place: tuple[str, int] | None = None
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            place = (error.filename, error.lineno)
        if place is None or not place[0].startswith(str(self.scratch)):
            place = self.innermost_frame(error)
        if place is not None and place[0].startswith(str(self.scratch)):
            source = linecache.getline(*place).strip()[:MAX_ERROR_TEXT]
            file = os.path.relpath(place[0], self.scratch)
            described |= {"file": file, "line": place[1], "source": source}
            described["shapes"] = self.shapes(error, source)
        return described

    def shapes(self, error: BaseException, source: str) -> str:
        """The shapes of the arrays that the failing line of the student's file names."""
        frames = [
            frame
            for frame, _ in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename.startswith(str(self.scratch))
        ]
        known = frames[-1].f_locals if frames else {}
        told = []
        for name in dict.fromkeys(re.findall(r"[^\W\d]\w*", source)):
            with contextlib.suppress(Exception):  # a student's class may do anything
                shape = known[name].shape
                if all(type(size) is int for size in shape):
                    told.append(f"{name} {tuple(shape)}")
        return ", ".join(told[:MAX_SHAPES])[:MAX_ERROR_TEXT]

    def innermost_frame(self, error: BaseException) -> tuple[str, int] | None:
        """The last place in the student's own files that the error came through."""
        place = None
        for frame, line in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.startswith(str(self.scratch)):
                place = (frame.f_code.co_filename, line)
        return place
