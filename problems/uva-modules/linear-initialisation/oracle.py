"""The same by torch's initialisation."""

import torch


def oracle(in_features, out_features):
    weight = torch.empty(int(out_features), int(in_features), dtype=torch.float64)
    torch.nn.init.normal_(weight, mean=0, std=0.0001)
    return {"weight": weight, "bias": torch.zeros(1, int(out_features), dtype=torch.float64)}
