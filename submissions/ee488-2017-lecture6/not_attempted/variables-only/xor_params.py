"""The parameters as variables, without the function."""

W = [[1, 1], [1, 1]]
c = [0, -1]
w = [1, -2]
b = 0
