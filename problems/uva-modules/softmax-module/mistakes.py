"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class diagonal_alone:
    """The Jacobian has its diagonal s_i (1 - s_i) alone: every output depends on every score, by -s_i s_j off the diagonal."""

    def dx(dout, out):
        return dout * out * (1 - out)


class off_diagonal_sign:
    """The Jacobian has a plus sign where a minus belongs: it is diag(s) - s s^T."""

    def dx(dout, out):
        return out * (dout + np.sum(dout * out, axis=1, keepdims=True))


class sum_over_the_batch:
    """The products dout * s are summed over the whole batch: each row has a sum of its own, axis=1 and keepdims=True."""

    def dx(dout, out):
        return out * (dout - np.sum(dout * out))


class sum_over_the_samples:
    """The products dout * s are summed over the samples, axis 0; the sum runs over the classes of each row, axis 1."""

    def dx(dout, out):
        return out * (dout - np.sum(dout * out, axis=0))


class samples_mixed:
    """s s^T is taken of the whole batch, which mixes the samples: each row has a Jacobian of its own."""

    def dx(dout, out):
        return dout * out - dout @ (out.T @ out)


class diagonal_forgotten:
    """The Jacobian lacks its diagonal part diag(s): it is diag(s) - s s^T."""

    def dx(dout, out):
        return -out * np.sum(dout * out, axis=1, keepdims=True)


class off_diagonal_forgotten:
    """The Jacobian lacks the part -s s^T, which holds on the diagonal too: it is diag(s) - s s^T."""

    def dx(dout, out):
        return dout * out


class zero_on_the_diagonal:
    """The Jacobian has -s_i s_j off the diagonal and s_i on it; on it belongs s_i (1 - s_i)."""

    def dx(dout, out):
        return out * (dout - np.sum(dout * out, axis=1, keepdims=True)) + dout * out * out


class identity_minus_s:
    """The Jacobian is I - s s^T; in place of I belongs diag(s), s on the diagonal."""

    def dx(dout, out):
        return dout - out * np.sum(dout * out, axis=1, keepdims=True)


class one_minus_every_s:
    """Ones stand everywhere in place of the identity matrix: 1 - s_j is right on the diagonal alone, -s_j off it."""

    def dx(dout, out):
        return out * (dout.sum(axis=1, keepdims=True) - np.sum(dout * out, axis=1, keepdims=True))


class one_minus_every_s_the_other_way:
    """Ones stand everywhere in place of the identity matrix: 1 - s_j is right on the diagonal alone, -s_j off it."""

    def dx(dout, out):
        return (1 - out) * np.sum(dout * out, axis=1, keepdims=True)


class upstream_forgotten:
    """dx does not depend on dout: multiply dout by the Jacobian of the softmax."""

    def dx(out):
        return out * (1 - out)


class upstream_passed_on:
    """dout is passed on as it is: that is right only where softmax and cross-entropy are one module; here multiply it by the Jacobian."""

    def dx(dout):
        return dout


class s_forgotten_in_front:
    """The factor s in front is missing: dx = s * (dout - sum(dout * s)), with a sum for each row."""

    def dx(dout, out):
        return dout - np.sum(dout * out, axis=1, keepdims=True)


class dout_summed_without_s:
    """dout is summed without the factor s: dx = s * (dout - sum(dout * s)), with a sum for each row."""

    def dx(dout, out):
        return out * (dout - np.sum(dout, axis=1, keepdims=True))


class mean_for_sum:
    """A mean is taken over the classes where a sum belongs: dx = s * (dout - sum(dout * s)), with a sum for each row."""

    def dx(dout, out):
        return out * (dout - np.mean(dout * out, axis=1, keepdims=True))


class first_jacobian_for_all:
    """The Jacobian of one sample is used for all of them: each row has one of its own, from its own s."""

    def dx(dout, out):
        return dout @ (np.diag(out[0]) - np.outer(out[0], out[0]))


class last_jacobian_for_all:
    """The Jacobian of the last sample is used for all of them: each row has one of its own, from its own s."""

    def dx(dout, out):
        return dout @ (np.diag(out[-1]) - np.outer(out[-1], out[-1]))


class jacobian_of_scores:
    """The Jacobian is made of the scores x; it is diag(s) - s s^T with the probabilities s."""

    def dx(dout, x):
        return x * (dout - np.sum(dout * x, axis=1, keepdims=True))


class jacobians_added:
    """The Jacobians of all samples are added up: each row has one of its own."""

    def dx(dout, out):
        return dout * out.sum(axis=0) - dout @ (out.T @ out)


class divided_by_n:
    """dx is divided by N: the loss module has averaged already."""

    def dx(dout, out):
        return out * (dout - np.sum(dout * out, axis=1, keepdims=True)) / len(out)


class sum_of_all:
    """The exponentials of the whole batch are summed: each row has a sum of its own, axis=1 and keepdims=True."""

    def out(x):
        weights = np.exp(x - x.max(axis=1, keepdims=True))
        return weights / weights.sum()


class one_sum_for_all:
    """One sum is taken of the exponentials of the whole batch: each row has a sum of its own, axis=1 and keepdims=True."""

    def out(x):
        weights = np.exp(x - x.max())
        return weights / weights.sum()


class normalised_by_column:
    """The probabilities of each column sum to 1; it is each row whose sum is 1: axis=1 and keepdims=True."""

    def out(x):
        weights = np.exp(x - x.max())
        return weights / weights.sum(axis=0)


class greatest_of_each_column:
    """The greatest score of each column is subtracted; what all scores of a row lose must be one number, axis=1."""

    def out(x):
        weights = np.exp(x - x.max(axis=0))
        return weights / weights.sum(axis=1, keepdims=True)


class not_normalised:
    """The exponentials are not divided by their sum over the row."""

    def out(x):
        return np.exp(x)


class shifted_and_not_normalised:
    """The exponentials of the shifted scores are not divided by their sum over the row."""

    def out(x):
        return np.exp(x - x.max(axis=1, keepdims=True))


class logarithms:
    """out are the logarithms of the probabilities; return the probabilities."""

    def out(x):
        return x - np.logaddexp.reduce(x, axis=1, keepdims=True)


class mean_jacobian_for_all:
    """The mean of all Jacobians is used for each sample: each row has one of its own, from its own s."""

    def dx(dout, out):
        mean = np.diag(out.mean(axis=0)) - out.T @ out / len(out)
        return dout @ mean


class wrong_index_off_the_diagonal:
    """Off the diagonal stands -s_j s_j; the Jacobian has -s_i s_j there, with both indices."""

    def dx(dout, out):
        all_squares = np.sum(dout * out**2, axis=1, keepdims=True)
        return dout * out * (1 - out) - (all_squares - dout * out**2)


class last_class_only:
    """Of the sum over the classes the last term alone is left: in a loop over them they are added up, with +=."""

    def dx(dout, out):
        first = -out * dout[:, -1:] * out[:, -1:]
        first[:, -1] += dout[:, -1] * out[:, -1]
        return first


class exp_twice:
    """exp is taken twice: the probabilities are exp of the scores, divided by their sum over the row."""

    def out(x):
        weights = np.exp(np.exp(x - x.max(axis=1, keepdims=True)))
        return weights / weights.sum(axis=1, keepdims=True)
