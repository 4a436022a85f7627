"""The same from the normal equations, which the gradient and the Hessian of the cost give."""

import torch


def oracle(X, y):
    def J(theta):
        return torch.nn.functional.mse_loss(X @ theta[:-1] + theta[-1], y)

    start = torch.zeros(X.shape[1] + 1, dtype=X.dtype)
    slope = torch.autograd.functional.jacobian(J, start)
    curvature = torch.autograd.functional.hessian(J, start)
    theta = torch.linalg.solve(curvature, -slope)  # J is quadratic: one Newton step
    return {"w": theta[:-1], "b": theta[-1], "J": J(theta)}
