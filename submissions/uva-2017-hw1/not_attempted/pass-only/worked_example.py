"""Nothing yet."""

def worked_example(X, W1, W2, y):
    pass
