"""Right is what gives the k probabilities of the full softmax; EE488 lecture 6 (2017), softmax units."""

import numpy as np

from grader.verifier import Check

SIZES = [(2, 3), (3, 4), (5, 3), (4, 6), (2, 5), (6, 4)]  # of h, and of the classes
POINTS = 3  # h's for each size


def verify(call):
    """Yield each probability beside that of the full softmax, for several layers and several h."""
    rng = np.random.default_rng(488)
    for n, k in SIZES:
        W, b = np.round(rng.normal(size=(n, k)), 2), np.round(rng.normal(size=k), 2)
        answer = call("reduce_softmax", W, b)
        for h in np.round(rng.normal(size=(POINTS, n)), 2):
            reduced = answer["W_red"].T @ h + answer["b_red"]
            outputs = zip(_softmax(np.append(reduced, 0)), _softmax(W.T @ h + b), strict=True)
            for label, (actual, expected) in enumerate(outputs):
                yield Check("p", actual, expected, at={"W": W, "b": b, "h": h, "class": label})


def _softmax(logits):
    weights = np.exp(logits - logits.max())
    return weights / weights.sum()
