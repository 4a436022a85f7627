"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class used_w2_after_update:
    """The error goes back through the updated W2; both gradients belong to the old weights."""

    def D1(W2n, D_out, S1):
        return (W2n.T @ D_out) * (S1 > 0)


class gradient_ascent:
    """The step goes up the gradient, which raises the loss: subtract lr times the gradient."""

    def W2n(W2, dW2, lr):
        return W2 + lr * dW2

    def W1n(W1, dW1, lr):
        return W1 + lr * dW1


class missing_one_over_n:
    """The gradients lack the 1/N: the loss is averaged over the N samples, so its gradients are too."""

    def D_out(Y, y):
        return Y - y


class loss_with_only_w2:
    """The new loss is that of the old W1 with the new W2; it is asked for with both new."""

    def Yn(X, W1, W2n):
        return W2n @ np.maximum(W1 @ X, 0)


class only_w2_updated:
    """W1 stays as it was; both layers are updated, W1n = W1 - lr dL/dW1."""

    def W1n(W1):
        return W1


class forward_with_new_w1:
    """The gradient of W2 comes from a forward pass with the updated W1; both belong to the old weights."""

    def dW2(W1, W2, X, y, lr):
        count = y.shape[1]
        S1 = W1 @ X
        D_out = (W2 @ np.maximum(S1, 0) - y) / count
        new = W1 - lr * ((W2.T @ D_out) * (S1 > 0)) @ X.T
        Z1 = np.maximum(new @ X, 0)
        return (W2 @ Z1 - y) / count @ Z1.T


class forward_with_new_w2:
    """The gradient of W1 comes from a forward pass with the updated W2; both belong to the old weights."""

    def D1(W2n, Z1, y, S1):
        return (W2n.T @ (W2n @ Z1 - y) / y.shape[1]) * (S1 > 0)


class loss_before_the_step:
    """Ln is the loss at the old weights; compute it again, with both new ones."""

    def Yn(X, W1, W2):
        return W2 @ np.maximum(W1 @ X, 0)
