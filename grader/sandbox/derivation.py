"""Keeps automatic differentiation out of calls that are to be answered by a formula.

Runs in the student's process. Every way of torch to a derivative ends in one of two functions: the engine
that goes backwards (`backward`, `autograd.grad`, `torch.func`), or the one that starts going forwards.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

NOT_ALLOWED = "this exercise asks for the formula: write it out; autograd is not allowed here"
# Of torch's class Variable, which looks it up each time it goes backwards.
ENGINE = "_execution_engine"


class AutogradNotAllowed(RuntimeError):
    """Raised where a student's code differentiates automatically."""

    def __init__(self) -> None:
        super().__init__(NOT_ALLOWED)


class _Refusing:
    """An engine that does everything but go backwards."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def run_backward(self, *_: Any, **__: Any) -> NoReturn:
        raise AutogradNotAllowed


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise AutogradNotAllowed


@contextlib.contextmanager
def without_autograd() -> Iterator[None]:
    """Torch differentiates nothing inside, if it is loaded; code that only names its functions may."""
    variable = getattr(sys.modules.get("torch.autograd.variable"), "Variable", None)
    forward = sys.modules.get("torch.autograd.forward_ad")
    if variable is None or forward is None:
        yield
        return
    replaced = ((variable, ENGINE), (forward, "make_dual"))
    before = [getattr(owner, name) for owner, name in replaced]
    for (owner, name), value in zip(replaced, (_Refusing(before[0]), _refuse), strict=True):
        setattr(owner, name, value)
    try:
        yield
    finally:
        for (owner, name), value in zip(replaced, before, strict=True):
            setattr(owner, name, value)
