"""The sandbox as the rest of the grader sees it: opens sessions on submissions.

Importing this module loads neither numpy nor the wire code, so that `grade` can start a zygote
first and import its own numpy while the zygote imports another.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.errors import SandboxFailure, UsageError
from grader.results import SandboxInfo
from grader.sandbox.launcher import Channels, ZygoteProcess

if TYPE_CHECKING:
    from grader.sandbox.session import Session

TORCH = "torch"
# What a zygote imports before it forks, if a submission imports the name on the left. The first step of any
# optimizer, and the first use of torch.func, import torch._dynamo: a student's first call would take seconds.
HEAVY_MODULES = {TORCH: "torch", "torch.optim": "torch._dynamo", "torch.func": "torch._dynamo"}


def _has_torch() -> bool:
    return find_spec(TORCH) is not None


class Level(StrEnum):
    """How far the student's code is kept apart, weakest last."""

    STRONG = "strong"
    MEDIUM = "medium"
    BASIC = "basic"


class Sandbox:
    """Runs students' code in processes of their own, shut in as far as this machine allows."""

    def __init__(
        self,
        minimum: Level = Level.BASIC,
        *,
        maximum: Level = Level.STRONG,
        hidden: Iterable[Path] = (),
        spare: ZygoteProcess | None = None,
    ) -> None:
        """Make a sandbox; nothing is started until it is needed.

        Args:
            minimum: the weakest level to run student code on.
            maximum: the strongest level to enter.
            hidden: files and folders that students must not see, wherever they lie; the grader's own
                package is always among them.
            spare: a zygote that was started ahead; the sandbox uses it and ends it.
        """
        self._minimum = minimum
        self._spare = spare
        self._maximum = maximum
        # An editable install has a second folder of the package's name, with the problems in it.
        packages = [Path(folder) / "grader" for folder in sys.path]
        secrets = [Path(__file__).parents[1], *packages, *hidden]
        self._hidden = sorted({str(path.resolve()) for path in secrets if path.exists()})
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

        Raises:
            UsageError: if this machine gives less than the minimum level.
            SandboxFailure: if no process could be started, or torch is imported and not installed here.
        """
        from grader.sandbox.session import Session  # loads numpy: see the module docstring

        def fork(limits: Mapping[str, int]) -> Channels:
            return self._zygote(imports).fork(limits)

        if TORCH in imports and not _has_torch():
            raise SandboxFailure(
                "the submission imports torch, which is not installed where the grader runs; "
                "install it there: pip install torch"
            )
        ready = self._zygote(imports).ready()
        order = list(Level)
        if order.index(Level(ready.level)) > order.index(self._minimum):
            raise UsageError(
                f"--sandbox {self._minimum}: expected at least that level, this machine gives "
                f"{ready.level} ({'; '.join(ready.reasons)}); leave the option out to grade with that"
            )
        info = SandboxInfo(ready.level, ready.layers)
        return Session(fork, files, info, cpu_seconds=cpu_seconds)

    def stop(self) -> None:
        """Have every process of the sandbox end, without waiting; nothing can be opened any more."""
        for zygote in self._running():
            zygote.stop()

    def close(self) -> None:
        """End every process of the sandbox."""
        for zygote in self._running():
            zygote.close()
        self._zygotes.clear()
        self._spare = None

    def _running(self) -> list[ZygoteProcess]:
        spare = [] if self._spare is None else [self._spare]
        return [*self._zygotes.values(), *spare]

    def _zygote(self, imports: Iterable[str]) -> ZygoteProcess:
        used = set(imports)
        heavy = HEAVY_MODULES if _has_torch() else {}
        modules = tuple({module: None for name, module in heavy.items() if name in used})
        zygote = self._zygotes.get(modules)
        if zygote is not None and not zygote.alive:
            zygote.close()
            zygote = None
        if zygote is None:
            zygote, self._spare = self._spare or ZygoteProcess(), None
            self._zygotes[modules] = zygote
            zygote.confine(self._maximum.value, self._hidden, modules)
        return zygote
