"""A debugging print in a loop without end."""

def worked_example(X, W1, W2, y):
    epoch = 0
    while True:
        epoch += 1
        print("epoch", epoch, "weights", W1.tolist())
