"""`grade new`: files with one stub a problem, which a student fills in."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UsageError
from grader.spec.model import Function, Homework, Problem, Value


def write_stubs(homework: Homework, folder: Path) -> list[Path]:
    """Write one file a problem into *folder*, which is made if it is missing.

    Raises:
        UsageError: if a file is already there; then nothing is written.
    """
    texts = {
        folder / f"{problem.name.replace('-', '_')}.py": _file(problem)
        for problem in homework.problems
    }
    for path in texts:
        if path.exists():
            raise UsageError(f"{path}: expected no such file yet; choose another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    return list(texts)


def signature(function: Function) -> str:
    """How a function is called, such as `f(x, y)`."""
    return f"{function.name}({', '.join(item.name for item in function.inputs)})"


def _file(problem: Problem) -> str:
    functions = "\n\n".join(_stub(function) for function in problem.functions)
    return (
        f'"""{problem.title}.\n\n'
        f"{problem.id}, {problem.points:g} points. To read the exercise: grade show {problem.name}\n"
        f'"""\n\nimport numpy as np\n\n\n{functions}'
    )


def _stub(function: Function) -> str:
    names = ", ".join(item.name for item in function.returns)
    several = len(function.returns) > 1
    lines = [f"def {signature(function)}:"]
    lines.append(f'    """Return {"a dict with the keys " if several else ""}{names}.')
    for title, values in (("Args", function.inputs), ("Returns", function.returns)):
        if values:
            lines += ["", f"    {title}:", *(f"        {_described(value)}" for value in values)]
    lines += ['    """', f'    raise NotImplementedError("fill in {function.name}")', ""]
    return "\n".join(lines)


def _described(value: Value) -> str:
    kind = "integer" if value.dtype == "int64" else "number"
    if value.shape:
        comma = "," if len(value.shape) == 1 else ""
        what = f"array of {kind}s of shape ({', '.join(map(str, value.shape))}{comma})"
    else:
        what = f"one {kind}"
    return f"{value.name}: {what}" + (f"; {value.description}" if value.description else "")
