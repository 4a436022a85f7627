"""`grade new`: files to be filled in, by a student for a homework or by an instructor for a problem."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from grader.comparison import listed, shape_text
from grader.errors import UsageError
from grader.spec.model import Function, Homework, Kind, Problem, Value
from grader.spec.script import Script, Written


def write_stubs(homework: Homework, folder: Path) -> list[Path]:
    """Write one file a problem into *folder*, which is made if it is missing.

    Raises:
        UsageError: if a file is already there; then nothing is written.
    """
    texts = {folder / name: text for name, text in stubs(homework).items()}
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


def stubs(homework: Homework) -> dict[str, str]:
    """What students start with: the text of one file a problem, by its name."""
    return dict(_file(problem) for problem in homework.problems)


def write_problem(name: str, folder: Path) -> list[Path]:
    """Write the files of a new problem below *folder*, and list it in its homework.

    Args:
        name: `homework/problem`; a homework that does not exist yet is made.
        folder: the folder of the homeworks.

    Raises:
        UsageError: if the name is none, or the problem exists.
    """
    match = re.fullmatch(r"([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)", name)
    if match is None:
        raise UsageError(
            f"--problem {name}: expected HOMEWORK/PROBLEM, in small letters, digits and hyphens"
        )
    homework, problem = match.groups()
    target = folder / homework / problem
    if target.exists():
        raise UsageError(f"{target}: expected no such folder yet; choose another name")
    words = {
        "homework": homework,
        "problem": problem,
        "function": re.sub(r"^(?=\d)", "f", problem.replace("-", "_")),
        "title": problem.replace("-", " ").capitalize(),
    }
    try:
        target.mkdir(parents=True)
        _list_problem(folder / homework / "homework.json", homework, problem)
        for file in TEMPLATES:
            template = files("grader.authoring") / "templates" / f"{file}.template"
            text = Template(template.read_text("utf-8")).substitute(words)
            (target / file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror}") from None
    return [target / file for file in TEMPLATES]


def _list_problem(file: Path, homework: str, problem: str) -> None:
    if not file.exists():
        title = homework.replace("-", " ").capitalize()
        document = {"id": homework, "title": title, "source": title, "problems": [problem]}
    else:
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
            document["problems"] = [*document["problems"], problem]
        except (ValueError, TypeError, KeyError):
            raise UsageError(f"{file}: expected a homework; correct it first") from None
    file.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


TEMPLATES = ("problem.json", "reference.py", "mistakes.py", "statement.md")


def signatures(problem: Problem) -> list[str]:
    """How the functions and classes of a problem are called, such as `f(x, y)`."""
    return [
        _call(function.name, [item.name for item in function.inputs])
        if function.script is None
        else ", ".join(_call(item.name, item.parameters) for item in function.script.written)
        for function in problem.functions
    ]


def _call(name: str, parameters: Iterable[str]) -> str:
    return f"{name}({', '.join(parameters)})"


def _file(problem: Problem) -> tuple[str, str]:
    """The file of a problem, named after it, and what it holds at first."""
    name = problem.name.replace("-", "_")
    facts = (
        f"{problem.id}, {problem.points:g} {'point' if problem.points == 1 else 'points'}. "
        f"To read the exercise: grade show {problem.name}"
    )
    if not problem.autograd:
        facts += "\nThe exercise asks for the formula: autograd is not allowed."
    if problem.kind is Kind.WRITTEN:
        return (
            f"{name}.md",
            f"# {problem.title}\n\n<!-- {facts}\nWrite your answer below. -->\n",
        )
    functions = "\n\n".join(_stub(function) for function in problem.functions)
    head = f"{_in_docstring(problem.title)}.\n\n{facts}"
    tensors = any(item.script and item.script.tensors for item in problem.functions)
    library = "import torch" if tensors else "import numpy as np"
    text = f'"""{head}\n"""\n\n{library}\n\n\n{functions}'
    return f"{name}.py", text


def _stub(function: Function) -> str:
    if function.script is not None:
        return _scripted_stubs(function, function.script)
    names = ", ".join(item.name for item in function.returns)
    several = len(function.returns) > 1
    lines = [f"def {_call(function.name, (item.name for item in function.inputs))}:"]
    lines.append(f'    """Return {"a dict with the keys " if several else ""}{names}.')
    for title, values in (("Args", function.inputs), ("Returns", function.returns)):
        if values:
            lines += ["", f"    {title}:", *(f"        {_described(value)}" for value in values)]
    lines += ['    """', f'    raise NotImplementedError("fill in {function.name}")', ""]
    return "\n".join(lines)


def _scripted_stubs(function: Function, script: Script) -> str:
    """Functions and classes that a script calls."""
    known = {value.name: value for value in (*function.inputs, *function.returns)}
    return "\n\n".join(
        _class_stub(item, known) if item.is_class else _written_stub(item, known)
        for item in script.written
    )


def _class_stub(item: Written, known: Mapping[str, Value]) -> str:
    lines = [f"class {item.name}:"]
    if item.attributes:
        lines += [f'    """Its objects have {listed(item.attributes)}."""', ""]
    init = Written("__init__", item.parameters, ())
    methods = [_written_stub(part, known, "self") for part in (init, *item.methods)]
    return "\n".join([*lines, textwrap.indent("\n".join(methods), "    ")])


def _written_stub(item: Written, known: Mapping[str, Value], *first: str) -> str:
    returns = [name for name in item.returns if name != "_"]
    words = f"Return {', '.join(returns)}." if returns else "Return nothing."
    if item.name == "__init__":
        words = "Prepare an object."
    lines = [f"def {_call(item.name, (*first, *item.parameters))}:", f'    """{words}']
    for title, names in (("Args", item.parameters), ("Returns", returns)):
        told = [_described(known[name]) if name in known else name for name in names]
        if told:
            lines += ["", f"    {title}:", *(f"        {text}" for text in told)]
    lines += ['    """', f'    raise NotImplementedError("fill in {item.name}")', ""]
    return "\n".join(lines)


def _described(value: Value) -> str:
    kind = {"int64": "integer", "text": "name", "layers": "layer"}.get(value.dtype, "number")
    if value.dtype == "layers":
        what = "list of layers, each a list of functions of the outputs of the layer before"
    elif value.shape:
        what = f"array of {kind}s of shape {shape_text(value.shape)}"
    else:
        what = f"one {kind}"
    if value.count is not None:
        what = f"list of {value.count}, each {what}"
    text = f"{value.name}: {what}" + (f"; {value.description}" if value.description else "")
    return _in_docstring(text)


def _in_docstring(text: str) -> str:
    """The text as it must be written between triple quotes."""
    return text.replace("\\", "\\\\").replace('"""', "'''")
