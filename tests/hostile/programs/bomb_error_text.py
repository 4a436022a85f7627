"""Success: an error whose text is endless."""


def attack(a):
    raise ValueError("x" * 10**7)
