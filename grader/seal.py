"""Text that only certain values open: what a bundle for students says of mistakes that it must not tell.

The key to a content is derived from the values of one output on several cases. What is stored beside it, a
`Lock`, tells neither values nor content. Values that differ by rounding open it too: each case gives one whole
number, the cell of a grid into which a weighted sum of the entries falls, and the grid is moved so that the sum
lies in the middle of its cell. Whoever can compute the values can open the content: that is its purpose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.spec.model import leaves

CELLS = 10  # binary digits of a weighted sum that count: what single precision is sure of
SMALLEST, LARGEST = 1e-250, 1e150  # entries that count; all others are as good as 0
SHIFTS = 16  # places at which a grid may lie, which is all that is told of a sum
MARK = b"opened right: "


@dataclass(frozen=True)
class Lock:
    """What opens for one output's values.

    Attributes:
        exponents: for each case, the binary exponent of the grid's width.
        shifts: for each case, by how many 16ths of the width the grid is moved.
        key: the key of the content, enciphered.
    """

    exponents: NDArray[np.int64]
    shifts: NDArray[np.uint8]
    key: bytes


@dataclass(frozen=True)
class Sealed:
    """A content, enciphered, and a lock for each output that opens it."""

    content: bytes
    locks: Mapping[str, Lock]

    def open(self, name: str, values: Sequence[Any]) -> bytes | None:
        """The content, if these are the values of the output *name* that it was sealed with; else None."""
        lock = self.locks.get(name)
        if lock is None or len(values) != len(lock.exponents):
            return None
        key = _decipher(_secret(name, values, lock.exponents, lock.shifts), lock.key)
        return None if key is None else _decipher(key, self.content)


def seal(content: bytes, openers: Mapping[str, Sequence[Any]]) -> Sealed:
    """Seal *content* so that the values of any one of the outputs open it.

    The same content and values give the same bytes.

    Args:
        content: anything.
        openers: for each output, its values on the cases: arrays, numbers or lists of them.
    """
    key = hashlib.sha256(b"content" + content).digest()
    locks = {name: _lock(name, values, key) for name, values in openers.items()}
    return Sealed(_encipher(key, content), locks)


def _lock(name: str, values: Sequence[Any], key: bytes) -> Lock:
    arrays = [_numbers(value) for value in values]
    sizes = [a.size * float(np.abs(a).max(initial=0.0)) for a in arrays]
    exponents = np.array([int(np.frexp(size)[1]) - CELLS for size in sizes], dtype=np.int64)
    places = np.array([_sum(a) for a in arrays]) * np.exp2(-exponents.astype(np.float64))
    # So that what lies at the place itself comes to the middle of a cell.
    shifts = (np.floor(SHIFTS * (places % 1)) - SHIFTS // 2) % SHIFTS
    shifts = shifts.astype(np.uint8)
    return Lock(exponents, shifts, _encipher(_secret(name, values, exponents, shifts), key))


def _secret(
    name: str, values: Sequence[Any], exponents: NDArray[np.int64], shifts: NDArray[np.uint8]
) -> bytes:
    """The key that follows from values: their shapes, what is not finite in them, and a cell for each case."""
    sums = np.array([_sum(_numbers(value)) for value in values])
    with np.errstate(
        over="ignore"
    ):  # of values that are out of all proportion to those of the lock
        places = sums * np.exp2(-exponents.astype(np.float64)) - shifts / SHIFTS
    shapes = [[np.shape(leaf) for leaf in leaves(value)] for value in values]
    facts = [name, shapes, [_gaps(value) for value in values], np.floor(places).tolist()]
    return hashlib.sha256(repr(facts).encode()).digest()


def _flat(value: Any) -> NDArray[np.float64]:
    parts = [np.ravel(np.asarray(leaf, dtype=np.float64)) for leaf in leaves(value)]
    return np.concatenate(parts) if parts else np.empty(0)


def _numbers(value: Any) -> NDArray[np.float64]:
    """The entries in a row, 0 where one is not finite."""
    found = _flat(value)
    size = np.abs(found)
    return np.where((size > SMALLEST) & (size < LARGEST), found, 0.0)


def _gaps(value: Any) -> list[tuple[int, str]]:
    """Where entries are not finite, and what they are."""
    found = _flat(value)
    return [(int(at), str(found[at])) for at in np.flatnonzero(~np.isfinite(found))]


def _sum(numbers: NDArray[np.float64]) -> float:
    """A sum with weights: exchanged or turned entries give another one."""
    return float(np.cos(np.arange(1.0, numbers.size + 1)) @ numbers)


def _encipher(key: bytes, content: bytes) -> bytes:
    return _mixed(key, MARK + content)


def _decipher(key: bytes, data: bytes) -> bytes | None:
    plain = _mixed(key, data)
    return plain.removeprefix(MARK) if plain.startswith(MARK) else None


def _mixed(key: bytes, data: bytes) -> bytes:
    """*data* and a stream of bytes that follows from *key*, bit by bit; twice it is *data* again."""
    stream = np.frombuffer(hashlib.shake_256(key).digest(len(data)), dtype=np.uint8)
    return (np.frombuffer(data, dtype=np.uint8) ^ stream).tobytes()
