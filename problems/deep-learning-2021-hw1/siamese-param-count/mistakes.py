"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class counts_lambda:
    """This counts lambda too, as the document's 61 does; it is chosen beforehand and not learned."""

    def count(weights, biases):
        return weights + biases + 1


class counts_both_branches:
    """This counts W and b twice; the two branches share them."""

    def count(weights, biases):
        return 2 * (weights + biases)


class bias_of_size_n:
    """This counts n biases; there is one for each of the m units."""

    def biases(n):
        return n
