"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class missing_one_over_n:
    """The factor 1/N is missing: J is averaged over the samples, so its derivative is too."""

    def dZ(Z, T):
        return -T / Z


class sign_flipped:
    """The sign is wrong: J has a minus, and falls as the true class's probability grows."""

    def dZ(Z, T):
        return T / (len(Z) * Z)


class no_one_hot_mask:
    """All columns have a derivative; J depends on the true class's probability only, the others get 0."""

    def dZ(Z):
        return -1 / (len(Z) * Z)


class multiplied_by_z:
    """The targets are multiplied by Z; the derivative of ln Z is 1/Z, so they are divided by it."""

    def dZ(Z, T):
        return -T * Z / len(Z)


class by_the_logits:
    """This is the derivative by the logits, (Z - T)/N; the one by the probabilities is asked for."""

    def dZ(Z, T):
        return (Z - T) / len(Z)


class averaged_over_n_and_c:
    """The factor is 1/(N c); J is averaged over the N samples only, not over the c classes."""

    def dZ(Z, T):
        return -T / (Z.size * Z)
