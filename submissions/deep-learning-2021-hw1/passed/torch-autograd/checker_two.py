import torch


def network():
    t = torch.from_numpy
    return [
        [lambda x: (t(x[0]) - 1).abs(), lambda x: (t(x[1]) - 1).square()],
        [lambda h: 0.5 - t(h[0]), lambda h: 0.25 - t(h[1])],
        [lambda h: t(h).prod(0)],
    ]
