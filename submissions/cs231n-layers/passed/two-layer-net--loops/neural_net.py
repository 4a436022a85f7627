import numpy as np

class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = {
            'W1': np.random.randn(input_size, hidden_size) * 0.01,
            'b1': np.zeros((hidden_size,)),
            'W2': np.random.randn(hidden_size, output_size) * 0.01,
            'b2': np.zeros((output_size,)),
        }

    def relu(self, z):
        return z * (z > 0)

    def forward(self, X):
        z1 = np.dot(X, self.params['W1']) + self.params['b1']
        a1 = self.relu(z1)
        z2 = np.dot(a1, self.params['W2']) + self.params['b2']
        return z1, a1, z2

    def loss(self, X, y=None, reg=0.0):
        z1, a1, z2 = self.forward(X)
        if y is None:
            return z2
        W1 = self.params['W1']
        W2 = self.params['W2']
        num_train = X.shape[0]
        num_classes = z2.shape[1]
        loss = 0.0
        dz2 = np.zeros_like(z2)
        for i in range(num_train):
            s = z2[i] - np.max(z2[i])
            total = np.sum(np.exp(s))
            loss += -s[y[i]] + np.log(total)
            for j in range(num_classes):
                p = np.exp(s[j]) / total
                if j == y[i]:
                    dz2[i, j] = p - 1
                else:
                    dz2[i, j] = p
        loss = loss / num_train + reg * np.sum(W1 ** 2) + reg * np.sum(W2 ** 2)
        dz2 = dz2 / num_train
        dW2 = np.dot(a1.T, dz2) + 2 * reg * W2
        db2 = dz2.sum(axis=0)
        dz1 = np.dot(dz2, W2.T) * (z1 > 0)
        dW1 = np.dot(X.T, dz1) + 2 * reg * W1
        db1 = dz1.sum(axis=0)
        grads = {'W1': dW1, 'b1': db1, 'W2': dW2, 'b2': db2}
        return loss, grads

    def predict(self, X):
        return self.loss(X).argmax(axis=1)
