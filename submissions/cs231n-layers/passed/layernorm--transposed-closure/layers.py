import numpy as np

def layernorm_forward(x, gamma, beta, ln_param):
    xt = x.T
    mu, var = xt.mean(0), xt.var(0)
    s = np.sqrt(var + ln_param['eps'])
    h = ((xt - mu) / s).T
    def back(d):
        g = (d * gamma).T
        z = h.T
        dx = (g - g.mean(0) - z * (g * z).mean(0)) / s
        return dx.T, (d * h).sum(0), d.sum(0)
    return h * gamma + beta, back

layernorm_backward = lambda dout, cache: cache(dout)
