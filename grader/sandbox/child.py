"""The program in the student's process: loads the student's files, answers calls, knows no answers.

Runs after `zygote` has forked. Reads requests from the data socket, one reply each:

    ("files", {path: bytes}, names)          -> ("ready",); modules of these names may be stood in for
    ("load", path, autograd)                 -> ("returned", names of empty modules or None, ()) | ("raised", error)
                                                of a notebook the cells: the files `path[1]`, `path[2]`, ... in one module
    ("call", path, function, arguments)      -> ("returned", value, arguments after, *remarks)
                                                | ("raised", error) | ("oversized", message)
    ("repeat", path, function, arguments, state, refill)  -> as "call", the global generators in the state of that number;
                                                with refill, in the arrays of earlier calls where they fit
    ("keep", number, path, function, arguments)  -> as "call", and the value is kept under number for:
    ("call_kept", number, keys, arguments)   -> as "call": the function at *keys* in a kept value
    ("script", lines, outputs, tensors, {name: path}, {name: what is missing}, {name: argument}, state)
                                             -> as "call", the value a dict of the outputs | ("partly", {output: value}, error)

*autograd* is whether the calls that follow may differentiate automatically. An error is what `raised.describe`
says. Remarks are there if there is something to remark: a list of the global generators whose state the call
changed, and a list of pairs of a key or place in the value and the number of the argument that it shares memory
with. Nothing here is trusted by the grader: a student can replace any of it.
"""

from __future__ import annotations

import codeop
import contextlib
import importlib
import importlib.util
import itertools
import os
import re
import resource
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.sandbox import confinement as confining
from grader.sandbox import derivation, raised, scripted, stand_ins, wire
from grader.sandbox.confinement import Confinement
from grader.sandbox.stand_ins import PACKAGE

MAX_KEPT_BYTES = 2**16  # of an argument, to be called again with other numbers in it
MAX_PARTS = 64  # of a value that are looked at
MAX_ABOVE = 8  # folders that a relative import goes up beyond those that were handed in
MAX_FILE_BYTES = 16 * 2**20  # a file that the student's code writes
MAX_OPEN_FILES = 64

# The global generators: how each is seeded, and a number drawn from it.
GENERATORS: dict[str, Callable[[Any], tuple[Callable[[int], Any], Callable[[], float]]]] = {
    "random": lambda module: (module.seed, module.random),
    "numpy.random": lambda module: (module.seed, module.random_sample),
    "torch": lambda module: (
        module.default_generator.manual_seed,
        lambda: module.rand((), device="cpu").item(),
    ),
}
LOAD_STATE, CALL_STATE = 0, 1

