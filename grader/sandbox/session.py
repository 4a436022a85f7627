"""A session: one submission's process, fed with calls and watched by the grader's clock."""

from __future__ import annotations

import itertools
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from grader.errors import SandboxFailure, SandboxLost
from grader.results import Ending, Named, Outcome, SandboxInfo, StudentError, Unsupported
from grader.sandbox import wire
from grader.sandbox.launcher import START_SECONDS, Channels
from grader.spec.model import Limits

if TYPE_CHECKING:
    from grader.spec.script import Script

END_SECONDS = 5.0
GRACE_SECONDS = 1.0
MAX_QUEUED_BYTES = 2**20  # requests beyond this wait until the process has read some
MAX_SHARED = 64
CALL_STATE, OTHER_STATE = (
    1,
    2,
)  # of the global generators; the first is what `child` takes by itself
GENERATORS = ("random", "numpy.random", "torch")
MAX_TEXT = 500  # characters of any text that the student's process sends
MAX_LINE = 10**7  # greatest number of a line or column
MAX_NAMED = 40  # names that an error tells the values of
MAX_AXES = 64


class Session:
    """Runs one submission's functions in a process apart.

    A process that ends, hangs or breaks a limit costs the problem at hand; the next `load` starts
    a fresh one.
    """

    def __init__(
        self,
        fork: Callable[[Mapping[str, int]], Channels],
        files: Mapping[str, bytes],
        info: SandboxInfo,
        *,
        cpu_seconds: int,
    ) -> None:
        self._fork = fork
        self.files = dict(files)  # the submission's, by relative path
        self._replaced: Mapping[str, bytes] = {}
        self._stand_ins: tuple[str, ...] = ()
        self.info = info  # how the processes of this session are kept apart
        self._cpu_seconds = cpu_seconds
        self._process: _Process | None = None
        self._limits = Limits()
        self._file = ""
        self._autograd = True
        self.places: Mapping[str, str] = {}  # the files of what scripts call, by its name
        self.absent: Mapping[str, str] = {}  # what is to be said of what they call in vain

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def replace(self, files: Mapping[str, bytes], stand_ins: tuple[str, ...] = ()) -> None:
        """Have these *files* stand in the place of the submission's of the same names, in a process of their own.

        In it, modules named in *stand_ins* that are not there can be imported: from other places among the files,
        or as empty ones.
        """
        if (files, stand_ins) != (self._replaced, self._stand_ins):
            self.close()
            self._replaced = dict(files)
            self._stand_ins = stand_ins

    def load(self, file: str, limits: Limits, *, autograd: bool = True) -> Outcome:
        """Execute *file* of the submission, once; later `calls` go to its functions.

        A notebook `hw.ipynb` is executed as its cells, the files `hw.ipynb[1]`, `hw.ipynb[2]` and so on.

        Without *autograd*, those that differentiate automatically raise an error that came `through` "autograd".
        The value is the names of modules that were stood in for by empty ones, as the process says.

        Raises:
            SandboxFailure: if no process could be started.
        """
        process = self._process
        if process is not None and (
            limits.memory_bytes != self._limits.memory_bytes or process.owed
        ):
            self.close()
        self._limits = limits
        self._file = file
        self._autograd = autograd
        started = self._process is None
        if self._process is None:
            self._process = self._start()
        self._process.printed = 0
        self._process.send(("load", file, autograd))
        if started:
            self._await_ready(self._process)
        return self._receive(limits.load_seconds, f"loading {file} took more than")

    @property
    def loaded(self) -> bool:
        """Whether there is a process to call."""
        return self._process is not None

    def calls(
        self,
        function: str | Script,
        arguments: Sequence[tuple[object, ...]],
        again: Sequence[tuple[object, ...]] = (),
    ) -> Iterator[Outcome]:
        """Call *function* with each tuple of *arguments*, or run a script; one outcome each, in order.

        A script finds what it calls in `places`. One that raises has as its value the outputs that came nevertheless.

        The calls travel together as far as they fit, but each is answered, timed and limited by itself. After an
        outcome that ended the process there are no more.

        Those of *again* are called after all others, with the global random generators in another state, in the
        arrays of earlier calls where they fit, and with a total time of their own.
        """
        requests = [self._call(function, items) for items in arguments]
        last = [self._call(function, items, OTHER_STATE, refill=True) for items in again]
        return self._ask([*requests, *last], len(requests))

    def repeat(
        self,
        function: str | Script,
        arguments: Sequence[tuple[object, ...]],
        *,
        other_state: bool = False,
        refill: bool = False,
    ) -> Iterator[Outcome]:
        """As `calls`, with the global random generators in another state, or in the arrays of earlier calls."""
        state = OTHER_STATE if other_state else CALL_STATE
        return self._ask([self._call(function, a, state, refill=refill) for a in arguments])

    def _call(
        self,
        function: str | Script,
        arguments: tuple[object, ...],
        state: int = CALL_STATE,
        *,
        refill: bool = False,
    ) -> tuple[object, ...]:
        """The request for a call."""
        if isinstance(function, str):
            if state == CALL_STATE and not refill:
                return ("call", self._file, function, arguments)
            return ("repeat", self._file, function, arguments, state, refill)
        named = dict(zip(function.inputs, arguments, strict=True))
        places, absent = dict(self.places), dict(self.absent)
        what = (function.lines, function.outputs, function.tensors, places, absent)
        return ("script", *what, named, state)

    def restart(self) -> Outcome:
        """Execute what was loaded last in a fresh process: the file, or all that a script calls."""
        self.close()
        outcome = Outcome(Ending.RETURNED)
        for file in sorted({self._file, *self.places.values()}):
            if outcome.ending is Ending.RETURNED:
                outcome = self.load(file, self._limits, autograd=self._autograd)
        return outcome

    def keep(self, number: int, function: str, arguments: tuple[object, ...]) -> Outcome:
        """Call *function*, and have the student's process keep what it returns under *number*."""
        (outcome,) = self._ask([("keep", number, self._file, function, arguments)])
        return outcome

    def call_kept(
        self, number: int, keys: Sequence[tuple[int | str, ...]], argument: object
    ) -> Iterator[Outcome]:
        """Call functions that stand at *keys* in what was kept, each with *argument*."""
        return self._ask([("call_kept", number, key, (argument,)) for key in keys])

    def _ask(
        self, requests: Sequence[tuple[object, ...]], first: int | None = None
    ) -> Iterator[Outcome]:
        """Send *requests*; the *first* have their total time, and those after them again."""
        process = self._process
        if process is None:
            raise SandboxFailure("calls without a loaded file")
        left = self._limits.total_seconds
        unsent = iter(requests)
        answered = 0
        try:
            while answered < len(requests) and self._process is process:
                process.send_ahead(unsent)
                if self._limits.call_seconds <= left:
                    outcome = self._receive(self._limits.call_seconds, "one call took more than")
                else:
                    outcome = self._receive(left, "all calls together took more than", total=True)
                answered += 1
                left -= outcome.seconds
                if answered == first:
                    left = self._limits.total_seconds
                yield outcome
        finally:
            # Answers that nobody waits for must not be taken for later ones.
            if answered < len(requests) and self._process is process:
                self.close()

    def close(self) -> None:
        """Have the student's process ended; nothing waits for that."""
        if self._process is not None:
            self._process.abandon()
            self._process = None

    def _start(self) -> _Process:
        limits = {"memory_bytes": self._limits.memory_bytes, "cpu_seconds": self._cpu_seconds}
        process = _Process(self._fork(limits))
        process.send(("files", {**self.files, **self._replaced}, self._stand_ins))
        return process

    def _await_ready(self, process: _Process) -> None:
        """Wait until a new process has shut itself in and stored the student's files."""
        try:
            ready = process.receive(START_SECONDS, self._limits)
        except _Ended as ended:
            self._process = None
            process.end()
            process.zygote.kill()
            # One that has served before was spoilt since, by what it ran or by accident.
            failure = SandboxLost if process.zygote.served else SandboxFailure
            # It prints a traceback of ours: no student's code has run yet.
            said = process.last_words.decode("utf-8", "replace").strip().rpartition("\n")[2]
            reason = str(ended) or said or process.zygote.describe_death()
            raise failure(f"a student's process did not start: {reason}") from None
        if wire.decode(ready) != ("ready",):
            raise SandboxFailure("a student's process started with another answer than 'ready'")
        process.zygote.served = True

    def _receive(self, seconds: float, too_slow: str, *, total: bool = False) -> Outcome:
        process = self._process
        if process is None:
            raise SandboxFailure("no process to receive from")
        started, printed = time.monotonic(), process.printed
        try:
            payload = process.receive(seconds, self._limits)
            reply = wire.decode(payload, unsupported=Unsupported)
            return _outcome(reply, time.monotonic() - started, process.printed - printed)
        except wire.WireError as error:
            self.close()
            broken = f"the process sent something that is not an answer: {error}"
            return Outcome(Ending.DIED, error=StudentError(broken[:MAX_TEXT]))
        except _Ended as ended:
            self._process = None
            grace = GRACE_SECONDS if ended.ending is Ending.DIED else 0.0
            end = process.end(grace_seconds=grace)
            if end is None:
                process.zygote.kill()
                raise SandboxLost("the process that starts students' processes is gone") from None
            limit = self._limits.total_seconds if total else seconds
            if end.code == -signal.SIGXCPU or (
                # The first process of a pid namespace ignores that signal, and gets this one a second
                # later; the kernel counts in ticks, so a little less may be reported.
                end.code == -signal.SIGKILL and end.cpu_seconds >= 0.9 * self._cpu_seconds
            ):
                ended = _Ended(Ending.TIME_LIMIT)
                too_slow, limit = "used more processor time than", self._cpu_seconds
            return _ending(ended, end, f"{too_slow} {limit:g} s", time.monotonic() - started)


