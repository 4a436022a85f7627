"""Which modules files cannot do without."""

import pytest

from grader.submission.imports import imported_modules


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import a", ["a"]),
        ("import a.b.c as d", ["a", "a.b", "a.b.c"]),
        ("from a.b import c", ["a", "a.b", "a.b.c"]),
        ("from a import *", ["a", "a.*"]),
        ("from .a import b", [".a", ".a.b"]),
        ("from ...a.b import c", [".a", ".a.b", ".a.b.c"]),
        ("from . import a", [".a"]),
        ("def f():\n    import a", ["a"]),
        ("try:\n    import a\nexcept ImportError:\n    import b", ["b"]),
        (
            "try:\n    import a\nexcept (OSError, ModuleNotFoundError): a = None\nelse:\n    import b",
            ["b"],
        ),
        ("try:\n    import a\nexcept:\n    pass", []),
        ("try:\n    import a\nexcept OSError:\n    pass", ["a"]),
        ("try:\n    import a\nfinally:\n    pass", ["a"]),
        ("import a\ndef f(:", []),
    ],
)
def test_imports_for_whose_absence_the_code_is_not_ready(code, names):
    assert list(imported_modules({"a.py": code.encode()})) == names


def test_of_several_files_each_name_once_and_not_too_many():
    many = "".join(f"import m{i}\n" for i in range(900)).encode()
    found = imported_modules({"a.py": b"import z", "b.py": b"import z", "c.py": many})

    assert found[:2] == ("z", "m0")
    assert len(found) == 500
