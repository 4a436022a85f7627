"""Other right ways: a class each, its docstring says why it is right."""


class mask_from_the_output:
    """The output is positive exactly where the input is."""

    def dx(dout, out):
        return dout * (out > 0)


class times_the_mask:
    """x times 1 where it is positive, and times 0 elsewhere."""

    def out(x):
        return x * (x > 0)
