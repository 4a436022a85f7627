"""Forward-mode differentiation: numbers that carry their derivatives along."""

import math
from dataclasses import dataclass, field


@dataclass
class Dual:
    value: float
    slopes: dict = field(default_factory=dict)

    @classmethod
    def variable(cls, value, name):
        return cls(float(value), {name: 1.0})

    def __add__(self, other):
        other = lift(other)
        names = self.slopes.keys() | other.slopes.keys()
        return Dual(
            self.value + other.value,
            {n: self.slopes.get(n, 0.0) + other.slopes.get(n, 0.0) for n in names},
        )

    def __mul__(self, other):
        other = lift(other)
        names = self.slopes.keys() | other.slopes.keys()
        return Dual(
            self.value * other.value,
            {
                n: self.slopes.get(n, 0.0) * other.value + self.value * other.slopes.get(n, 0.0)
                for n in names
            },
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -lift(other)

    def __gt__(self, other):
        return self.value > lift(other).value

    def apply(self, value, slope):
        return Dual(value, {name: slope * s for name, s in self.slopes.items()})


def lift(x):
    return x if isinstance(x, Dual) else Dual(float(x))


def exp(x):
    e = math.exp(x.value)
    return x.apply(e, e)


def inverse(x):
    return x.apply(1 / x.value, -1 / x.value**2)


def tanh(x):
    return x.apply(math.tanh(x.value), 1 - math.tanh(x.value) ** 2)


def relu(x):
    return x if x > 0 else lift(0)


def sigmoid(x):
    return inverse(lift(1) + exp(-x))
