"""Contents that only certain values open."""

import numpy as np
import pytest

from grader.seal import seal

RNG = np.random.default_rng(0)
VALUES = [RNG.normal(size=(size, 3)) for size in range(1, 9)]
CONTENT = b"the sign of D_out is the wrong one"


def rounded(values, dtype):
    return [value.astype(dtype).astype(np.float64) for value in values]


def test_the_values_open_it_and_others_do_not():
    sealed = seal(CONTENT, {"dW": VALUES})

    assert sealed.open("dW", VALUES) == CONTENT
    for other in (
        [-value for value in VALUES],
        [2 * value for value in VALUES],
        [1.01 * value for value in VALUES],
        [value[::-1] for value in VALUES],
        [value.reshape(-1) for value in VALUES],
        [0 * value for value in VALUES],
        [1e300 * value for value in VALUES],
        VALUES[:-1],
        [*VALUES[:-1], np.full((8, 3), np.nan)],
        [],
    ):
        assert sealed.open("dW", other) is None
    assert sealed.open("other", VALUES) is None


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1, 1e9, 1e140])
def test_rounding_does_not_close_it(dtype, scale):
    for number in range(200):
        rng = np.random.default_rng(number)
        values = [rng.normal(size=(size, 3)) for size in range(1, 25)]
        sealed = seal(CONTENT, {"dW": [scale * value for value in values]})

        assert sealed.open("dW", [scale * value for value in rounded(values, dtype)]) == CONTENT


def test_numbers_lists_of_arrays_zeros_and_gaps_open_it_too():
    for values in (
        [np.float64(0.5), np.float64(-2.0)],
        [[np.eye(2), np.ones(3)], [np.eye(3), np.ones(2)]],
        [np.zeros(3), np.zeros(2)],
        [np.array([1.0, np.nan]), np.array([np.inf, -np.inf])],
        [3, 4],
        [np.empty((0, 2))],
    ):
        assert seal(CONTENT, {"a": values}).open("a", values) == CONTENT

    gaps = [np.array([1.0, np.inf])]
    assert seal(CONTENT, {"a": gaps}).open("a", [np.array([1.0, np.nan])]) is None


def test_any_one_output_opens_it():
    sealed = seal(CONTENT, {"a": VALUES, "b": VALUES[:2]})

    assert sealed.open("a", VALUES) == sealed.open("b", VALUES[:2]) == CONTENT
    assert sealed.open("b", VALUES) is None


def test_it_tells_neither_content_nor_values():
    """What is stored of a case is an exponent and one of 16 places."""
    sealed = seal(CONTENT, {"a": VALUES})
    lock = sealed.locks["a"]
    stored = sealed.content + lock.key + lock.exponents.tobytes() + lock.shifts.tobytes()

    assert CONTENT[:6] not in stored
    assert all(number.tobytes() not in stored for value in VALUES for number in value.flat)
    assert lock.shifts.max() < 16


def test_the_same_gives_the_same_bytes():
    first, second = (seal(CONTENT, {"a": VALUES}) for _ in range(2))

    assert first.content == second.content
    assert first.locks["a"].key == second.locks["a"].key
