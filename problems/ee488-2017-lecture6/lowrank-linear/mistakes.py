"""Wrong versions that students write: a class each, its docstring is what the student reads."""


class order:
    """The factors are in the wrong order: x meets U first, then V, so y = V^T (U^T x) + b."""

    def hidden(x, V):
        return V.T @ x

    def y(hidden, U, b):
        return U.T @ hidden + b


class not_transposed:
    """The weights are not transposed: their rows belong to inputs, so y = V^T U^T x + b."""

    def hidden(x, U):
        return U @ x

    def y(hidden, V, b):
        return V @ hidden + b


class w_reversed:
    """W = V^T U^T is transposed: y = W^T x + b needs W = U V, of shape (n, q)."""

    def W(U, V):
        return V.T @ U.T


class full_count:
    """This counts the full layer, n q + q; count the entries of U, V and b."""

    def n_params(U, V):
        return U.shape[0] * V.shape[1] + V.shape[1]


class biases_not_counted:
    """The biases are not counted; they are parameters too: count the entries of U, V and b."""

    def n_params(U, V):
        return U.size + V.size
