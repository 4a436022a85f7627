"""The code that a course gives its students: equal parts of that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.authoring.scaffold import stubs
from grader.classroom.structure import Structure, structure
from grader.spec.model import Homework

FENCED = re.compile(r"^(```+|~~~+)[ \t]*py\w*[^\n]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)


def handed_out(homework: Homework) -> Iterator[Structure]:
    """The stubs that `grade new` writes, and the code in the statements."""
    for name, text in stubs(homework).items():
        yield structure({name: text.encode()})
    for problem in homework.problems:
        if problem.statement.is_file():
            text = problem.statement.read_text(encoding="utf-8", errors="replace")
            for found in FENCED.finditer(text):
                yield structure({"statement.py": found[2].encode()})
