"""Wrong constructions: a class each, its docstring is what the student reads."""


class drop_without_subtract:
    """The last class is only dropped; subtract it from the others, so that differences of logits stay."""

    def W_red(W):
        return W[:, :-1]

    def b_red(b):
        return b[:-1]


class bias_not_shifted:
    """The last bias is not subtracted from the others, while the last column of W is."""

    def b_red(b):
        return b[:-1]


class appended_one:
    """These parameters are right if the logit of the last class is 1; the exercise fixes it to 0."""

    def b_red(b):
        return b[:-1] - b[-1] + 1


class first_class_as_reference:
    """The first class is the reference; the exercise fixes the logit of the last class to 0."""

    def W_red(W):
        return W[:, 1:] - W[:, :1]

    def b_red(b):
        return b[1:] - b[0]


class difference_reversed:
    """The differences are the wrong way round: subtract the last class from the others, not them from it."""

    def W_red(W):
        return W[:, -1:] - W[:, :-1]

    def b_red(b):
        return b[-1] - b[:-1]
