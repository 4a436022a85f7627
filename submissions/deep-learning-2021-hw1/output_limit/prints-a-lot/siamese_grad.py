"""Prints the loss in a loop that has no end."""

def siamese_grad(x1, x2, W, b, lam):
    i = 0
    while True:
        print(f"iteration {i}: W = {W.tolist()}, b = {b.tolist()}")
        i = i + 1
