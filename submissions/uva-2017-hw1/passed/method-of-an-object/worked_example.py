"""The function is a method of an object that the file makes at its end."""

import numpy as np


class Solution:
    def __init__(self, power=2):
        self.power = power

    def forward(self, X, W1, W2):
        S1 = W1 @ X
        Z1 = np.maximum(S1, 0)
        return S1, Z1, W2 @ Z1

    def solve(self, X, W1, W2, y):
        S1, Z1, Y = self.forward(X, W1, W2)
        N = X.shape[1]
        L = (abs(Y - y) ** self.power).sum() / (self.power * N)
        D_out = (Y - y) / N
        D1 = W2.T @ D_out * (S1 > 0)
        return S1, Z1, Y, L, D_out, D1, D_out @ Z1.T, D1 @ X.T


worked_example = Solution().solve
