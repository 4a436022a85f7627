"""Trying things out, not part of the answer."""

X = [[0.75, 0.2,
print X
