"""Success: subclasses of plain types travel with their methods."""

import numpy as np


class Number(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Text(str):
    def encode(self, *_):
        return b"\xff" * 10

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Array(np.ndarray):
    def __array_finalize__(self, obj):
        pass

    def __array_ufunc__(self, *_, **__):
        return True

    def tobytes(self, order="C"):
        return b""


class Items(list):
    def __len__(self):
        return 10**6


class Integer(int):
    def to_bytes(self, *_, **__):
        return b"\xff" * 10

    def bit_length(self):
        return -8


def attack(a):
    return [Number(1), Array((2, 2)), np.ma.masked_array([1.0], [True]), np.matrix([[1]]), Integer(3)]


def after(a):
    return [Text("x"), Items([1])]
