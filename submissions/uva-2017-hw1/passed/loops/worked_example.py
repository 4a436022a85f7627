"""No library at all: nested lists in, nested lists out, and one loop after the other."""

def worked_example(X, W1, W2, y):
    X = [[float(v) for v in row] for row in X]
    W1 = [[float(v) for v in row] for row in W1]
    W2 = [[float(v) for v in row] for row in W2]
    y = [[float(v) for v in row] for row in y]
    d0, N = len(X), len(X[0])
    d1, dout = len(W1), len(W2)

    S1 = [[0.0] * N for _ in range(d1)]
    for i in range(d1):
        for k in range(N):
            for j in range(d0):
                S1[i][k] += W1[i][j] * X[j][k]
    Z1 = [[s if s > 0 else 0.0 for s in row] for row in S1]
    Y = [[0.0] * N for _ in range(dout)]
    for o in range(dout):
        for k in range(N):
            for i in range(d1):
                Y[o][k] += W2[o][i] * Z1[i][k]

    L = 0.0
    D_out = [[0.0] * N for _ in range(dout)]
    for o in range(dout):
        for k in range(N):
            L += (Y[o][k] - y[o][k]) ** 2 / (2 * N)
            D_out[o][k] = (Y[o][k] - y[o][k]) / N

    D1 = [[0.0] * N for _ in range(d1)]
    for i in range(d1):
        for k in range(N):
            if S1[i][k] > 0:
                for o in range(dout):
                    D1[i][k] += W2[o][i] * D_out[o][k]
    dW2 = [[sum(D_out[o][k] * Z1[i][k] for k in range(N)) for i in range(d1)] for o in range(dout)]
    dW1 = [[sum(D1[i][k] * X[j][k] for k in range(N)) for j in range(d0)] for i in range(d1)]
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": L, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}
