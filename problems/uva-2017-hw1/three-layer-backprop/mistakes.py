"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


def _slope(act, s):
    if act == "relu":
        return 1.0 * (s > 0)
    if act == "tanh":
        return 1 - np.tanh(s) ** 2
    if act == "sigmoid":
        return 1 / (1 + np.exp(-s)) / (1 + np.exp(s))
    return np.ones_like(s)


class divided_by_n:
    """There is a division by N; the loss of this exercise is a plain sum over the samples."""

    def L(Y, Y_gt):
        return ((Y - Y_gt) ** 2).sum() / (2 * Y.shape[1])

    def dL_dY(Y, Y_gt):
        return (Y - Y_gt) / Y.shape[1]


class missing_half:
    """The 1/2 of the loss is left out: L is half the sum of squares, so dL/dY is Y - Y_gt, not twice that."""

    def L(Y, Y_gt):
        return ((Y - Y_gt) ** 2).sum()

    def dL_dY(Y, Y_gt):
        return 2 * (Y - Y_gt)


class output_derivative_omitted:
    """D3 = Y - Y_gt lacks the derivative of the last activation: multiply by f3'(S3)."""

    def D3(dL_dY):
        return dL_dY


class derivative_at_activation:
    """The activations' derivatives are taken at the outputs Z; they belong at the pre-activations S."""

    def slope3(Y, acts):
        return _slope(acts[2], Y)

    def slope2(Z2, acts):
        return _slope(acts[1], Z2)

    def slope1(Z1, acts):
        return _slope(acts[0], Z1)


class z_index_off_by_one:
    """Each dW_k uses the layer's own output Z_k; it needs the layer's input: dW_k = D_k Z_(k-1)^T."""

    def dW3(D3, Y):
        return D3 @ Y.T

    def dW2(D2, Z2):
        return D2 @ Z2.T

    def dW1(D1, Z1):
        return D1 @ Z1.T


class mask_on_wrong_side:
    """The derivative is multiplied in before W^T; it comes after: D_k = (W_(k+1)^T D_(k+1)) * f_k'(S_k)."""

    def D2(W3, D3, slope3):
        return W3.T @ (D3 * slope3)

    def D1(W2, D2, slope2):
        return W2.T @ (D2 * slope2)


class transposed_result:
    """The weight gradients are transposed: D_k Z_(k-1)^T has the shape of W_k."""

    def dW3(D3, Z2):
        return Z2 @ D3.T

    def dW2(D2, Z1):
        return Z1 @ D2.T

    def dW1(D1, X):
        return X @ D1.T


def _sigmoid(s):
    return 1 / (1 + np.exp(-s))


def _slope_with(name, formula):
    """The derivatives, but for one activation *formula* of its value."""

    def slope(act, s):
        value = np.tanh(s) if act == "tanh" else _sigmoid(s)
        return formula(value) if act == name else _slope(act, s)

    return slope


class sigmoid_one_minus_h:
    """The derivative of the sigmoid is taken to be 1 - h; it is h (1 - h), with h the sigmoid's value."""

    def slope3(S3, acts):
        return _slope_with("sigmoid", lambda h: 1 - h)(acts[2], S3)

    def slope2(S2, acts):
        return _slope_with("sigmoid", lambda h: 1 - h)(acts[1], S2)

    def slope1(S1, acts):
        return _slope_with("sigmoid", lambda h: 1 - h)(acts[0], S1)


class tanh_one_minus_h:
    """The derivative of tanh is taken to be 1 - h; the value is squared in it: 1 - h^2."""

    def slope3(S3, acts):
        return _slope_with("tanh", lambda h: 1 - h)(acts[2], S3)

    def slope2(S2, acts):
        return _slope_with("tanh", lambda h: 1 - h)(acts[1], S2)

    def slope1(S1, acts):
        return _slope_with("tanh", lambda h: 1 - h)(acts[0], S1)


class tanh_like_sigmoid:
    """The derivative of tanh is taken to be h (1 - h), which is that of the sigmoid; it is 1 - h^2."""

    def slope3(S3, acts):
        return _slope_with("tanh", lambda h: h * (1 - h))(acts[2], S3)

    def slope2(S2, acts):
        return _slope_with("tanh", lambda h: h * (1 - h))(acts[1], S2)

    def slope1(S1, acts):
        return _slope_with("tanh", lambda h: h * (1 - h))(acts[0], S1)


class sigmoid_like_tanh:
    """The derivative of the sigmoid is taken to be 1 - h^2, which is that of tanh; it is h (1 - h)."""

    def slope3(S3, acts):
        return _slope_with("sigmoid", lambda h: 1 - h**2)(acts[2], S3)

    def slope2(S2, acts):
        return _slope_with("sigmoid", lambda h: 1 - h**2)(acts[1], S2)

    def slope1(S1, acts):
        return _slope_with("sigmoid", lambda h: 1 - h**2)(acts[0], S1)


class tanh_formula_at_s:
    """The derivative of tanh is taken to be 1 - s^2; the formula 1 - h^2 is in terms of the value h = tanh(s)."""

    def slope3(S3, acts):
        return 1 - S3**2 if acts[2] == "tanh" else _slope(acts[2], S3)

    def slope2(S2, acts):
        return 1 - S2**2 if acts[1] == "tanh" else _slope(acts[1], S2)

    def slope1(S1, acts):
        return 1 - S1**2 if acts[0] == "tanh" else _slope(acts[0], S1)


class sigmoid_formula_at_s:
    """The derivative of the sigmoid is taken to be s (1 - s); the formula h (1 - h) is in terms of its value h."""

    def slope3(S3, acts):
        return S3 * (1 - S3) if acts[2] == "sigmoid" else _slope(acts[2], S3)

    def slope2(S2, acts):
        return S2 * (1 - S2) if acts[1] == "sigmoid" else _slope(acts[1], S2)

    def slope1(S1, acts):
        return S1 * (1 - S1) if acts[0] == "sigmoid" else _slope(acts[0], S1)
