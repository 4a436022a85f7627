"""Success: the loop that answers is the student's own."""

import gc


def attack(a):
    from grader.sandbox import child

    def call(self, name, function, arguments):
        return ("returned", "always right", arguments)

    def load(self, name):
        return ("returned", None, (1, 2, 3))

    child._Server.call = call
    child._Server.load = load
    child._Server.describe = lambda *_: {"type": 1}
    return "patched"


def after(a):
    raise AssertionError("never called")
