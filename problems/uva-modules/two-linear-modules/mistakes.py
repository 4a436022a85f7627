"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class input_shared:
    """Both modules share one memory of x, which the second forward pass overwrites: keep it on self, as self.x = x."""

    def dweight1(dout1, x2):
        return dout1.T @ x2


class parameters_shared:
    """Both modules share one params dict, so the second weights replace the first: make it in __init__, as self.params."""

    def out1(x1, weight2, bias2):
        return x1 @ weight2.T + bias2

    def dx1(dout1, weight2):
        return dout1 @ weight2


class gradients_shared:
    """Both modules share one grads dict, so the second backward pass replaces the first: make it in __init__, on self, and keep x there too."""

    def dweight1(dout2, x2):
        return dout2.T @ x2


class parameters_and_gradients_shared:
    """Both modules share the dicts params and grads, as class attributes do: make them in __init__, on self."""

    def out1(x1, weight2, bias2):
        return x1 @ weight2.T + bias2

    def dx1(dout1, weight2):
        return dout1 @ weight2

    def dweight1(dout2, x2):
        return dout2.T @ x2
