"""A colon is missing."""


def relu(s)
    return max(s, 0)
