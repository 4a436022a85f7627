"""One unit and one weight after the other, without any library but math."""

import math


def siamese_grad(x1, x2, W, b, lam):
    dW = []
    db = []
    for j in range(len(b)):
        z1 = float(b[j])
        z2 = float(b[j])
        for i in range(len(x1)):
            z1 += float(W[j][i]) * float(x1[i])
            z2 += float(W[j][i]) * float(x2[i])
        h1 = 1 / (1 + math.exp(-z1))
        h2 = 1 / (1 + math.exp(-z2))
        g1 = (h1 - h2) * h1 * (1 - h1)
        g2 = (h1 - h2) * h2 * (1 - h2)
        row = []
        for i in range(len(x1)):
            row.append(g1 * float(x1[i]) - g2 * float(x2[i]) + lam * float(W[j][i]))
        dW.append(row)
        db.append(g1 - g2)
    return {"dW": dW, "db": db}
