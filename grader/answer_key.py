"""The answer key of a run: its cases with the right values, and what listed mistakes would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.cases.generate import Case
from grader.comparison import CLOSE, Scale
from grader.reference import NOTHING, VARIANT_SECONDS, Reference, Step, time_limit
from grader.spec.model import Random, Value, leaves

if TYPE_CHECKING:
    from grader.chance import Draw
    from grader.seal import Sealed


@dataclass(frozen=True)
class Entry:
    """A case with the right values of its outputs, and what rounding may do to each of them."""

    case: Case
    values: Mapping[str, Any]
    scales: Mapping[str, Scale]

    def draw(self, value: Value, random: Random, found: Mapping[str, object]) -> Draw:
        """What is known of an output that is drawn at random; *found* is what a function gave for all."""
        from grader.chance import Draw  # few problems have one

        shape = np.shape(self.values[value.name])
        return Draw(value, random, self.case.arguments, self.case.sizes, shape, found)


Given = tuple[Entry, Mapping[str, Any]]
"""A case, and the student's values that are numbers."""

Call = Callable[[Sequence[Mapping[str, Any]]], Sequence[Mapping[str, Any]]]
"""Calls the student's function with arguments by name; its values that are numbers, none if one call fails."""

Mistaken = Callable[[str, Entry], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Links:
    """What an output is computed from, where there is no reference to look it up in.

    Attributes:
        earlier: the outputs.
        needs: the inputs and outputs, through no other output, in order.
    """

    earlier: frozenset[str]
    needs: tuple[str, ...]


UNKNOWN = Links(frozenset(), ())


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
        links: of each output in a bundle for students, which has no reference.
        sealed: the listed mistakes of a bundle; see `key_file.opened`.
        changed: the outputs that a mistake changes by steps of their own, where there is no reference.
        remembered: what diagnosis found out that holds for every submission.
    """

    seed: int
    student: str
    entries: tuple[Entry, ...]
    mistakes: Mapping[str, str]
    mistaken: Mistaken
    reference: Reference | None = None
    links: Mapping[str, Links] = field(default_factory=dict)
    sealed: tuple[Sealed, ...] = ()
    changed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    remembered: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def earlier(self, output: str) -> frozenset[str]:
        """The outputs that *output* is computed from."""
        if self.reference is None:
            return self.links.get(output, UNKNOWN).earlier
        return frozenset(self.reference.needed([output]) & set(self.entries[0].values) - {output})

    def needs(self, output: str) -> tuple[str, ...]:
        """The inputs and outputs that *output* is computed from, through no other output, in order."""
        if self.reference is None:
            return self.links.get(output, UNKNOWN).needs
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

    def changed_outputs(self, mistake: str) -> frozenset[str] | None:
        """The outputs that a listed mistake changes by steps of their own; None where they are not known."""
        if self.reference is None:
            return self.changed.get(mistake)
        found = (item.steps for item in self.reference.mistakes if item.id == mistake)
        steps = frozenset(next(found, ()))
        return frozenset(name for name in self.entries[0].values if steps & self.own_steps(name))

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
            # From right values follows the right one; what follows from others is not known.
            known_alike = output in self.links and not steps and not arguments
            if known_alike and all(_alike(item, entry.values[name]) for name, item in own.items()):
                return {output: entry.values[output]}
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


def _alike(mine: Any, right: Any) -> bool:
    """Whether two values are the same but for rounding."""
    pairs = list(zip(leaves(mine), leaves(right), strict=False))
    if [np.shape(a) for a in leaves(mine)] != [np.shape(b) for b in leaves(right)]:
        return False
    with np.errstate(invalid="ignore"):  # NaN is not alike
        return all(
            np.all(np.abs(np.asarray(a) - b) <= CLOSE * np.abs(b).max(initial=0.0))
            for a, b in pairs
        )


def _copy(value: Any) -> Any:
    return [np.array(item) for item in value] if isinstance(value, list) else np.array(value)
