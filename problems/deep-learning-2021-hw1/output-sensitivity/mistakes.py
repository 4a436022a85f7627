"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class sign_flipped:
    """This is the gradient dJ/dnet itself; the sensitivity is minus it, (T - Z)/N."""

    def delta(Z, T):
        return (Z - T) / len(Z)


class missing_one_over_n:
    """The factor 1/N is missing: J is averaged over the samples, so delta is too."""

    def delta(Z, T):
        return T - Z


class misplaced_bracket:
    """1/N multiplies the targets only, as misprinted before equation 7; delta is (T - Z)/N."""

    def delta(Z, T):
        return T / len(Z) - Z


class dj_dz_only:
    """This is minus the derivative by the probabilities; the Jacobian of the softmax is missing."""

    def delta(Z, T):
        return T / (len(Z) * Z)


class extra_elementwise_derivative:
    """There is a factor Z (1 - Z) too many: T - Z contains the derivative of the softmax already."""

    def delta(Z, T):
        return (T - Z) * Z * (1 - Z) / len(Z)


class averaged_over_n_and_c:
    """The factor is 1/(N c); J is averaged over the N samples only, not over the c classes."""

    def delta(Z, T):
        return (T - Z) / Z.size


class diagonal_only:
    """Only the diagonal of the softmax's Jacobian is used; each logit changes its whole row."""

    def delta(Z, T):
        return T * (1 - Z) / len(Z)
