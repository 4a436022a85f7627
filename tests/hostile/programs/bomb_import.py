"""Success: the grader waits for a file that never ends loading."""

if __name__ != "never":
    while True:
        pass


def attack(a):
    return None
