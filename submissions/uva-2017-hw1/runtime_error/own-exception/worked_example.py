"""An exception class whose text cannot be made."""

class Problem(Exception):
    def __str__(self):
        raise ValueError("no text today")


def worked_example(X, W1, W2, y):
    raise Problem
