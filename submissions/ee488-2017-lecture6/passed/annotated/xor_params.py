"""Everything has a type, the name of the function too."""

from collections.abc import Callable

Params = tuple[list[list[float]], list[float], list[float], float]


def _first_minimum() -> Params:
    return [[1.0, 1.0], [1.0, 1.0]], [0.0, -1.0], [1.0, -2.0], 0.0


xor_params: Callable[[], Params] = _first_minimum
