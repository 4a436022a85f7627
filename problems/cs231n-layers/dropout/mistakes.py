"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class scaled_in_test_mode:
    """In test mode, entries are multiplied by p; with inverted dropout they are scaled in training, and stay as they are in test mode."""

    def test_out(x, p):
        return x * p


class divided_in_test_mode:
    """In test mode, entries are divided by p; they are scaled in training only, and stay as they are in test mode."""

    def test_out(x, p):
        return x / p


class gradient_divided_in_test_mode:
    """In test mode, the gradient is divided by p; out is x there, so dx is dout."""

    def test_dx(dout, p):
        return dout / p


class gradient_scaled_in_test_mode:
    """In test mode, the gradient is multiplied by p; out is x there, so dx is dout."""

    def test_dx(dout, p):
        return dout * p
