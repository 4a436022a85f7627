"""Success: an error whose class has an endless name, and whose text raises."""


def attack(a):
    class Endless(Exception):
        def __str__(self):
            raise Endless

    Endless.__name__ = "E" * 10**6
    raise Endless
