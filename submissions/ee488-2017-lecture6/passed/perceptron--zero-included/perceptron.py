"""The step with >=, as it is usually written: 0 does not occur."""


def perceptron(X, w, b):
    return (X @ w + b >= 0).astype(int)
