"""Which submissions of a class are suspiciously equal, by the structure of their code.

Code is cut into pieces of `PIECE` tokens, one beginning at each token. What the course handed out does not
count, and what many students have counts little: small exercises have one natural solution. The score of a
pair is the weight of the pieces that both have, as a share of the weight of the smaller one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from grader.classroom.structure import Structure, Token

PIECE = 8
FLOOR, CEILING = 0.3, 0.8
EVIDENCE = 20.0  # weight of equal pieces below which nothing is listed: less is one formula
MAX_ENTRIES = 3000
MAX_OWNERS = 32  # of a piece, up to which pairs are counted one by one
COLUMNS = 4096
BASE = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Entry:
    """A submission to be compared.

    Attributes:
        name: what it is called in the list.
        student: whose it is; submissions of the same student are not compared with each other.
        structure: its code.
    """

    name: str
    student: str
    structure: Structure


@dataclass(frozen=True)
class Place:
    """Lines of a file, the last included."""

    file: str
    first: int
    last: int


@dataclass(frozen=True)
class Pair:
    """Two submissions with much in common.

    Attributes:
        left: the name of one.
        right: the name of the other.
        score: from 0, nothing in common that says anything, to 1, all of the smaller one.
        evidence: weight of the equal pieces; a piece that nobody else has weighs 1.
        run: tokens of the longest run of equal code.
        left_run: where it stands in the left one.
        right_run: where it stands in the right one.
    """

    left: str
    right: str
    score: float
    evidence: float
    run: int
    left_run: Place
    right_run: Place


@dataclass(frozen=True)
class Comparison:
    """What was found out about a class.

    Attributes:
        pairs: those at or above the threshold, the most equal first.
        threshold: the score from which on a pair is listed.
        compared: pairs that were compared.
        more: how many further pairs are at or above the threshold.
    """

    pairs: tuple[Pair, ...]
    threshold: float
    compared: int
    more: int


def compare(
    entries: Sequence[Entry], given: Iterable[Structure] = (), *, most: int = 1000
) -> Comparison:
    """Compare each submission with all of other students.

    Args:
        entries: the submissions.
        given: the code that the course handed out.
        most: how many pairs are listed.
    """
    codes = [_Code.of(entry.structure) for entry in entries]
    handed_out = _distinct([_Code.of(item).pieces for item in given])
    students = _numbers([entry.student for entry in entries])
    pieces, weights, shared = _weigh([code.pieces for code in codes], students, handed_out)
    own = np.diagonal(shared).copy()
    scores = shared / np.maximum(np.minimum.outer(own, own), EVIDENCE)
    different = np.triu(students[:, None] != students[None, :])
    threshold = _threshold(scores[different])
    listed = different & (scores >= threshold) & (shared >= EVIDENCE)
    found = np.argwhere(listed)
    best = sorted(
        (tuple(pair) for pair in found.tolist()), key=lambda p: (-scores[p], -shared[p], p)
    )
    pairs = []
    for i, j in best[:most]:
        left, right = codes[i], codes[j]
        common = np.intersect1d(left.pieces, right.pieces)
        common = common[_look_up(common, pieces, weights) > 0]
        run, at_left, at_right = _longest_run(left, right, common)
        pairs.append(
            Pair(
                left=entries[i].name,
                right=entries[j].name,
                score=min(float(scores[i, j]), 1.0),
                evidence=float(shared[i, j]),
                run=run,
                left_run=left.place(at_left, run),
                right_run=right.place(at_right, run),
            )
        )
    return Comparison(tuple(pairs), threshold, int(different.sum()), len(best) - len(pairs))


@dataclass(frozen=True)
class _Code:
    """A structure as numbers: its tokens, and for each piece its hash and the token where it begins."""

    tokens: tuple[Token, ...]
    pieces: Hashes
    starts: Indices

    @classmethod
    def of(cls, structure: Structure) -> _Code:
        blocks = [block for block in structure.blocks if len(block) >= PIECE]
        tokens = tuple(token for block in blocks for token in block)
        texts = {text: _number(text) for text in {token.text for token in tokens}}
        numbers = np.array([texts[token.text] for token in tokens], np.uint64)
        hashes = _windows(numbers, PIECE)
        ends = np.cumsum([len(block) for block in blocks], dtype=np.intp)
        inside = np.ones(len(hashes), bool)  # a piece does not reach from one block into the next
        for end in ends[:-1]:
            inside[end - PIECE + 1 : end] = False
        return cls(tokens, hashes[inside], np.flatnonzero(inside))

    def place(self, start: int, length: int) -> Place:
        tokens = self.tokens[start : start + length]
        file = tokens[0].file
        lines = [token.line for token in tokens]
        return Place(file, min(lines), max(lines))


def _weigh(
    pieces: list[Hashes], students: Indices, handed_out: Hashes
) -> tuple[Hashes, Floats, Floats]:
    """The pieces of a class, what each weighs, and the weight that each two submissions have in common."""
    count = len(pieces)
    distinct = [np.setdiff1d(item, handed_out) for item in pieces]
    owners = np.repeat(np.arange(count), [len(item) for item in distinct])
    known, which = np.unique(_joined(distinct), return_inverse=True)
    by_student = np.unique(np.stack([which, students[owners]]), axis=1)[0]
    weights = _weights(np.bincount(by_student, minlength=len(known)), len(set(students.tolist())))
    shared = np.zeros((count, count))
    np.fill_diagonal(shared, np.bincount(owners, weights[which], minlength=count))
    order = np.argsort(which, kind="stable")
    owners, which = owners[order], which[order]
    held_by = np.bincount(which, minlength=len(known))
    starts = np.cumsum(held_by) - held_by
    for size in np.unique(held_by[(held_by > 1) & (weights > 0)]).tolist():
        chosen = np.flatnonzero((held_by == size) & (weights > 0))
        holders = owners[starts[chosen][:, None] + np.arange(size)]  # in order of the submissions
        if size <= MAX_OWNERS:
            for i, j in combinations(range(size), 2):
                np.add.at(shared, (holders[:, i], holders[:, j]), weights[chosen])
            continue
        for begin in range(0, len(chosen), COLUMNS):
            some = holders[begin : begin + COLUMNS]
            has = np.zeros((count, len(some)), np.float32)
            has[some.T, np.arange(len(some))] = np.sqrt(weights[chosen[begin : begin + COLUMNS]])
            shared += np.triu(has @ has.T, 1)
    return known, weights, shared


def _weights(students: Indices, of: int) -> Floats:
    """What a piece weighs: 1 if two students have it or one, 0 if half of the class has it."""
    common = max(of / 2, 3)
    rare = np.log(common / np.maximum(students, 1)) / np.log(common / 2)
    weights: Floats = np.clip(rare, 0, 1)
    return weights


def _threshold(scores: Floats) -> float:
    """Where less than one pair of the class would be by chance, if all were as most are; within bounds."""
    if not len(scores):
        return FLOOR
    middle, upper = np.quantile(scores, [0.5, 0.75])
    normal = NormalDist()
    spread = (upper - middle) / normal.inv_cdf(0.75)
    by_chance = middle + spread * normal.inv_cdf(1 - 1 / (len(scores) + 1))
    return float(min(max(FLOOR, by_chance), CEILING))


def _longest_run(left: _Code, right: _Code, common: Hashes) -> tuple[int, int, int]:
    """Tokens of the longest run of pieces that are in *common*, and where it begins on both sides."""
    a, b = _only(left, common, 0), _only(right, common, 1)
    # A run of n pieces holds runs of n - 1: so the longest is found by halving.
    low, high = 1, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if len(np.intersect1d(_windows(a, middle), _windows(b, middle))):
            low = middle
        else:
            high = middle - 1
    _, at_a, at_b = np.intersect1d(_windows(a, low), _windows(b, low), return_indices=True)
    first = int(np.argmin(at_a))
    return low + PIECE - 1, int(at_a[first]), int(at_b[first])


def _only(code: _Code, common: Hashes, side: int) -> Hashes:
    """For each token the piece that begins there; where none does that is in *common*, a number of its own."""
    numbers = np.arange(len(code.tokens), dtype=np.uint64) * np.uint64(2) + np.uint64(side)
    kept = np.isin(code.pieces, common)
    numbers[code.starts[kept]] = code.pieces[kept]
    return numbers


def _windows(numbers: Hashes, length: int) -> Hashes:
    """A hash of each window of that many numbers, by doubling."""
    if len(numbers) < length:
        return np.zeros(0, np.uint64)
    hashes, size, factor = numbers * BASE + (numbers >> np.uint64(31)), 1, int(BASE)
    while size * 2 <= length:
        hashes = hashes[: len(hashes) - size] * np.uint64(factor) + hashes[size:]
        size, factor = size * 2, factor * factor % 2**64
    rest = length - size  # two windows that overlap make one of any length
    return hashes[: len(hashes) - rest] * (BASE + np.uint64(2)) + hashes[rest:]


def _number(text: str) -> int:
    return int.from_bytes(
        blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


def _numbers(names: list[str]) -> Indices:
    return np.unique(np.array(names, dtype=object), return_inverse=True)[1]


def _look_up(wanted: Hashes, known: Hashes, weights: Floats) -> Floats:
    """The weights of pieces; 0 for those that are not known."""
    if not len(known):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, weights[at], 0)


def _distinct(parts: list[Hashes]) -> Hashes:
    return np.unique(_joined(parts))


def _joined(parts: list[Hashes]) -> Hashes:
    return np.concatenate([np.zeros(0, np.uint64), *parts])
