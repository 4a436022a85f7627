"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class order_reversed:
    """The product is W_1 W_2 ... W_k; the first layer acts first, so W_1 stands on the right."""

    def M(Ws):
        product = Ws[0]
        for W in Ws[1:]:
            product = product @ W
        return product


class elementwise_product:
    """The matrices are multiplied entry by entry; one layer after another is a product of matrices."""

    def M(Ws):
        product = Ws[0]
        for W in Ws[1:]:
            product = product * W
        return product


class transposed_result:
    """M is transposed: it maps an input of the first layer to an output of the last, M x = y."""

    def M(Ws):
        product = Ws[0].T
        for W in Ws[1:]:
            product = product @ W.T
        return product


class last_layer_dropped:
    """The last layer is missing from the product; all layers belong to it."""

    def M(Ws):
        product = np.eye(Ws[0].shape[1])
        for W in Ws[:-1]:
            product = W @ product
        return product
