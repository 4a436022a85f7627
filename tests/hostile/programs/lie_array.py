"""Success: an object that turns into whatever is asked for travels as itself."""


class Liar:
    shape = (2, 2)
    dtype = float

    def __array__(self, *_, **__):
        raise RuntimeError("asked for an array")

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __abs__(self):
        return self

    def __sub__(self, other):
        return 0.0

    __rsub__ = __le__ = __lt__ = __ge__ = __eq__
    __hash__ = None


def attack(a):
    return [Liar(), (Liar(), {"x": Liar()})]
