"""The same by going through all batches, which are equally likely."""

import torch


def oracle(g, B):
    ordered = torch.cartesian_prod(*[g] * B).mean(dim=1)
    subsets = torch.combinations(g, B).mean(dim=1)
    return {
        "with_replacement": ordered.var(correction=0),
        "without_replacement": subsets.var(correction=0),
    }
