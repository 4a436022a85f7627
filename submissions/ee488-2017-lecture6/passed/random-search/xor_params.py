"""Draws hidden layers with a fixed seed until least squares fits exactly."""

import numpy as np


def xor_params():
    rng = np.random.default_rng(488)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
    y = np.array([0, 1, 1, 0], dtype=float)
    while True:
        W, c = rng.normal(size=(2, 2)), rng.normal(size=2)
        H = np.column_stack([np.maximum(X @ W + c, 0), np.ones(4)])
        solution = np.linalg.lstsq(H, y, rcond=None)[0]
        if np.abs(H @ solution - y).max() < 1e-9 and np.abs(solution).max() < 100:
            return {"W": W, "c": c, "w": solution[:2], "b": solution[2]}
