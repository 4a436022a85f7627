"""A layer looks at one binary digit of both numbers and keeps what is left of them."""


def digit_layer(weight):
    def rest(i):
        return lambda rows: [v - weight if v >= weight else v for v in rows[i]]

    def sign(rows):
        signs = rows[2] if len(rows) > 2 else [1] * len(rows[0])
        return [s * (-1) ** (int(a >= weight) + int(b >= weight)) for a, b, s in zip(rows[0], rows[1], signs)]

    return [rest(0), rest(1), sign]


def network(n):
    hidden = [digit_layer(2.0**k) for k in range(n - 1, -2, -1)]
    return [*hidden, [lambda rows: list(rows[2])]]
