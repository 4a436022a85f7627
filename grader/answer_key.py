"""The answer key of a run: its cases with the right values, and what listed mistakes would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from grader.cases.generate import Case
from grader.comparison import Scale
from grader.reference import NOTHING, VARIANT_SECONDS, Reference, Step, time_limit


@dataclass(frozen=True)
class Entry:
    """A case with the right values of its outputs, and what rounding may do to each of them."""

    case: Case
    values: Mapping[str, Any]
    scales: Mapping[str, Scale]


Given = tuple[Entry, Mapping[str, Any]]
"""A case, and the student's values that are numbers."""

Mistaken = Callable[[str, Entry], Mapping[str, Any] | None]


@dataclass(frozen=True)
class AnswerKey:
    """All of a run that does not depend on the submission.

    Attributes:
        seed: seed of its cases.
        student: key of the student; "" for the public cases.
        entries: the cases in order.
        mistakes: the sentence of each listed mistake, by its id.
        mistaken: the outputs of whoever makes a mistake, on a case; None if that cannot be computed.
        reference: the steps, where they can be evaluated without torch.
        remembered: what diagnosis found out that holds for every submission.
    """

    seed: int
    student: str
    entries: tuple[Entry, ...]
    mistakes: Mapping[str, str]
    mistaken: Mistaken
    reference: Reference | None = None
    remembered: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def earlier(self, output: str) -> frozenset[str]:
        """The outputs that *output* is computed from."""
        if self.reference is None:
            return frozenset()
        return frozenset(self.reference.needed([output]) & set(self.entries[0].values) - {output})

    def needs(self, output: str) -> tuple[str, ...]:
        """The inputs and outputs that *output* is computed from, through no other output, in order."""
        if self.reference is None:
            return ()
        first = self.entries[0]
        found = self.reference.nearest(output, first.values)
        return tuple(name for name in (*first.case.arguments, *first.values) if name in found)

    def own_steps(self, output: str) -> frozenset[str]:
        """The steps that *output* is computed from without another output between."""
        if self.reference is None:
            return frozenset()
        steps, earlier = self.reference.steps, self.earlier(output)
        found: set[str] = set()
        left = [output]
        while left:
            name = left.pop()
            if name in steps and name not in found | earlier:
                found.add(name)
                left += steps[name].needs
        return frozenset(found)

    def changed_steps(self, mistake: str) -> frozenset[str] | None:
        """The steps that a listed mistake changes; None where they are not known."""
        if self.reference is None:
            return None
        changed = (item.steps for item in self.reference.mistakes if item.id == mistake)
        return frozenset(next(changed, ()))

    def value(
        self,
        output: str,
        entry: Entry,
        own: Mapping[str, Any],
        *,
        steps: Mapping[str, Step] = NOTHING,
        arguments: Mapping[str, Any] = NOTHING,
        known: Mapping[str, Any] = NOTHING,
    ) -> Any:
        """An output computed from a student's own earlier outputs; None if that cannot be.

        Args:
            output: its name.
            entry: the case.
            own: the student's values of earlier outputs.
            steps: other versions of steps.
            arguments: other values of arguments.
            known: `values` from the same outputs, for the steps that do not follow from another version.
        """
        values = self.values(
            output, entry, own, steps=steps, arguments=arguments, known={} if arguments else known
        )
        return values.get(output)

    def values(
        self,
        output: str,
        entry: Entry,
        own: Mapping[str, Any],
        *,
        steps: Mapping[str, Step] = NOTHING,
        arguments: Mapping[str, Any] = NOTHING,
        known: Mapping[str, Any] = NOTHING,
    ) -> Mapping[str, Any]:
        """As `value`, with all steps that lead there; nothing if it cannot be computed."""
        if self.reference is None:
            return NOTHING
        fixed = {name: Step(name, (), partial(_copy, value)) for name, value in own.items()}
        try:
            with time_limit(VARIANT_SECONDS):
                return self.reference.evaluate(
                    {**entry.case.arguments, **arguments},
                    replaced={**steps, **fixed},
                    targets=[output],
                    finite=True,
                    known=known,
                    changed=steps.keys() - own.keys(),
                )
        except Exception:  # noqa: BLE001 - a wrong value may be one that nothing can be computed from
            return NOTHING


def _copy(value: Any) -> Any:
    return [np.array(item) for item in value] if isinstance(value, list) else np.array(value)
