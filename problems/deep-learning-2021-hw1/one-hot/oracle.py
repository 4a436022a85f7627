"""The same by torch's own one-hot encoding."""

import torch.nn.functional as F


def oracle(y, c):
    return {"T": F.one_hot(y, c).double()}
