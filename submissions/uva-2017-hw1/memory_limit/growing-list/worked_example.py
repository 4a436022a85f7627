"""Keeps a copy of everything in a loop that never ends."""

def worked_example(X, W1, W2, y):
    history = []
    while True:
        history.append(bytearray(20_000_000))
