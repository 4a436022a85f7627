"""Wrong counts: a class each, its docstring is what the student reads."""


class inputs_not_counted:
    """The two inputs are missing: inputs, hidden units and output are counted, 3n + 3 without the inputs."""

    def inputs():
        return 0


class hidden_units_only:
    """Only the hidden units are counted, 3n + 2 of them: the two inputs and the output count as well."""

    def count(hidden):
        return hidden


class output_not_counted:
    """The output is missing: inputs, hidden units and output are counted."""

    def outputs():
        return 0


class three_units_in_first_layer:
    """The first hidden layer is counted with three units; it has two: there is no product to carry yet."""

    def hidden(n):
        return 3 * (n + 1)


class third_unit_not_counted:
    """Every hidden layer is counted with two units; all but the first have a third, the product."""

    def hidden(n):
        return 2 * n + 2


class one_unit_a_cell:
    """The number of cells grows as 4^n; the network has three more units when n grows by 1."""

    def hidden(n):
        return 4 ** (n + 1)
