"""The same by torch's own layers and loss."""

import torch
import torch.nn.functional as F


def oracle(X, Y, W1, b1, W2, b2, W3, b3):
    h1 = torch.sigmoid(F.linear(X.T, W1, b1))
    h2 = F.relu(F.linear(X.T, W2, b2))
    net = F.linear(h1 + h2, W3, b3)
    J = F.cross_entropy(net, Y.argmax(dim=0))
    return {"h1": h1.T, "h2": h2.T, "Yhat": torch.softmax(net, dim=1).T, "J": J}
