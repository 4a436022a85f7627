import numpy as np
import math


def act(name, v):
    return max(v, 0.0)


def act_grad(name, v):
    return 1.0 if v > 0 else 0.0


class MLP:
    def __init__(self, linear_1_in_features, linear_1_out_features, f_function,
                 linear_2_in_features, linear_2_out_features, g_function):
        self.D, self.H, self.O = linear_1_in_features, linear_1_out_features, linear_2_out_features
        self.fname = f_function
        self.gname = g_function
        self.parameters = {"W1": None, "b1": None, "W2": None, "b2": None}
        self.grads = {}

    def forward(self, x):
        P = self.parameters
        n = x.shape[0]
        print("forward with batch of", n)
        self.x = x
        self.z1 = np.zeros((n, self.H))
        self.a1 = np.zeros((n, self.H))
        self.z2 = np.zeros((n, self.O))
        y_hat = np.zeros((n, self.O))
        for i in range(n):
            for j in range(self.H):
                total = P["b1"][j]
                for k in range(self.D):
                    total += P["W1"][j][k] * x[i][k]
                self.z1[i][j] = total
                self.a1[i][j] = act(self.fname, total)
            for o in range(self.O):
                total = P["b2"][o]
                for j in range(self.H):
                    total += P["W2"][o][j] * self.a1[i][j]
                self.z2[i][o] = total
                y_hat[i][o] = act(self.gname, total)
        return y_hat

    def backward(self, dJdy_hat):
        W2 = self.parameters["W2"]
        dW1 = np.zeros((self.H, self.D))
        db1 = np.zeros(self.H)
        dW2 = np.zeros((self.O, self.H))
        db2 = np.zeros(self.O)
        for i in range(self.x.shape[0]):
            for j in range(self.H):
                back = 0.0
                for o in range(self.O):
                    d2 = dJdy_hat[i][o] * act_grad(self.gname, self.z2[i][o])
                    dW2[o][j] += d2 * self.a1[i][j]
                    if j == 0:
                        db2[o] += d2
                    back += W2[o][j] * d2
                d1 = back * act_grad(self.fname, self.z1[i][j])
                db1[j] += d1
                for k in range(self.D):
                    dW1[j][k] += d1 * self.x[i][k]
        self.grads = {"dJdW1": dW1, "dJdb1": db1, "dJdW2": dW2, "dJdb2": db2}
        print("done")

    def clear_grad_and_cache(self):
        self.grads = {}
        self.x = self.z1 = self.a1 = self.z2 = None
