"""Where the network says 1 and where 0, around the four points of XOR."""

import numpy as np

from grader.drawing import regions
from grader.results import Axis

CLASSES = ("output below 1/2", "output above 1/2")
AXES = (Axis("x1", -0.6, 1.6), Axis("x2", -0.6, 1.6))
POINTS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])


def draw(call):
    """Where your network's output is below and above 1/2; XOR asks for the numbers at the four points."""
    answer = call("xor_params")

    def output(x):
        hidden = np.maximum(x.T @ answer["W"] + answer["c"], 0)
        return hidden @ answer["w"] + answer["b"]

    yield regions("around the four points", AXES, output, POINTS, middle=0.5, unique=False)
