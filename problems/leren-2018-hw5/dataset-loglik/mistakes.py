"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class bias_averaged:
    """db is averaged over the samples; it is the sum of onehot(t) - p over them, as dW is."""

    def db(R):
        return R.mean(axis=0)


class mean_instead_of_sum:
    """The result is averaged over the samples; the log-likelihood of a data set is a sum, without 1/N."""

    def L(logP, t):
        return logP[np.arange(len(t)), t].mean()

    def dW(R, X):
        return R.T @ X / len(X)

    def db(R):
        return R.mean(axis=0)


class sign_flipped:
    """This belongs to the negative log-likelihood; asked for are the log-likelihood and its gradients."""

    def L(logP, t):
        return -logP[np.arange(len(t)), t].sum()

    def R(logP, t):
        return np.exp(logP) - np.eye(logP.shape[1])[t]


class softmax_over_wrong_axis:
    """The softmax runs over the samples; for each sample, the probabilities of the classes sum to 1."""

    def logP(U):
        return U - np.logaddexp.reduce(U, axis=0, keepdims=True)


class product_of_probabilities:
    """L is the log of a product, which underflows to 0 for many samples; sum the logarithms instead."""

    def L(logP, t):
        return np.log(np.exp(logP[np.arange(len(t)), t]).prod())
