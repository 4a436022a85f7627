"""Work on many things at once, in processes that may be killed.

The work goes through a `concurrent.futures.Executor`, so that another one, of a cluster for example, can
take the place of processes here.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from itertools import islice
from multiprocessing.connection import Connection
from typing import Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Start = Callable[[int], contextlib.AbstractContextManager[Executor]]
"""Makes an executor with so many workers."""

AHEAD = 1  # items that wait for a worker: so none waits for the next item


class Lost:
    """Stands for the result of an item that ended the process that worked on it, twice."""


def cpus() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """An executor that is there again after a worker of it was killed."""

    def __init__(self, start: Start, jobs: int) -> None:
        """Make it; workers start when they are needed."""
        self._start = start
        self._jobs = jobs
        self._stack = contextlib.ExitStack()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | Lost]]:
        """Each item with what *work* makes of it, as soon as it is done.

        Only a few items are under way at a time, so that memory does not grow with their number. Where a
        worker dies, each of those that it may have worked on is tried once more, alone; what goes wrong again
        is `Lost`.

        Raises:
            Exception: what *work* raises.
        """
        left = iter(items)
        running: dict[Future[Result], Item] = {}
        while True:
            suspects: list[Item] = []
            for item in islice(left, self._jobs + AHEAD - len(running)):
                try:
                    running[self._submit(work, item)] = item
                except BrokenExecutor:  # a worker died that had nothing to do
                    suspects.append(item)
                    break
            if not running and not suspects:
                return
            # If one dies, all that are under way end: some of them may have got done before.
            done, _ = wait(running, return_when=ALL_COMPLETED if suspects else FIRST_COMPLETED)
            for future in done:
                item = running.pop(future)
                try:
                    result = future.result()
                except BrokenExecutor:
                    suspects.append(item)
                else:
                    yield item, result
            if suspects:
                self._end()
                for future, item in running.items():
                    try:
                        result = future.result()
                    except (BrokenExecutor, CancelledError):
                        suspects.append(item)
                    else:
                        yield item, result
                running.clear()
                for item in suspects:
                    yield item, self._alone(work, item)

    def _submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        if self._executor is None:
            self._executor = self._stack.enter_context(self._start(self._jobs))
        return self._executor.submit(work, item)

    def _alone(self, work: Callable[[Item], Result], item: Item) -> Result | Lost:
        try:
            with self._start(1) as executor:
                return executor.submit(work, item).result()
        except BrokenExecutor:
            return Lost()

    def _end(self) -> None:
        self._executor = None
        self._stack.close()


@contextlib.contextmanager
def processes(count: int, at_end: Callable[[], object]) -> Iterator[Executor]:
    """An executor of processes that end with the block, at once and whatever they are doing.

    They end as well if this process does, however it does: each reads from a pipe whose other end only this
    process holds.

    Args:
        count: how many.
        at_end: called in each before it ends.
    """
    reader, writer = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("forkserver")
    executor = ProcessPoolExecutor(
        count, mp_context=context, initializer=_begin, initargs=(reader, at_end)
    )
    try:
        yield executor
    finally:
        writer.close()
        executor.shutdown(wait=True, cancel_futures=True)
        reader.close()


def _begin(lifeline: Connection, at_end: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the terminal is for the one who waits
    threading.Thread(target=_end_with, args=(lifeline, at_end), daemon=True).start()


def _end_with(lifeline: Connection, at_end: Callable[[], object]) -> None:
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    try:
        at_end()
    finally:
        os._exit(0)
