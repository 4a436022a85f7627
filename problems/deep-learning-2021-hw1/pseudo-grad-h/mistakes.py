"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """The 1/N is missing: the loss is averaged over the samples, so its gradient is too."""

    def dnet(Yhat, Y):
        return Yhat - Y


class sign_flipped:
    """The sign is wrong: the gradient at the logits is (Yhat - Y)/N."""

    def dnet(Yhat, Y):
        return (Y - Yhat) / Y.shape[1]


class relu_mask_on_dh2:
    """dh2 has the relu's derivative in it; that comes only when going on from h2 to its pre-activation."""

    def dh2(W3, dnet, S2):
        return (W3.T @ dnet) * (S2 > 0)


class sigma_prime_on_dh1:
    """dh1 has the sigmoid's derivative in it; that comes only when going on from h1 to its pre-activation."""

    def dh1(W3, dnet, h1):
        return (W3.T @ dnet) * h1 * (1 - h1)


class softmax_diagonal_only:
    """Only the diagonal of the softmax Jacobian is used: each logit changes the other probabilities too."""

    def dnet(Yhat, Y):
        return -Y * (1 - Yhat) / Y.shape[1]


class summed_over_samples:
    """Every column is the sum over the samples, as equation 37 reads; column j comes from sample j alone."""

    def dh1(W3, dnet):
        total = (W3.T @ dnet).sum(axis=1, keepdims=True)
        return np.tile(total, dnet.shape[1])

    def dh2(W3, dnet):
        total = (W3.T @ dnet).sum(axis=1, keepdims=True)
        return np.tile(total, dnet.shape[1])


class transposed_result:
    """The gradients are transposed: they have the shape of h1 and h2, (m, N), with one column a sample."""

    def dh1(W3, dnet):
        return dnet.T @ W3

    def dh2(W3, dnet):
        return dnet.T @ W3
