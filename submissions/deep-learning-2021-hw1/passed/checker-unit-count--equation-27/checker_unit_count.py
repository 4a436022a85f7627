"""The formula of the document."""


def unit_count(n):
    return 3 * n + 5
