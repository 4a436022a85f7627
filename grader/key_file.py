"""Answer keys as bytes in the wire format: for the user's cache, and for bundles that students get.

In a bundle a listed mistake is `sealed`; whose own values fit, has it `opened`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from grader.answer_key import AnswerKey, Entry, Given, Links
from grader.cases.generate import Case, source_of
from grader.comparison import Scale
from grader.sandbox import wire
from grader.seal import Lock, Sealed, seal
from grader.spec.model import Extreme, Golden, Problem, Variation


def dump(key: AnswerKey) -> bytes:
    """The key without its reference.

    Raises:
        WireError: if it holds more than the wire format may.
    """
    return b"".join(map(wire.frame, map(wire.encode, _records(key))))


def load(problem: Problem, data: bytes, seed: int, student: str) -> AnswerKey:
    """The key that `dump` made *data* of.

    Raises:
        ValueError: if that is not what was once written.
        KeyError: the same.
        TypeError: the same.
    """
    head, *records = _read(data)
    entries = [_entry(problem, record) for record in records]
    mistaken = {record["index"]: record["mistaken"] for record in records}
    return AnswerKey(
        seed,
        student,
        tuple(entries),
        head["mistakes"],
        lambda mistake, entry: mistaken[entry.case.index][mistake],
        links={
            name: Links(frozenset(item["earlier"]), tuple(item["needs"]))
            for name, item in head["links"].items()
        },
        sealed=tuple(
            Sealed(item["content"], {name: Lock(**lock) for name, lock in item["locks"].items()})
            for item in head["sealed"]
        ),
    )


def sealed(key: AnswerKey, mistake: str, openers: Mapping[str, Sequence[Any]]) -> Sealed:
    """A listed mistake as only those get to know it who make it.

    Args:
        key: knows its sentence, and what it gives on every case.
        mistake: its id.
        openers: for each output that opens it, what it gives there, case by case.
    """
    changed = key.changed_outputs(mistake)
    record = {
        "id": mistake,
        "sentence": key.mistakes[mistake],
        "changes": None if changed is None else sorted(changed),
        "values": [key.mistaken(mistake, entry) for entry in key.entries],
    }
    return seal(wire.encode(record), openers)


def opened(key: AnswerKey, answers: Sequence[Given], wrong: Iterable[str]) -> AnswerKey:
    """The key with those sealed mistakes that the values of a *wrong* output open, all others unknown."""
    every = [own for _, own in answers]
    ordinary = [own for entry, own in answers if not entry.case.stability]
    given = [
        (name, [own[name] for own in chosen])
        for name in (wrong if key.sealed else ())
        for chosen in (ordinary, every)
        if all(name in own for own in chosen)
    ]
    records: dict[str, Mapping[str, Any]] = {}
    for sealed in key.sealed:
        contents = (sealed.open(name, values) for name, values in given)
        for content in filter(None, contents):
            record = wire.decode(content)
            records[record["id"]] = record
            break
    if not records:
        return key
    places = {entry.case.index: place for place, entry in enumerate(key.entries)}
    return replace(
        key,
        mistakes={name: record["sentence"] for name, record in records.items()},
        mistaken=lambda name, entry: records[name]["values"][places[entry.case.index]],
        changed={
            name: frozenset(record["changes"])
            for name, record in records.items()
            if record["changes"] is not None
        },
    )


def _records(key: AnswerKey) -> Iterator[Mapping[str, Any]]:
    yield {
        "mistakes": dict(key.mistakes),
        "links": {
            name: {"earlier": sorted(links.earlier), "needs": list(links.needs)}
            for name, links in key.links.items()
        },
        "sealed": [
            {
                "content": sealed.content,
                "locks": {name: dict(vars(lock)) for name, lock in sealed.locks.items()},
            }
            for sealed in key.sealed
        ],
    }
    for entry in key.entries:
        yield {
            "index": entry.case.index,
            "sizes": dict(entry.case.sizes),
            "arguments": dict(entry.case.arguments),
            "values": dict(entry.values),
            "scales": {name: astuple(scale) for name, scale in entry.scales.items()},
            "mistaken": {mistake: key.mistaken(mistake, entry) for mistake in key.mistakes},
        }


def _entry(problem: Problem, record: Mapping[str, Any]) -> Entry:
    index = record["index"]
    source = source_of(problem, index)
    case = Case(
        index,
        record["arguments"],
        record["sizes"],
        name=source.name if isinstance(source, Golden | Extreme) else None,
        golden=source if isinstance(source, Golden) else None,
        stability=isinstance(source, Extreme) and source.stability,
        tag=source.tag if isinstance(source, Variation) else None,
    )
    scales = {name: Scale(*parts) for name, parts in record["scales"].items()}
    return Entry(case, record["values"], scales)


def _read(data: bytes) -> Iterator[Any]:
    while data:
        end = wire.HEADER.size + wire.frame_length(data[: wire.HEADER.size])
        yield wire.decode(data[wire.HEADER.size : end])
        data = data[end:]