class _Ended(Exception):
    """The process will not answer: a limit was hit, or it is gone."""

    def __init__(self, ending: Ending, message: str = "") -> None:
        super().__init__(message)
        self.ending = ending


@dataclass(frozen=True)
class _End:
    """How a process ended.

    Attributes:
        code: its exit code, or minus the signal.
        killed: whether that was the grader's doing.
        filled: whether it was stopped for filling its scratch folder.
        cpu_seconds: the processor time that it used.
    """

    code: int
    killed: bool
    filled: bool
    cpu_seconds: float


class _Process:
    """One child and its channels. Bytes only: what they mean is the session's to know."""

    def __init__(self, channels: Channels) -> None:
        self.zygote = channels.zygote
        self.data = channels.data
        self.data.setblocking(False)
        self.printed_fd = channels.printed
        self.life = channels.life
        self.printed = 0
        self.last_words = b""
        self.owed = 0  # requests that have not been answered
        self.outgoing = bytearray()
        self.incoming = bytearray()
        self.poll = select.poll()
        self.poll.register(self.data, select.POLLIN)
        self.poll.register(self.printed_fd, select.POLLIN)

    def send(self, request: tuple[Any, ...]) -> None:
        """Queue *request*; it travels while `receive` waits."""
        self.outgoing += wire.frame(wire.encode(request))
        self.owed += 1

    def send_ahead(self, requests: Iterator[tuple[Any, ...]]) -> None:
        """Queue the next *requests*, as long as few bytes wait: all may be more than memory holds."""
        while len(self.outgoing) < MAX_QUEUED_BYTES:
            request = next(requests, None)
            if request is None:
                return
            self.send(request)

    def receive(self, seconds: float, limits: Limits) -> bytes:
        """The next answer's payload, within *seconds*.

        Raises:
            _Ended: if a limit was hit or the process is gone.
            wire.WireError: if what comes is not a frame.
        """
        deadline = time.monotonic() + seconds
        while True:
            payload = self._take_frame(limits.result_bytes)
            if payload is not None:
                self.owed -= 1
                return payload
            left = deadline - time.monotonic()
            if left <= 0:
                raise _Ended(Ending.TIME_LIMIT)
            if self.outgoing:
                self._write()
            self.poll.modify(self.data, select.POLLIN | (select.POLLOUT if self.outgoing else 0))
            ready = dict(self.poll.poll(left * 1000))
            if self.printed_fd in ready:
                self._count_printed(limits.printed_bytes)
            events = ready.get(self.data.fileno(), 0)
            if events & ~select.POLLOUT and not self._read():
                raise _Ended(Ending.DIED)

    def end(self, *, grace_seconds: float = 0.0) -> _End | None:
        """Kill the process if it still runs, close the channels, and return how it ended.

        A process that exits closes its files a moment before it can be waited for: *grace_seconds*
        is how long to let it, so that it is not killed for being slow to die.

        None means that the zygote did not say: it is gone or does not answer.
        """
        select.select([self.life], [], [], grace_seconds)
        self.life.settimeout(END_SECONDS)
        message = b""
        try:
            self.life.shutdown(socket.SHUT_WR)
            while received := self.life.recv(4096):
                message += received
        except OSError:
            pass  # the zygote is gone; then so is the child
        self.abandon()
        if not message:
            return None
        said = json.loads(message)
        code = os.waitstatus_to_exitcode(said["status"])
        return _End(code, said["killed"], said["filled"], said["cpu_seconds"])

    def abandon(self) -> None:
        """Close the channels, on which the zygote kills the process."""
        self.data.close()
        self.life.close()
        os.close(self.printed_fd)

    def _take_frame(self, result_bytes: int) -> bytes | None:
        if len(self.incoming) < wire.HEADER.size:
            return None
        length = wire.frame_length(bytes(self.incoming[: wire.HEADER.size]))
        if length > result_bytes:
            message = f"returned {length:,} bytes, the limit is {result_bytes:,}"
            raise _Ended(Ending.OUTPUT_LIMIT, message)
        end = wire.HEADER.size + length
        if len(self.incoming) < end:
            return None
        payload = bytes(self.incoming[wire.HEADER.size : end])
        del self.incoming[:end]
        return payload

    def _count_printed(self, limit: int) -> None:
        text = os.read(self.printed_fd, 65536)
        if not text:  # closed by the student's code
            self.poll.unregister(self.printed_fd)
        self.printed += len(text)
        self.last_words = text[-500:]
        if self.printed > limit:
            raise _Ended(Ending.OUTPUT_LIMIT, f"printed more than {limit:,} bytes")

    def _write(self) -> None:
        try:
            del self.outgoing[: self.data.send(self.outgoing)]
        except BlockingIOError:
            pass
        except OSError:
            self.outgoing.clear()  # gone; what it still said can be read

    def _read(self) -> bool:
        """Read what there is; whether more may come."""
        try:
            received = self.data.recv(1 << 18)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.incoming += received
        return bool(received)


