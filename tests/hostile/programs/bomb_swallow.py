"""Success: the process goes on whatever is raised in it."""


def attack(a):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
