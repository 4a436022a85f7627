def param_count(m, n):
    # each unit has n weights and a bias
    return m * (n + 1)
