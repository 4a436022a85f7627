import random
import numpy as np

def dropout_forward(x, dropout_param):
    p = dropout_param['p']
    if dropout_param['mode'] != 'train':
        return x.copy(), 1.0
    keep = [[random.random() <= p for _ in row] for row in x]
    scale = np.where(keep, 1 / p, 0)
    return x * scale, scale

def dropout_backward(dout, cache):
    return dout * cache
