"""By the covariance of two draws: 0 with replacement, -v / (N - 1) without."""


def minibatch_variance(g, B):
    N = len(g)
    mean = sum(g) / N
    v = sum((x - mean) ** 2 for x in g) / N
    covariance = -v / (N - 1)
    return v / B, (B * v + B * (B - 1) * covariance) / B**2
