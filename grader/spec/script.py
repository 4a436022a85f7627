"""Scripts of calls: lines of Python, of a closed grammar, that say how a student's functions and classes are called.

    conv_param = {'stride': stride, 'pad': pad}
    out, cache = conv_forward_naive(x, w, b, conv_param)
    dx, dw, db = conv_backward_naive(dout, cache)

A line assigns the value of an expression to names, attributes or keys, or is an expression alone. Expressions are
names, attributes, keys, calls, constants, and displays of dicts, lists and tuples; there are no operators. A name
is an input, or was assigned in an earlier line, or else is what the student writes.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

MAX_LINE = 300  # characters
NOT_WRITTEN = {*dir(builtins), "math", "np", "numpy", "torch"}  # by any student


class ScriptError(Exception):
    """A line is no line of a script.

    Attributes:
        line: its place, from 0.
        expected: what was expected there.
    """

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(expected)
        self.line = line
        self.expected = expected


@dataclass(frozen=True)
class Written:
    """Something that the student writes, as far as a script shows it.

    Attributes:
        name: of a function or class.
        parameters: names for what it is called with.
        returns: the names that its value is assigned to; of a class, those of the object.
        methods: of a class: what is called on its objects.
        attributes: of a class: what else is read or set on them.
        optional: how many of the parameters, the last ones, some call leaves out.
    """

    name: str
    parameters: tuple[str, ...]
    returns: tuple[str, ...]
    methods: tuple[Written, ...] = ()
    attributes: tuple[str, ...] = ()
    optional: int = 0

    @property
    def is_class(self) -> bool:
        """Whether objects are made of it."""
        return bool(self.methods or self.attributes)


@dataclass(frozen=True)
class Script:
    """How a student's functions and classes are called on a case.

    Attributes:
        lines: in order.
        inputs: names of the arguments of the case, each mention of which is a copy.
        outputs: names whose values are judged; whatever else is assigned stays in the student's process.
        written: what the student writes, in the order of its first use.
        tensors: whether arrays among the arguments are torch tensors.
    """

    lines: tuple[str, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    written: tuple[Written, ...] = field(default=())
    tensors: bool = False

    @property
    def _statements(self) -> list[ast.Assign | ast.Expr]:
        return [_statement(number, text) for number, text in enumerate(self.lines)]

    def kept_from_earlier(self, output: str) -> tuple[str, ...]:
        """What the call that gives an output takes over from earlier calls, besides outputs: an object, a cache.

        What such a value holds is never looked into, so a fault may lie in it.
        """
        statements = self._statements
        line = next(n for n, s in enumerate(statements) if output in _assigned(s))
        taken = _mentioned(statements[line])
        called = set().union(*(_mentioned(s) for s in statements[:line] if any(_calls(s))))
        if not any(_calls(statements[line])) and not taken & called:
            # `dW = grads['W']` only reads: what counts is the call that gave grads.
            given = (n for n, s in enumerate(statements[:line]) if taken & {*_assigned(s)})
            line = max(given, default=line)
            taken = _mentioned(statements[line])
        earlier = [s for s in statements[:line] if any(_calls(s))]
        touched = set().union(*(_mentioned(s) | {*_assigned(s)} for s in earlier))
        known = {*self.inputs, *self.outputs, *(item.name for item in self.written)}
        return tuple(sorted(taken & touched - known))

    def called_for(self) -> dict[str, str]:
        """For each name that the value of one call is assigned to: what is called there, such as `linear.backward`."""
        return {
            names[0]: ast.unparse(statement.value.func)
            for statement in self._statements
            if isinstance(statement.value, ast.Call)
            and isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and (names := _assigned(statement))
        }

    def sets_parameters(self) -> str | None:
        """The first line that puts an input into an object of the student's; None if there is none."""
        return next(
            (
                ast.unparse(statement)
                for statement in self._statements
                if isinstance(statement, ast.Assign)
                and isinstance(statement.targets[0], ast.Subscript | ast.Attribute)
                and isinstance(statement.value, ast.Name)
                and statement.value.id in self.inputs
            ),
            None,
        )

    def displayed(self, name: str) -> ast.expr | None:
        """The display that a line assigns to *name*, such as a dict; None if no line does."""
        for statement in self._statements:
            match statement:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    return value
                case _:
                    pass
        return None


def read_script(
    lines: Sequence[str],
    inputs: Sequence[str],
    outputs: Sequence[str],
    *,
    sizes: Collection[str] = (),
    tensors: bool = False,
) -> Script:
    """Check a script and find out what it asks for.

    Args:
        lines: in order.
        inputs: names of the arguments of a case.
        outputs: names that must be assigned.
        sizes: names of dimensions, which a script cannot use.
        tensors: whether arrays among the arguments are torch tensors.

    Raises:
        ScriptError: naming the line that is wrong.
    """
    statements = [_statement(number, text) for number, text in enumerate(lines)]
    free, assigned, mentioned = _names(statements, inputs)
    called = {
        node.func.id for s in statements for node in _calls(s) if isinstance(node.func, ast.Name)
    }
    for name, number in free.items():
        close = get_close_matches(name, {*inputs, *assigned} - {name}, n=1)
        if name in sizes:
            expected = f"an input: add one with the distribution {{'size': '{name}'}} to pass it on"
            raise ScriptError(number, expected)
        if name in NOT_WRITTEN:
            expected = f"calls of what the student writes, and {name!r} is there already"
            raise ScriptError(number, expected)
        if close and name not in called:
            raise ScriptError(number, f"{close[0]!r} in place of {name!r}, which nothing defines")
    last = len(lines) - 1
    for name in outputs:
        if name not in assigned:
            raise ScriptError(last, f"the output {name!r} to be assigned in some line")
    for name in inputs:
        if name not in mentioned:
            raise ScriptError(last, f"the input {name!r} to be used in some line")
    if not free:
        raise ScriptError(last, "a function or class of the student's to be called")
    written = tuple(_written(name, statements) for name in free)
    return Script(tuple(lines), tuple(inputs), tuple(outputs), written, tensors)


