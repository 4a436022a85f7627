from math import sqrt


def mean_and_var(numbers):
    m = sum(numbers) / len(numbers)
    v = sum((number - m) ** 2 for number in numbers) / len(numbers)
    return m, v


def normalise(numbers, eps):
    m, v = mean_and_var(numbers)
    return [(number - m) / sqrt(v + eps) for number in numbers]


def normalise_backward(slopes, numbers, eps):
    """The gradient for the numbers, of which the normalised ones have these slopes."""
    n = len(numbers)
    _, v = mean_and_var(numbers)
    hat = normalise(numbers, eps)
    a = sum(slopes) / n
    b = sum(s * h for s, h in zip(slopes, hat)) / n
    return [(s - a - h * b) / sqrt(v + eps) for s, h in zip(slopes, hat)]


def columns(rows):
    return [list(column) for column in zip(*rows)]


def flat(image):
    return [float(number) for row in image for number in row]


def affine_forward(x, w, b):
    rows = [flat(example) for example in x]
    out = [
        [sum(row[d] * w[d][m] for d in range(len(row))) + b[m] for m in range(len(b))]
        for row in rows
    ]
    return out, {"x": x, "w": w, "rows": rows}


def affine_backward(dout, cache):
    x, w, rows = cache["x"], cache["w"], cache["rows"]
    n_examples, n_outputs = len(dout), len(dout[0])
    width = len(x[0][0])
    dx, dw, db = [], [], []
    for n in range(n_examples):
        row = [sum(dout[n][m] * w[d][m] for m in range(n_outputs)) for d in range(len(w))]
        dx.append([row[start : start + width] for start in range(0, len(row), width)])
    for d in range(len(w)):
        dw.append(
            [sum(rows[n][d] * dout[n][m] for n in range(n_examples)) for m in range(n_outputs)]
        )
    for m in range(n_outputs):
        db.append(sum(dout[n][m] for n in range(n_examples)))
    return dx, dw, db


def relu_forward(x):
    out = [[[max(0.0, number) for number in row] for row in example] for example in x]
    return out, x


def relu_backward(dout, cache):
    x = cache
    dx = []
    for n in range(len(x)):
        dx.append([])
        for i in range(len(x[n])):
            dx[n].append([])
            for j in range(len(x[n][i])):
                if x[n][i][j] > 0:
                    dx[n][i].append(float(dout[n][i][j]))
                else:
                    dx[n][i].append(0.0)
    return dx


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param["eps"]
    momentum = bn_param["momentum"]
    x = [[float(number) for number in row] for row in x]
    out = []
    for d, column in enumerate(columns(x)):
        if bn_param["mode"] == "train":
            hat = normalise(column, eps)
        else:
            m, v = bn_param["running_mean"][d], bn_param["running_var"][d]
            hat = [(number - m) / sqrt(v + eps) for number in column]
        out.append([gamma[d] * h + beta[d] for h in hat])
    if bn_param["mode"] == "train":
        stats = [mean_and_var(column) for column in columns(x)]
        bn_param["running_mean"] = [
            momentum * old + (1 - momentum) * m for old, (m, _) in zip(bn_param["running_mean"], stats)
        ]
        bn_param["running_var"] = [
            momentum * old + (1 - momentum) * v for old, (_, v) in zip(bn_param["running_var"], stats)
        ]
    return columns(out), (x, gamma, eps)


def batchnorm_backward(dout, cache):
    x, gamma, eps = cache
    dx, dgamma, dbeta = [], [], []
    for d, (column, slopes) in enumerate(zip(columns(x), columns(dout))):
        hat = normalise(column, eps)
        dgamma.append(sum(s * h for s, h in zip(slopes, hat)))
        dbeta.append(sum(slopes))
        dx.append(normalise_backward([s * gamma[d] for s in slopes], column, eps))
    return columns(dx), dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    return batchnorm_backward(dout, cache)


def layernorm_forward(x, gamma, beta, ln_param):
    eps = ln_param["eps"]
    hats = [normalise([float(number) for number in row], eps) for row in x]
    out = [[g * h + b for g, h, b in zip(gamma, hat, beta)] for hat in hats]
    return out, [x, hats, gamma, eps]


def layernorm_backward(dout, cache):
    x, hats, gamma, eps = cache
    dx, dgamma, dbeta = [], [], []
    for row, slopes in zip(x, dout):
        own = [s * g for s, g in zip(slopes, gamma)]
        dx.append(normalise_backward(own, [float(number) for number in row], eps))
    for d in range(len(gamma)):
        dgamma.append(sum(dout[n][d] * hats[n][d] for n in range(len(x))))
        dbeta.append(sum(dout[n][d] for n in range(len(x))))
    return dx, dgamma, dbeta


def as_rows(images):
    n_images, n_channels, height, width = images.shape
    return [
        [float(images[n, c, i, j]) for c in range(n_channels)]
        for n in range(n_images)
        for i in range(height)
        for j in range(width)
    ]


def as_images(rows, shape):
    n_images, n_channels, height, width = shape
    place = iter(rows)
    images = []
    for _ in range(n_images):
        pixels = [[next(place) for _ in range(width)] for _ in range(height)]
        images.append([[[pixel[c] for pixel in row] for row in pixels] for c in range(n_channels)])
    return images


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    out, cache = batchnorm_forward(as_rows(x), gamma, beta, bn_param)
    return as_images(out, x.shape), (cache, x.shape)


def spatial_batchnorm_backward(dout, cache):
    inner, shape = cache
    dx, dgamma, dbeta = batchnorm_backward(as_rows(dout), inner)
    return as_images(dx, shape), dgamma, dbeta


def groups(images, G):
    """For each example and group, its numbers in order."""
    size = images.shape[1] // G
    return [
        [[float(v) for v in example[g * size : (g + 1) * size].ravel()] for g in range(G)]
        for example in images
    ]


def channels(grouped, shape):
    n_images, n_channels, height, width = shape
    images = []
    for example in grouped:
        place = iter(number for group in example for number in group)
        images.append(
            [[[next(place) for _ in range(width)] for _ in range(height)] for _ in range(n_channels)]
        )
    return images


def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    eps = gn_param["eps"]
    hats = [[normalise(group, eps) for group in example] for example in groups(x, G)]
    hats = channels(hats, x.shape)
    out = []
    for example in hats:
        out.append([])
        for c, channel in enumerate(example):
            g, b = gamma[0][c][0][0], beta[0][c][0][0]
            out[-1].append([[g * h + b for h in row] for row in channel])
    return out, (x, hats, gamma, G, eps)


def spatial_groupnorm_backward(dout, cache):
    x, hats, gamma, G, eps = cache
    own = dout * gamma
    dx = [
        [normalise_backward(slopes, group, eps) for slopes, group in zip(*both)]
        for both in zip(groups(own, G), groups(x, G))
    ]
    dgamma, dbeta = [], []
    for c in range(x.shape[1]):
        total = shift = 0.0
        for n in range(x.shape[0]):
            for i in range(x.shape[2]):
                for j in range(x.shape[3]):
                    total += dout[n, c, i, j] * hats[n][c][i][j]
                    shift += dout[n, c, i, j]
        dgamma.append([[total]])
        dbeta.append([[shift]])
    return channels(dx, x.shape), [dgamma], [dbeta]
