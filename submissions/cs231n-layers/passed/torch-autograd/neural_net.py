import numpy as np
import torch


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        layers = torch.nn.Linear(input_size, hidden_size), torch.nn.Linear(hidden_size, output_size)
        self.params = {}
        for number, layer in enumerate(layers, 1):
            self.params[f"W{number}"] = layer.weight.detach().numpy().T
            self.params[f"b{number}"] = layer.bias.detach().numpy()

    def loss(self, X, y=None, reg=0.0):
        p = {name: torch.tensor(np.asarray(value), dtype=torch.float64, requires_grad=True) for name, value in self.params.items()}
        scores = torch.relu(torch.tensor(X) @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
        if y is None:
            return scores.detach().numpy()
        loss = torch.nn.functional.cross_entropy(scores, torch.tensor(y))
        loss = loss + reg * ((p["W1"] ** 2).sum() + (p["W2"] ** 2).sum())
        loss.backward()
        return loss.item(), {name: value.grad.numpy() for name, value in p.items()}

    def predict(self, X):
        return self.loss(X).argmax(axis=1)
