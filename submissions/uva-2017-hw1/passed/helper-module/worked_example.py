"""The layers live in a file of their own."""

from layers import linear, relu, relu_backward, squared_error


def worked_example(X, W1, W2, y):
    S1 = linear(W1, X)
    Z1 = relu(S1)
    Y = linear(W2, Z1)
    L, D_out = squared_error(Y, y)
    D1 = relu_backward(linear(W2.T, D_out), S1)
    return {
        "S1": S1,
        "Z1": Z1,
        "Y": Y,
        "L": L,
        "D_out": D_out,
        "D1": D1,
        "dW2": linear(D_out, Z1.T),
        "dW1": linear(D1, X.T),
    }
