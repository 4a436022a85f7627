"""Reads `homework.json` and `problem.json`; a broken one is refused with file, JSON path, expected, found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import UsageError
from grader.spec.bundle import is_bundle, read_bundle
from grader.spec.checks import check_keys, check_names
from grader.spec.document import checked, read_json, spec_error
from grader.spec.model import (
    ChangedArguments,
    Constraint,
    Counts,
    Criterion,
    Derivative,
    Dimension,
    Erratum,
    Extreme,
    Feedback,
    Function,
    Golden,
    Homework,
    Input,
    Kind,
    Limits,
    Mask,
    Normal,
    Output,
    Penalty,
    Policy,
    Prices,
    Problem,
    Random,
    Stability,
    Tolerance,
    Uniform,
    Value,
    Variation,
)

if TYPE_CHECKING:
    from grader.spec.script import Script

DEFAULT_RANDOM_CASES = 24
MAX_DIGITS = 18  # more do not fit in an array


def find_homeworks(folder: Path) -> dict[str, Path]:
    """The homeworks in *folder*: id to homework folder, sorted by id.

    Raises:
        UsageError: if there is none.
    """
    found = {path.parent.name: path.parent for path in sorted(folder.glob("*/homework.json"))}
    if not found:
        raise UsageError(f"{folder}: expected folders with a homework.json, found none")
    return found


def asked_names(homework_folder: Path) -> set[str]:
    """Names of the functions and written answers that a homework asks for; its specs are not checked.

    Choosing the homework of a submission looks at every homework; only the chosen one is checked.
    """
    names: set[str] = set()
    for file in sorted(homework_folder.glob("*/problem.json")):
        spec = read_json(file)
        found = _names_in(spec.get("functions"))
        if spec.get("kind") == Kind.WRITTEN:
            found.append(file.parent.name)
        if isinstance(spec.get("script"), list):
            from grader.spec.script import free_names  # most homeworks have no scripts

            lines = [line for line in spec["script"] if isinstance(line, str)]
            found += free_names(lines, [str(name) for name in _names_in(spec.get("inputs"))])
        names.update(name for name in [spec.get("function"), *found] if isinstance(name, str))
    return names


def load_homework(folder: Path) -> Homework:
    """Read and check a homework and all its problems.

    Raises:
        SpecError: naming the file, the JSON path, what was expected and what was found.
        UsageError: if it is a bundle for students that has been changed, or is too new.
    """
    bundle = read_bundle(folder)
    file = folder / "homework.json"
    document = checked(file, "homework.schema.json")
    if document["id"] != folder.name:
        raise spec_error(file, ["id"], f"the name of the folder, {folder.name!r}", document["id"])
    problems = [
        load_problem(_problem_folder(file, folder, index, name))
        for index, name in enumerate(document["problems"])
    ]
    policy = _policy(file, document)
    check_keys(file, ["points"], document.get("points", {}), document["problems"], "a problem")
    return Homework(
        id=document["id"],
        title=document["title"],
        source=document["source"],
        folder=folder,
        problems=tuple(_in_homework(file, document, problem) for problem in problems),
        digest=_homework_digest(folder, problems),
        follow_through=float(document.get("follow_through", 1.0)),
        prices=Prices(**document.get("prices", {})),
        hidden_cases=document.get("cases", {}).get("hidden", 0),
        policy=policy,
        bundle=bundle,
    )


def load_problem(folder: Path) -> Problem:
    """Read and check one problem.

    Raises:
        SpecError: naming the file, the JSON path, what was expected and what was found.
    """
    file = folder / "problem.json"
    document = checked(file, "problem.schema.json")
    kind = Kind(document["kind"])
    outputs = document.get("outputs", [])
    if kind is Kind.FUNCTION:
        script = _script(file, document)
        name = document["function"] if script is None else ", ".join(i.name for i in script.written)
        function = _function({"name": name, "inputs": document["inputs"], "returns": outputs})
        functions: tuple[Function, ...] = (replace(function, script=script),)
    else:
        functions = tuple(_function(function) for function in document.get("functions", []))
    problem = Problem(
        id=document["id"],
        folder=folder,
        title=document["title"],
        source=document["source"],
        kind=kind,
        functions=functions,
        outputs=tuple(
            Output(
                name=output["name"],
                points=float(output["points"]),
                tolerance=Tolerance(**output["tolerance"]) if "tolerance" in output else None,
                derivative=Derivative(**output["derivative"]) if "derivative" in output else None,
                stability=_stability(output),
                random=_random(output, outputs),
            )
            for output in outputs
        ),
        dimensions={
            name: _dimension(item) for name, item in document.get("dimensions", {}).items()
        },
        constraints=tuple(Constraint(**item) for item in document.get("constraints", [])),
        random_cases=document.get("cases", DEFAULT_RANDOM_CASES),
        golden=tuple(Golden(**item) for item in document.get("golden", [])),
        extreme=tuple(Extreme(**item) for item in document.get("extreme", [])),
        limits=Limits(**document.get("limits", {})),
        feedback=Feedback(document.get("feedback", "full")),
        errata=tuple(Erratum(**item) for item in document.get("errata", [])),
        changed_arguments=ChangedArguments(document.get("changed_arguments", "wrong")),
        rubric=tuple(
            Criterion(**{**item, "points": float(item["points"])})
            for item in document.get("rubric", [])
        ),
        autograd=document.get("autograd", True),
        variations=tuple(Variation(**item) for item in document.get("variations", [])),
        penalty=Penalty(**document["penalty"]) if "penalty" in document else None,
        bundled=is_bundle(folder.parent),
        digest=tree_digest(folder),
    )
    check_names(file, document, problem)
    return problem


def _script(file: Path, document: Mapping[str, Any]) -> Script | None:
    if "script" not in document:
        return None
    from grader.spec.script import ScriptError, read_script

    inputs, outputs = ([item["name"] for item in document[part]] for part in ("inputs", "outputs"))
    tensors = document.get("arrays") == "torch"
    try:
        return read_script(
            document["script"],
            inputs,
            outputs,
            sizes=document.get("dimensions", ()),
            tensors=tensors,
        )
    except ScriptError as error:
        found = document["script"][error.line]
        raise spec_error(file, ["script", error.line], error.expected, found) from None


def _names_in(items: object) -> list[object]:
    """What the items of a list call themselves, where it is one."""
    listed = items if isinstance(items, list) else []
    return [item.get("name") for item in listed if isinstance(item, dict)]


# What a homework says of its problems, and of time and attempts.


def _problem_folder(file: Path, folder: Path, index: int, name: str) -> Path:
    problem = folder / name
    if not (problem / "problem.json").is_file():
        raise spec_error(
            file, ["problems", index], "the name of a folder with a problem.json", name
        )
    return problem


def _in_homework(file: Path, document: Mapping[str, Any], problem: Problem) -> Problem:
    """The problem with the points, public cases and feedback that it has in a homework."""
    shown = list(Feedback)
    most = Feedback(document.get("feedback", Feedback.FULL))
    problem = replace(problem, feedback=max(problem.feedback, most, key=shown.index))
    if problem.kind is Kind.FUNCTION:
        count = document.get("cases", {}).get("public", problem.random_cases)
        problem = replace(problem, random_cases=count)
    worth = document.get("points", {}).get(problem.name)
    if worth is None:
        return problem
    if not problem.points:
        expected = "a problem that its spec gives points to, to scale them"
        raise spec_error(file, ["points", problem.name], expected, problem.points)
    from grader.spec.worth import scaled  # few homeworks say so, and it loads exact arithmetic

    return scaled(problem, float(worth))


def _policy(file: Path, document: Mapping[str, Any]) -> Policy:
    late, attempts = document.get("late", {}), document.get("attempts", {})
    due = None
    if "due" in document:
        from grader.spec.moment import moment  # few homeworks say so

        try:
            due = moment(document["due"])
        except ValueError as error:
            raise spec_error(file, ["due"], str(error), document["due"]) from None
    elif "late" in document:
        raise spec_error(file, ["late"], "the property 'due' beside it", late)
    return Policy(
        due=due,
        **late,
        attempts=attempts.get("limit"),
        counts=Counts(attempts.get("counts", Counts.BEST)),
    )


def _stability(output: Mapping[str, Any]) -> Stability | None:
    item = output.get("stability")
    return None if item is None else Stability(float(item["points"]), item["remedy"])


def _random(output: Mapping[str, Any], outputs: Sequence[Mapping[str, Any]] = ()) -> Random | None:
    if "random" not in output:
        return None
    ((family, parameters),) = output["random"].items()
    kinds: dict[str, type[Random]] = {"mask": Mask, "normal": Normal, "uniform": Uniform}
    random = kinds[family](**parameters)
    if isinstance(random, Mask) and random.like is not None:
        partners = (_random(item) for item in outputs if item["name"] == random.like)
        partner = next(partners, None)
        if isinstance(partner, Mask):  # else it is refused, see `_check_mask`
            return replace(random, kept=partner.kept)
    return random


def _function(item: Mapping[str, Any]) -> Function:
    return Function(
        name=item["name"],
        inputs=tuple(_input(value) for value in item["inputs"]),
        returns=tuple(_value(value) for value in item["returns"]),
    )


def _dimension(item: Any) -> Dimension:
    if isinstance(item, dict):
        low, high = item["sizes"]
        return Dimension(low, high, item["count"])
    low, high = item
    return Dimension(low, high)


def _value(item: Mapping[str, Any]) -> Value:
    return Value(
        item["name"],
        tuple(item["shape"]),
        item.get("dtype", "float64"),
        item.get("description"),
        item.get("list"),
    )


def _input(item: Mapping[str, Any]) -> Input:
    ((distribution, parameters),) = item.get("distribution", {"normal": {}}).items()
    if distribution in ("choice", "cycle"):
        parameters = {"values": parameters}
    elif distribution == "size":
        parameters = {"value": parameters}
    return Input(
        **vars(_value(item)),
        distribution=distribution,
        parameters=parameters,
        unused=item.get("unused", False),
    )


# Digests.


@cache
def package_digest() -> str:
    """Digest of the grader itself: what was computed by another one may not hold for this."""
    return tree_digest(Path(__file__).parents[1])


def tree_digest(folder: Path) -> str:
    """`sha256:…` over the names and contents of all files below *folder*."""
    digest = hashlib.sha256()
    for path in sorted(_files(folder)):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return f"sha256:{digest.hexdigest()}"


def _files(folder: Path) -> Iterator[Path]:
    for root, _, found in os.walk(folder):
        if Path(root).name != "__pycache__":
            yield from (path for name in found if (path := Path(root, name)).is_file())


def _homework_digest(folder: Path, problems: Iterable[Problem]) -> str:
    """`sha256:…` over every file of a homework, from the digests of its problems: no file is read twice."""
    parts = {problem.folder.name: problem.digest for problem in problems}
    other = [item for item in folder.iterdir() if item.name not in parts]
    for path in other:
        for file in [path] if path.is_file() else _files(path):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            parts[file.relative_to(folder).as_posix()] = f"sha256:{content}"
    text = "".join(f"{name}\0{content}\0" for name, content in sorted(parts.items()))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