RELATIVE_IMPORT = re.compile(rb"(?:^|\r)[ \t]*from[ \t]+(\.+)", re.MULTILINE)


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
        self.names: list[str] = []  # of the student's files
        self.modules: dict[str, ModuleType] = {}
        self.kept: dict[int, Any] = {}
        self.arguments: tuple[Any, ...] = ()  # of the last call
        self.autograd = True
        self.uses_random = False
        self.arrays: dict[Any, Any] = {}  # the last argument of each place and shape
        self.stand_ins: Callable[[], list[str]] = list

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

    def files(self, files: dict[str, bytes], modules: tuple[str, ...]) -> tuple[str]:
        for name, content in files.items():
            path = self.scratch / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.names = list(files)
        if modules:
            folders = {str((self.scratch / name).parent) for name in files} | {str(self.scratch)}
            self.stand_ins = stand_ins.install(
                modules, sorted(folders, key=lambda path: (len(path), path))
            )
        self.uses_random = any(b"random" in content for content in files.values())
        return ("ready",)

    def seed(self, state: int) -> dict[str, tuple[Callable[[], float], float]]:
        """Seed the global generators, so that runs replay and no call sees what another has drawn.

        Importing them costs 10 ms, which a submission that does not mention them need not pay. The answer
        is, for each, how to draw from it, and the first number that it would give now.
        """
        if self.uses_random:
            importlib.import_module("numpy.random")
        first = {}
        for name, functions in GENERATORS.items():
            if name in sys.modules and (self.uses_random or name == "torch"):
                with contextlib.suppress(Exception):  # it may be a file of the student's
                    reseed, draw = functions(sys.modules[name])
                    reseed(state)
                    first[name] = (draw, draw())
                    reseed(state)
        return first

    def load(self, name: str, autograd: bool) -> tuple[str, list[str] | None, tuple[()]]:
        self.autograd = autograd
        if name not in self.modules:
            self.seed(LOAD_STATE)
            path = self.scratch / name
            # Imports of sibling files work as if Python had been started on this file.
            sys.path[:0] = list(dict.fromkeys([str(path.parent), str(self.scratch)]))
            cells = [self.scratch / part for part in self.names if part.startswith(f"{name}[")]
            module, execute = self.module(path, cells)
            sys.modules[module.__name__] = module
            try:
                execute(module)
            except BaseException:
                sys.modules.pop(module.__name__, None)  # as an import statement would
                raise
            self.modules[name] = module
        return ("returned", self.stand_ins() or None, ())

    def module(
        self, path: Path, cells: Sequence[Path]
    ) -> tuple[ModuleType, Callable[[ModuleType], None]]:
        """An empty module for the file *path*, or for the *cells* of a notebook, and what executes it."""
        name = self.module_name(path, cells or [path])
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is not None and spec.loader is not None:
            return importlib.util.module_from_spec(spec), spec.loader.exec_module
        if not cells:
            raise ImportError(f"{path.name} cannot be imported")
        module = ModuleType(name)
        module.__package__ = name.rpartition(".")[0]
        return module, lambda module: _execute(cells, module)

    def module_name(self, path: Path, contents: Sequence[Path]) -> str:
        """What the module in the file *path* is called, which consists of *contents*."""
        dots = [d for part in contents for d in RELATIVE_IMPORT.findall(part.read_bytes())]
        if dots:
            folders = path.parent.relative_to(self.scratch).parts
            # A folder with a dot in its name cannot be a part of a package; it is one of its own.
            outside = max((i for i, name in enumerate(folders, 1) if "." in name), default=0)
            package = "_".join([PACKAGE, *folders[:outside]]).replace(".", "_")
            # A file out of a larger package may ask for what lay above: here all lies in one folder.
            above = max(map(len, dots)) - len(folders[outside:]) - 1
            for _ in range(max(0, min(above, MAX_ABOVE)) + 1):
                if package not in sys.modules:
                    sys.modules[package] = ModuleType(package)
                    sys.modules[package].__path__ = [str(self.scratch.joinpath(*folders[:outside]))]
                package = f"{package}.above"
            package = package.removesuffix(".above")
            parent = ".".join([package, *folders[outside:]])
            importlib.import_module(parent)
            return f"{parent}.{path.stem}"
        taken = path.stem in sys.modules or not path.stem.isidentifier()
        return f"submission_{len(self.modules)}" if taken else path.stem

    def call(
        self, name: str, function: str, arguments: tuple[Any, ...], state: int = CALL_STATE
    ) -> tuple[Any, ...]:
        first = self.seed(state)
        for place, array in enumerate(arguments):
            if isinstance(array, np.ndarray) and array.nbytes <= MAX_KEPT_BYTES:
                self.arrays[place, array.shape, array.dtype] = array
        value = self.made(getattr(self.modules[name], function), arguments)
        try:
            drew = _drew(first)
            shared = _shared(value, arguments)
        except Exception:  # noqa: BLE001 - a student's class may do anything
            return ("returned", value, arguments)
        remarks = (drew, shared) if drew or shared else ()
        return ("returned", value, arguments, *remarks)

    def made(self, function: Any, arguments: tuple[Any, ...]) -> Any:
        self.arguments = arguments
        with contextlib.nullcontext() if self.autograd else derivation.without_autograd():
            return function(*arguments)

    def repeat(
        self, name: str, function: str, arguments: tuple[Any, ...], state: int, refill: bool
    ) -> tuple[Any, ...]:
        if refill:
            arguments = tuple(itertools.starmap(self.refilled, enumerate(arguments)))
        return self.call(name, function, arguments, state)

    def refilled(self, place: int, new: Any) -> Any:
        """The array of an earlier call with the numbers of *new* in it, as where a caller updates its own."""
        if isinstance(new, np.ndarray):
            old = self.arrays.get((place, new.shape, new.dtype))
            if old is not None and (old.shape, old.dtype) == (new.shape, new.dtype):
                with contextlib.suppress(ValueError):  # a student may have made it read-only
                    old[...] = new
                    return old
        return new

    def keep(
        self, number: int, name: str, function: str, arguments: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        answer = self.call(name, function, arguments)
        self.kept[number] = answer[1]
        return answer

    def call_kept(
        self, number: int, keys: tuple[Any, ...], arguments: tuple[Any, ...]
    ) -> tuple[str, Any, tuple[()]]:
        self.seed(CALL_STATE)
        target = self.kept[number]
        for key in keys:
            target = target[key]
        return ("returned", self.made(target, arguments), ())

    def script(
        self,
        lines: tuple[str, ...],
        outputs: tuple[str, ...],
        tensors: bool,
        places: dict[str, str],
        absent: dict[str, str],
        arguments: dict[str, Any],
        state: int,
    ) -> tuple[Any, ...]:
        first = self.seed(state)
        self.arguments = ()  # each mention of one is another array
        modules = {name: self.modules[path] for name, path in places.items()}
        names = scripted.Names(arguments, modules, absent, tensors=tensors)
        found: dict[str, Any] = {}
        try:
            with contextlib.nullcontext() if self.autograd else derivation.without_autograd():
                scripted.run(lines, names, outputs, found)
        except BaseException as error:  # noqa: BLE001 - a student's code may raise anything
            described = self.describe(error)
            if isinstance(error, NotImplementedError):
                described["through"] = "missing"
            if "file" not in described:  # it is the line that asks for what is not there
                described["source"] = names.line
            return ("partly", found, described)
        drew: list[str] = []
        with contextlib.suppress(Exception):  # a student may have put anything there
            drew = _drew(first)
        remarks = (drew, []) if drew else ()
        return ("returned", found, names.arguments_after(), *remarks)

    def describe(self, error: BaseException) -> dict[str, Any]:
        return raised.describe(error, str(self.scratch), self.arguments)


def _execute(cells: Sequence[Path], module: ModuleType) -> None:
    """Execute the cells of a notebook one after the other, each a file of its own to tracebacks."""
    compiled = codeop.Compile()  # what one cell imports from `__future__` counts in those after it
    for cell in cells:
        exec(compiled(cell.read_text("utf-8"), str(cell), "exec"), vars(module))  # noqa: S102 - what this process is for


def _drew(first: dict[str, tuple[Callable[[], float], float]]) -> list[str]:
    """The global generators that would not give now what they would have given at *first*."""
    return [name for name, (draw, number) in first.items() if draw() != number]


def _shared(value: Any, arguments: tuple[Any, ...]) -> list[tuple[Any, int]]:
    """The parts of a value that share memory with an argument, each with the argument's number."""
    parts: list[tuple[Any, Any]] = [(None, value)]
    if isinstance(value, dict):
        parts = list(itertools.islice(value.items(), MAX_PARTS))
    elif isinstance(value, list | tuple):
        parts = list(enumerate(value[:MAX_PARTS]))
    known = [(leaf, number) for number, item in enumerate(arguments) for leaf in _arrays(item)]
    given = {id(leaf) for leaf, _ in known}
    # An array that owns its memory shares it with none but itself.
    suspects = [
        (key, leaf)
        for key, part in parts
        for leaf in _arrays(part)
        if leaf.base is not None or id(leaf) in given
    ]
    return [
        (key, number)
        for key, leaf in suspects
        for other, number in known
        if np.may_share_memory(leaf, other)
    ]


def _arrays(value: Any) -> Sequence[Any]:
    if type(value) is np.ndarray:
        return (value,)
    items = value[:MAX_PARTS] if isinstance(value, list | tuple) else (value,)
    arrays = (x if isinstance(x, np.ndarray) else wire.tensor_as_array(x) for x in items)
    return [array for array in arrays if array is not None]
