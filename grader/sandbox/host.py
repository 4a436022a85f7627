"""The sandbox as the rest of the grader sees it: opens sessions on submissions.

Importing this module loads neither numpy nor the wire code, so that `grade` can start a zygote
first and import its own numpy while the zygote imports another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from grader.errors import UsageError
from grader.sandbox.launcher import Channels, ZygoteProcess

if TYPE_CHECKING:
    from grader.sandbox.session import Session

# Heavy modules that a zygote imports before it forks, if a submission imports them.
HEAVY_MODULES = ("torch",)


class Level(StrEnum):
    """How far the student's code is kept apart, weakest last."""

    STRONG = "strong"
    MEDIUM = "medium"
    BASIC = "basic"


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
        self._zygotes: dict[tuple[str, ...], ZygoteProcess] = {}

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

        def fork(limits: Mapping[str, int]) -> Channels:
            return self._zygote(imports).fork(limits)

        return Session(fork, files, cpu_seconds=cpu_seconds)

    def close(self) -> None:
        """Stop every process of the sandbox."""
        for zygote in self._zygotes.values():
            zygote.close()
        self._zygotes.clear()

    def _zygote(self, imports: Iterable[str]) -> ZygoteProcess:
        modules = tuple(name for name in HEAVY_MODULES if name in set(imports))
        zygote = self._zygotes.get(modules)
        if zygote is not None and not zygote.alive:
            zygote.close()
            zygote = None
        if zygote is None:
            zygote = self._zygotes[modules] = ZygoteProcess(modules)
        return zygote
