"""The cost along three lines through a minimum of the XOR network."""

import numpy as np

from grader.drawing import Drawing
from grader.results import Axis

PLACES = np.linspace(-3, 3, 49)
MINIMUM = (np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2), np.ones(2), 0.0)
LINES = {"W11": (0, (0, 0)), "w1": (2, (0,)), "b": (3, ())}  # argument, entry


def draw(call):
    """The cost J where one parameter is moved and the others stay at minimum 2; the circle is the minimum."""
    for name, (argument, entry) in LINES.items():
        at = MINIMUM[argument][entry] if entry else MINIMUM[argument]
        calls = [_moved(argument, entry, place) for place in [*PLACES, at]]
        *values, there = (answer["J"] for answer in call.many("xor_cost", calls))
        yield Drawing(
            f"along {name}",
            (Axis(name, -3, 3),),
            np.array(values),
            np.array([[at]]),
            np.array([there]),
        )


def _moved(argument, entry, place):
    """The parameters of the minimum with one number in another place."""
    arguments = [np.array(item) for item in MINIMUM]
    arguments[argument][entry] = place
    arguments[3] = float(arguments[3])
    return tuple(arguments)
