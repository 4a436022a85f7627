"""Success: an error with causes without end."""


def attack(a):
    error = ValueError("first")
    for number in range(20000):
        other = ValueError(str(number))
        other.__cause__ = other.__context__ = error
        error = other
    loop = ValueError("loop")
    loop.__cause__ = error
    raise loop