def free_names(lines: Sequence[str], inputs: Collection[str]) -> set[str]:
    """What the student writes, by its names; nothing if the lines are none of a script."""
    try:
        statements = [_statement(number, text) for number, text in enumerate(lines)]
        return set(_names(statements, inputs)[0])
    except ScriptError:
        return set()


def _mentioned(statement: ast.AST) -> set[str]:
    """The names whose values a line uses."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _names(
    statements: Sequence[ast.Assign | ast.Expr], inputs: Collection[str]
) -> tuple[dict[str, int], set[str], set[str]]:
    """The names that nothing but the student defines, with the line; those that are assigned, and those that are used."""
    free: dict[str, int] = {}
    assigned: set[str] = set()
    mentioned: set[str] = set()
    for number, statement in enumerate(statements):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                mentioned.add(node.id)
                if node.id not in assigned and node.id not in inputs:
                    free.setdefault(node.id, number)
        for name in _assigned(statement):
            if name in inputs or name in free:
                why = "is an input" if name in inputs else "is used before it is assigned"
                raise ScriptError(number, f"another name than {name!r}, which {why}")
            assigned.add(name)
    return free, assigned, mentioned


def _statement(number: int, text: str) -> ast.Assign | ast.Expr:
    try:
        body = ast.parse(text).body if len(text) <= MAX_LINE else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        body = []
    if len(body) != 1 or not isinstance(body[0], ast.Assign | ast.Expr):
        raise ScriptError(number, "one line of Python such as `out, cache = f(x)` or `m.train()`")
    statement = body[0]
    if isinstance(statement, ast.Assign):
        if len(statement.targets) != 1:
            raise ScriptError(number, "one assignment a line")
        for target in _targets(statement):
            if not isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
                raise ScriptError(number, "names, attributes or keys on the left")
            _check(number, target)
    _check(number, statement.value)
    return statement


def _targets(statement: ast.Assign) -> list[ast.expr]:
    (target,) = statement.targets
    return list(target.elts) if isinstance(target, ast.Tuple) else [target]


def _check(number: int, node: ast.expr | None) -> None:
    match node:
        case ast.Name() | ast.Constant(value=None | bool() | int() | float() | str()):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float())):
            pass
        case ast.Attribute(value=value, attr=name) if not name.startswith("__"):
            _check(number, value)
        case ast.Subscript(value=value, slice=ast.Name() | ast.Constant(value=int() | str())):
            _check(number, value)
        case ast.Call(func=function, args=arguments, keywords=keywords):
            if any(keyword.arg is None for keyword in keywords):
                raise ScriptError(number, "no ** in a call")
            for item in (function, *arguments, *(keyword.value for keyword in keywords)):
                _check(number, item)
        case ast.Dict(keys=keys, values=values):
            for part in (*keys, *values):
                _check(number, part)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                _check(number, item)
        case _:
            expected = "names, attributes, keys, calls, constants and displays, and no operators"
            raise ScriptError(number, expected)


def _assigned(statement: ast.Assign | ast.Expr) -> list[str]:
    if isinstance(statement, ast.Expr):
        return []
    return [target.id for target in _targets(statement) if isinstance(target, ast.Name)]


def _written(name: str, statements: Sequence[ast.Assign | ast.Expr]) -> Written:
    """What the lines show of a function or class of the student's."""
    objects: set[str] = set()
    first: Written | None = None
    methods: dict[str, Written] = {}
    attributes: dict[str, None] = {}
    for statement in statements:
        returns = tuple(_assigned(statement))
        for call in _calls(statement):
            if isinstance(call.func, ast.Name) and call.func.id == name:
                found = Written(name, _parameters(call), returns)
                first = found if first is None else _either(first, found)
                if call is statement.value and len(returns) == 1:
                    objects.add(returns[0])
            elif _owner(call.func) in objects and isinstance(call.func, ast.Attribute):
                found = Written(call.func.attr, _parameters(call), returns)
                known = methods.get(found.name)
                methods[found.name] = found if known is None else _either(known, found)
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and _owner(node) in objects:
                attributes[node.attr] = None
    first = first or Written(name, (), ())
    other = tuple(attribute for attribute in attributes if attribute not in methods)
    return replace(first, methods=tuple(methods.values()), attributes=other)


def _either(one: Written, other: Written) -> Written:
    """What takes both calls: the longer one, the first if they are equally long, with what the shorter leaves out."""
    longer = max(one, other, key=lambda item: len(item.parameters))
    fewest = min(len(item.parameters) - item.optional for item in (one, other))
    return replace(longer, optional=len(longer.parameters) - fewest)


def _owner(node: ast.expr) -> str | None:
    """The name `m` in `m.attribute`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id
    return None


def _calls(statement: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(statement) if isinstance(node, ast.Call))


def _parameters(call: ast.Call) -> tuple[str, ...]:
    """Names for the parameters of what is called: those of the arguments, where these have names."""
    names: list[str] = []
    for place, item in enumerate(call.args, start=1):
        name = item.id if isinstance(item, ast.Name) else f"argument_{place}"
        names.append(name if name not in names else f"{name}_{place}")
    return (*names, *(keyword.arg for keyword in call.keywords if keyword.arg is not None))