def _outcome(reply: object, seconds: float, printed: int) -> Outcome:
    """Read an answer of the student's process, which may hold anything.

    Raises:
        wire.WireError: if it is not of the form of an answer.
    """
    match reply:
        case ("returned", value, tuple(arguments), *remarks):
            drew, shared = _remarks(remarks)
            return Outcome(
                Ending.RETURNED,
                value,
                arguments,
                seconds=seconds,
                printed=printed,
                drew=drew,
                shared=shared,
            )
        case ("raised", error):
            return _raised(error, seconds)
        case ("partly", dict(found), error):
            return replace(_raised(error, seconds), value=found)
        case ("oversized", str(message)):
            error = StudentError(message[:MAX_TEXT])
            return Outcome(Ending.OUTPUT_LIMIT, error=error, seconds=seconds)
        case _:
            raise wire.WireError("an answer of another form")


def _raised(said: object, seconds: float) -> Outcome:
    match said:
        case {"type": str(type_name), "message": str(message), **place}:
            error = student_error(message, type_name, place)
            memory = type_name == "MemoryError"
            ending = Ending.MEMORY_LIMIT if memory else Ending.RAISED
            return Outcome(ending, error=error, seconds=seconds)
        case _:
            raise wire.WireError("an error of another form")


def student_error(message: str, type_name: str, place: Mapping[Any, object]) -> StudentError:
    """What a student's process says of an exception, within bounds; what is of another form is left out."""
    position: tuple[int, int, int] | None = None
    match place.get("position"):
        case (int(last), int(start), int(end)):
            if all(0 <= number < MAX_LINE for number in (last, start, end)):
                position = (last, start, end)
        case _:
            pass
    values = place.get("values")
    named = itertools.islice(values.items(), MAX_NAMED) if isinstance(values, dict) else ()
    return StudentError(
        message[:MAX_TEXT],
        type_name[:MAX_TEXT],
        _text(place.get("file")),
        _line(place.get("line")),
        _text(place.get("source")),
        _text(place.get("through")),
        position,
        {name[:MAX_TEXT]: found for name, item in named if (found := _named(item)) is not None},
    )


