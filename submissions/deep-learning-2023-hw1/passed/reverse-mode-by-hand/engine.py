"""A small engine for reverse-mode differentiation of expressions of numbers."""

import math


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = float(data), 0.0, parents

    def __repr__(self):
        return f"Value({self.data:.3g})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + (-other)

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, ((self, e),))

    def log(self):
        return Value(math.log(self.data), ((self, 1 / self.data),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def relu(self):
        return Value(max(0.0, self.data), ((self, float(self.data > 0)),))

    def sigmoid(self):
        return (1 + (-self).exp()) ** -1

    def order(self, seen):
        if self not in seen:
            seen[self] = True
            for parent, _ in self.parents:
                parent.order(seen)
            seen[self] = seen.pop(self)
        return seen

    def backward(self):
        nodes = list(self.order({}))
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(nodes):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad
