def unit_count(n):
    total = 2  # inputs
    for layer in range(1, n + 2):
        total += 2 if layer == 1 else 3
    return total + 1  # output
