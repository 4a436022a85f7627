the second minimum is the nicer one: r(x1 - x2) + r(x2 - x1)
