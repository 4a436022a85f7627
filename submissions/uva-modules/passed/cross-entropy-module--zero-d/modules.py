import numpy as np
class CrossEntropyModule:
    def forward(self, x, y):
        p = np.take_along_axis(x, y[:, None], 1)
        return np.array(-np.log(p).mean())
    def backward(self, x, y):
        g = np.zeros_like(x)
        np.put_along_axis(g, y[:, None], -1 / (len(y) * np.take_along_axis(x, y[:, None], 1)), 1)
        return g
