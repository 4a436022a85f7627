"""`grade new`: files to be filled in, by a student for a homework or by an instructor for a problem."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from string import Template

from grader.comparison import listed, shape_text
from grader.errors import UsageError
from grader.spec.model import Function, Homework, Kind, Problem, Value
from grader.spec.script import Written


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
    """What students start with: the text of one file a problem, by its name.

    What scripts of several problems call stands in the file of the first, with all that any of them calls of it. A
    problem that leaves nothing else to be written has no file, and is named in that one.
    """
    asked: dict[str, list[_Asked]] = {}
    for problem in homework.problems:
        for item in _asked_by(problem):
            asked.setdefault(item.written.name, []).append(item)
    heads: dict[str, list[Problem]] = {}
    for problem in homework.problems:
        own = [item for item in _asked_by(problem) if asked[item.written.name][0].by is problem]
        scripted_alone = all(function.script for function in problem.functions)
        if problem.functions and scripted_alone and not own:
            home = asked[problem.written[0]][0].by
            heads[home.id].append(problem)
        else:
            heads[problem.id] = [problem]
    return dict(
        _file(problem, heads[problem.id], asked)
        for problem in homework.problems
        if problem.id in heads
    )


@dataclass(frozen=True)
class _Asked:
    """Something that a script has students write, and the problem whose script it is."""

    written: Written
    function: Function
    by: Problem


def _asked_by(problem: Problem) -> list[_Asked]:
    return [
        _Asked(item, function, problem)
        for function in problem.functions
        if function.script is not None
        for item in function.script.written
    ]


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


def _file(
    problem: Problem, heads: list[Problem], asked: Mapping[str, list[_Asked]]
) -> tuple[str, str]:
    """The file of a problem, named after it, and what it holds at first: all that the problems *heads* need."""
    name = problem.name.replace("-", "_")
    facts = "\n".join(
        f"{item.id}, {item.points:g} {'point' if item.points == 1 else 'points'}. "
        f"To read the exercise: grade show {item.name}"
        for item in heads
    )
    if problem.kind is Kind.WRITTEN:
        return (
            f"{name}.md",
            f"# {problem.title}\n\n<!-- {facts}\nWrite your answer below. -->\n",
        )
    for item in _asked_by(problem):
        home = asked[item.written.name][0].by
        if home is not problem:
            facts += f"\nIt calls {item.written.name} too: {home.name.replace('-', '_')}.py."
    if not problem.autograd:
        facts += "\nThe exercise asks for the formula: autograd is not allowed."
    parts = [
        text
        for function in problem.functions
        for text in (
            [_stub(function)]
            if function.script is None
            else [
                _scripted_stub(asked[item.name])
                for item in function.script.written
                if asked[item.name][0].by is problem
            ]
        )
    ]
    functions = "\n\n".join(parts)
    head = f"{_in_docstring(problem.title)}.\n\n{facts}"
    tensors = any(item.script and item.script.tensors for item in problem.functions)
    library = "import torch" if tensors else "import numpy as np"
    text = f'"""{head}\n"""\n\n{library}\n\n\n{functions}'
    return f"{name}.py", text


def _stub(function: Function) -> str:
    names = ", ".join(item.name for item in function.returns)
    several = len(function.returns) > 1
    lines = [f"def {_call(function.name, (item.name for item in function.inputs))}:"]
    several_words = f"a dict with the keys {names}, or a tuple in this order"
    lines.append(f'    """Return {several_words if several else names}.')
    for title, values in (("Args", function.inputs), ("Returns", function.returns)):
        if values:
            lines += ["", f"    {title}:", *(f"        {_described(value)}" for value in values)]
    lines += ['    """', f'    raise NotImplementedError("fill in {function.name}")', ""]
    return "\n".join(lines)


def _scripted_stub(asked: Sequence[_Asked]) -> str:
    """A function or class that scripts call, with all methods and attributes that any of them uses."""
    first = asked[0]
    if not first.written.is_class:
        return _written_stub(first.written, first.function)
    written = [item.written for item in asked]
    attributes = dict.fromkeys(name for item in written for name in item.attributes)
    lines = [f"class {first.written.name}:"]
    if attributes:
        lines += [f'    """Its objects have {listed(list(attributes))}."""', ""]
    methods: dict[str, str] = {}
    for item in asked:
        init = replace(item.written, name="__init__", returns=())
        for part in (init, *item.written.methods):
            methods.setdefault(part.name, _written_stub(part, item.function, "self"))
    return "\n".join([*lines, textwrap.indent("\n".join(methods.values()), "    ")])


def _written_stub(item: Written, function: Function, *first: str) -> str:
    returns = [name for name in item.returns if name != "_"]
    words = f"Return {', '.join(returns)}." if returns else "Return nothing."
    if item.name == "__init__":
        words = "Prepare an object."
    given = len(item.parameters) - item.optional
    if item.optional:
        words = f"{words[:-1]}; what it returns without {listed(item.parameters[given:])} says the exercise."
    parameters = [*item.parameters[:given], *(f"{name}=None" for name in item.parameters[given:])]
    lines = [f"def {_call(item.name, (*first, *parameters))}:", f'    """{words}']
    for title, names in (("Args", item.parameters), ("Returns", returns)):
        told = [_named(name, function, returned=title == "Returns") for name in names]
        if told:
            lines += ["", f"    {title}:", *(f"        {text}" for text in told)]
    lines += ['    """', f'    raise NotImplementedError("fill in {item.name}")', ""]
    return "\n".join(lines)


def _named(name: str, function: Function, *, returned: bool) -> str:
    """What a name of a script stands for: a value of the problem, a dict, or what goes from one call to another."""
    for value in (*function.inputs, *function.returns):
        if value.name == name:
            return _described(value)
    if function.script is None:
        return name
    match function.script.displayed(name):
        case ast.Dict(keys=items):
            keys = [ast.unparse(key) for key in items if key is not None]
            return f"{name}: dict with the {'key' if len(keys) == 1 else 'keys'} {listed(keys)}"
        case ast.List():
            return f"{name}: list"
        case _:
            pass
    calls = function.script.written
    makers = [item.name for item in calls if name in item.returns]
    users = [item.name for item in calls if name in item.parameters]
    if returned and users:
        return f"{name}: whatever {listed(users)} is to have"
    if not returned and makers:
        return f"{name}: what {listed(makers)} returned as {name}"
    return name


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
