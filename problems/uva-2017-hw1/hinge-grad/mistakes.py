"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class index_clash_literal:
    """Each g_j keeps only the term k = j of the sum; every active term depends on every logit."""

    def g(active, M):
        return active * np.diag(M)


class condition_on_class_j:
    """The condition is on the logit's own class j; each term k of the sum has its own, p_y - p_k <= C."""

    def g(active, M):
        return active * M.sum(axis=0)


class all_false_classes_active:
    """All classes but y are summed; only those with p_y - p_k <= C have a gradient."""

    def active(others):
        return others


class second_quotient_term_missing:
    """The derivative of the softmax's denominator is missing: it gives the terms - p_k + p_y."""

    def M(p, deltas):
        return p * deltas


class true_class_counted_once:
    """-p_y is differentiated once; it stands in each of the active terms, so it counts that many times."""

    def g(p, y, active):
        v = active - 1.0 * (np.arange(len(p)) == y)
        return p * (v - p @ v)


class no_softmax_jacobian:
    """This is the derivative by the probabilities; that by the logits needs the softmax's Jacobian too."""

    def g(active, deltas):
        return active @ deltas


class hinge_on_logits:
    """The hinge compares logits; the loss compares the probabilities p = softmax(o)."""

    def g(o, y, others, deltas, C):
        return (others & (o - o[y] + C > 0)) @ deltas


class unstable_overflow:
    """The softmax overflows for large logits: subtract the largest logit before taking exp."""

    def p(o):
        return np.exp(o) / np.exp(o).sum()


class softmax_diagonal_only:
    """The softmax's derivative is p (1 - p) alone; each logit also changes the other probabilities, by -p_k p_j."""

    def M(p, deltas):
        return deltas * p * (1 - p)
