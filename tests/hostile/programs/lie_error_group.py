"""Success: an error of many errors, each of which needs a place."""


def attack(a):
    def group(depth):
        if depth == 0:
            return ValueError("x" * 1000)
        return ExceptionGroup("g" * 1000, [group(depth - 1) for _ in range(3)])

    raise group(6)
