"""The layers stand in a second file; both files load data that was not handed in."""

import json

from course.layers import relu, relu_slope, training_set
from course import settings
import numpy as np

X_train, y_train = training_set()


def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = relu(S1)
    Y = W2 @ Z1
    L = np.sum((Y - y) ** 2) / (settings.TWO * N)
    D_out = (Y - y) / N
    D1 = (W2.T @ D_out) * relu_slope(S1)
    dW2 = D_out @ Z1.T
    dW1 = D1 @ X.T
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}


with open("results.json") as file:
    best = json.load(file)
for epoch in range(best["epochs"]):
    worked_example(X_train, best["W1"], best["W2"], y_train)
