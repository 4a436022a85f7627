"""Success: a line of the reference, in the source line of an error that claims to be there."""


def attack(a):
    code = compile("\n\nraise ValueError('at this line')", a["reference"], "exec")
    exec(code)
