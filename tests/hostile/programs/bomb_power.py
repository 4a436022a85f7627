"""Success: the grader waits for one operation that holds the interpreter's lock."""


def attack(a):
    return len(str((3 ** (10**7)) ** 3))
