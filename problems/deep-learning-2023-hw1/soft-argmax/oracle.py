"""The same by torch's own functions."""

import torch
import torch.nn.functional as F


def oracle(x, beta):
    return {
        "soft": torch.softmax(beta * x, 0),
        "softmax_value": torch.logsumexp(beta * x, 0) / beta,
        "hard": F.one_hot(x.argmax(), len(x)),
    }
