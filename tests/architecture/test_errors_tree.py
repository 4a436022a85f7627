"""The tree drawn in `grader.errors` is the tree of its classes."""

import inspect
import re

from grader import errors


def test_the_drawn_tree_is_the_real_one():
    drawn = re.findall(r"^\s{4}([│├└─ ]*)(\w+)(?: {2,}.*exit (\d))?", errors.__doc__, re.MULTILINE)
    path: list[str] = []
    parents = {}
    for prefix, name, _ in drawn:
        depth = len(prefix) // 4
        path[depth:] = [name]
        parents[name] = path[depth - 1] if depth else None
    classes = {
        name: value
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }

    assert parents.keys() == classes.keys()
    for name, parent in parents.items():
        assert classes[name].__bases__[0].__name__ == (parent or "Exception")
    for _, name, code in drawn:
        if code:
            assert classes[name].exit_code == int(code)
