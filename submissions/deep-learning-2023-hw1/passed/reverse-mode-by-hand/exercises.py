import numpy as np
from engine import Value

lift = np.vectorize(Value, otypes=[object])
read = np.vectorize(lambda value: value.data, otypes=[float])
slope = np.vectorize(lambda value: value.grad, otypes=[float])
relu5 = np.vectorize(lambda s: 5 * s.relu(), otypes=[object])
relu = np.vectorize(Value.relu, otypes=[object])
tanh = np.vectorize(Value.tanh, otypes=[object])
sigmoid = np.vectorize(Value.sigmoid, otypes=[object])
same = np.vectorize(lambda s: 1 * s, otypes=[object])


class Net:
    def __init__(self, x, W1, b1, W2, b2, hidden, out):
        self.x, self.W1, self.b1, self.W2, self.b2 = map(lift, (x, W1, b1, W2, b2))
        self.s1 = self.W1 @ self.x + self.b1
        self.a1 = hidden(self.s1)
        self.s2 = self.W2 @ self.a1 + self.b2
        self.yt = out(self.s2)


def squares(yt, y):
    return sum((p - q) ** 2 for p, q in zip(yt, y))


def entropy(yt, y):
    terms = [-p.log() if q == 1 else -(1 + -p).log() for p, q in zip(yt, y)]
    return sum(terms) * (1 / len(terms))


def jacobian(outputs, inputs):
    """Derivative of each output by each input: the axes of the outputs first."""
    found = np.zeros(outputs.shape + inputs.shape)
    for index in np.ndindex(*outputs.shape):
        for value in inputs.flat:
            value.grad = 0.0
        outputs[index].backward()
        found[index] = slope(inputs)
    return found


def show(net, y):
    C = squares(net.yt, y).data
    return [read(net.s1), read(net.a1), read(net.s2), read(net.yt), C]


def forward(x, y, W1, b1, W2, b2):
    return show(Net(x, W1, b1, W2, b2, relu5, same), y)


def forward_cls(x, y, W1, b1, W2, b2):
    return show(Net(x, W1, b1, W2, b2, tanh, sigmoid), y)


def slopes(net, C):
    C.backward()
    return {"dW1": slope(net.W1).copy("F"), "db1": list(slope(net.b1)), "dW2": slope(net.W2)[:], "db2": slope(net.b2)}


def gradients(x, y, W1, b1, W2, b2):
    net = Net(x, W1, b1, W2, b2, relu5, same)
    return slopes(net, squares(net.yt, y))


def gradients_cls(x, y, W1, b1, W2, b2):
    net = Net(x, W1, b1, W2, b2, tanh, sigmoid)
    return slopes(net, squares(net.yt, y))


def gradients_bce(x, y, W1, b1, W2, b2, hidden=tanh):
    net = Net(x, W1, b1, W2, b2, hidden, sigmoid)
    C = entropy(net.yt, y)
    return {"C": np.asarray(C.data), **slopes(net, C)}


def gradients_relu_bce(*arguments):
    return gradients_bce(*arguments, hidden=relu)


def bce(y, yt):
    s2 = lift(np.log(yt) - np.log1p(-yt))
    by_logits = jacobian(np.array([entropy(sigmoid(s2), y)]), s2)
    yt = lift(yt)
    C = entropy(yt, y)
    return {"dC_ds2": by_logits, "dC_dy": jacobian(np.array([C]), yt), "C": C.data}


def local(x, y, W1, b1, W2, b2, hidden, out):
    net = Net(x, W1, b1, W2, b2, hidden, out)
    alone = lambda values: lift(read(values))  # without a past
    a1, s1, s2, yt = map(alone, (net.a1, net.s1, net.s2, net.yt))
    W1, b1, W2, b2 = map(lift, (W1, b1, W2, b2))
    layer2, layer1 = W2 @ a1 + b2, W1 @ lift(x) + b1
    return (
        jacobian(np.array([squares(yt, y)]), yt),
        jacobian(out(s2), s2),
        jacobian(layer2, a1),
        jacobian(layer2, W2),
        jacobian(layer2, b2),
        jacobian(hidden(s1), s1),
        jacobian(layer1, W1),
        jacobian(layer1, b1),
    )


def local_jacobians(*arguments):
    return local(*arguments, relu5, same)


def local_jacobians_cls(*arguments):
    return local(*arguments, tanh, sigmoid)


def sgd_step(x, y, W1, b1, W2, b2, eta):
    old = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    new = {name: value.copy() for name, value in old.items()}
    for name, step in gradients(x, y, **old).items():
        new[name[1:]] -= eta * np.asarray(step)
    return new


def soft_argmax(x, beta):
    """The softmax is the gradient of the smooth maximum."""
    top = float(np.max(x))
    x = lift(x)
    value = sum((beta * (v - top)).exp() for v in x if v.data - top > -500).log() * (1 / beta) + top
    value.backward()
    return {"hard": np.eye(len(x), dtype=int)[np.argmax(read(x))], "soft": slope(x), "softmax_value": value.data}
