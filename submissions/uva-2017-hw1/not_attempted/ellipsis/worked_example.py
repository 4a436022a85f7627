"""To do."""

def worked_example(X, W1, W2, y):
    """Forward and backward."""
    ...
