"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class w_not_transposed:
    """The logits are W h + b; column j of W belongs to output j, so they are W^T h + b."""

    def linear(h, W, b):
        return W @ h + b


class bias_dropped:
    """The biases are missing: z = W^T h + b."""

    def linear(h, W):
        return W.T @ h


class normalised_sigmoid:
    """The softmax divides sigmoids by their sum; it divides the exponentials exp(z_j) by theirs."""

    def softmax(sigmoid):
        return sigmoid / sigmoid.sum()


class tanh_as_2s_minus_1:
    """This is 2 sigmoid(z) - 1, which is tanh(z/2): tanh(z) = 2 sigmoid(2z) - 1."""

    def tanh(sigmoid):
        return 2 * sigmoid - 1
