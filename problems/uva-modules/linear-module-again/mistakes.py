"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class gradients_accumulated:
    """The gradients of the first batch are still in the sum: backward replaces what stands in grads, with = and not +=."""

    def dweight(dout1, x1, dout2, x2):
        return dout1.T @ x1 + dout2.T @ x2

    def dbias(dout1, dout2):
        return dout1.sum(axis=0, keepdims=True) + dout2.sum(axis=0, keepdims=True)


class first_input_kept:
    """backward uses the x of the first batch: forward has to keep x every time, not only the first time."""

    def dweight(dout2, x1):
        return dout2.T @ x1


class first_weights_kept:
    """The parameters of the first batch are used: forward and backward must look into self.params each time, not keep a copy."""

    def out(x2, weight1, bias1):
        return x2 @ weight1.T + bias1

    def dx(dout2, weight1):
        return dout2 @ weight1


class first_weights_in_backward:
    """backward uses the weights of the first batch: take self.params['weight'] each time, not a copy that was kept."""

    def dx(dout2, weight1):
        return dout2 @ weight1


class first_gradients_kept:
    """grads are those of the first batch: backward must set them each time, also if they are there already."""

    def dweight(dout1, x1):
        return dout1.T @ x1

    def dbias(dout1):
        return dout1.sum(axis=0, keepdims=True)