def _named(item: object) -> Named | None:
    match item:
        case (str(kind), None, None):
            return Named(kind[:MAX_TEXT])
        case (str(kind), tuple(shape), None | int() as argument) if len(shape) <= MAX_AXES and all(
            isinstance(size, int) and 0 <= size < 2**63 for size in shape
        ):
            return Named(kind[:MAX_TEXT], shape, argument)
        case _:
            return None


def _remarks(said: list[object]) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """What the process says of a call's behaviour; what is of another form is left out."""
    match said:
        case [list(drew), list(shared)]:
            # Types first: to compare an array with a name is an error.
            named = {item for item in drew if isinstance(item, str)}
            known = tuple(name for name in GENERATORS if name in named)
            pairs = tuple(pair for pair in shared[:MAX_SHARED] if _is_pair(pair))
            return known, pairs
        case _:
            return (), ()


def _is_pair(pair: object) -> bool:
    match pair:
        case (None | str() | int(), int()):
            return isinstance(pair, tuple)
        case _:
            return False


def _text(value: object) -> str | None:
    return value[:MAX_TEXT] if isinstance(value, str) else None


def _line(value: object) -> int | None:
    return value if isinstance(value, int) and 0 < value < MAX_LINE else None


def _ending(ended: _Ended, end: _End, too_slow: str, seconds: float) -> Outcome:
    """The outcome of a call that was never answered."""
    ending, message = ended.ending, str(ended)
    if ending is Ending.TIME_LIMIT:
        message = too_slow
    elif ending is Ending.DIED:
        if end.filled:
            ending, message = Ending.OUTPUT_LIMIT, "wrote more files than allowed"
        elif end.killed:
            message = "closed its connection to the grader"
        elif end.code == -signal.SIGKILL:
            ending, message = Ending.MEMORY_LIMIT, "was killed, most often for lack of memory"
        elif end.code < 0:
            known = -end.code in set(signal.Signals)  # real-time signals have no names
            name = signal.Signals(-end.code).name if known else f"signal {-end.code}"
            message = f"crashed the Python interpreter ({name})"
        else:
            message = f"ended the process (exit status {end.code}) before it answered"
    return Outcome(ending, error=StudentError(message), seconds=seconds)
