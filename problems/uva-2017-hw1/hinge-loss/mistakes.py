"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class true_class_included:
    """The sum includes the true class, which adds C; it runs over the other classes only."""

    def L(terms):
        return terms.sum()


class hinge_on_logits:
    """The hinge compares logits; the loss compares the probabilities p = softmax(o)."""

    def differences(o, y):
        return o - o[y]


class mean_over_classes:
    """The terms are averaged over the K classes; the loss is their sum."""

    def L(terms, y):
        return np.delete(terms, y).sum() / len(terms)


class difference_sign_flipped:
    """The difference is the wrong way round: a class costs something when p_k - p_y + C is positive."""

    def differences(p, y):
        return p[y] - p


class margin_omitted:
    """The margin C is left out: each term is max(0, p_k - p_y + C)."""

    def excess(differences):
        return differences


class squared_hinge:
    """The terms are squared; the loss sums max(0, p_k - p_y + C) itself."""

    def terms(excess):
        return np.maximum(0, excess) ** 2


class unstable_overflow:
    """The softmax overflows for large logits: subtract the largest logit before taking exp."""

    def p(o):
        return np.exp(o) / np.exp(o).sum()


class first_class_only:
    """Only the term of class 0 is counted, as when return stands inside the loop; put it after the loop."""

    def L(terms, y):
        return terms[0] * (y != 0)
