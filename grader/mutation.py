"""Mutants: a reference with one small fault in it. Good cases tell every one from the original.

A fault is one change of the syntax tree: another operator, constant, comparison, axis or function of the
same kind, a term or a call left out, arguments exchanged, a transposition more or less.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from grader.reference import VARIANT_SECONDS, Step, steps_in, time_limit

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.Mod: "%",
    ast.FloorDiv: "//",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
LISTS = (ast.List, ast.ListComp)
SYMMETRIC = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.Lt, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Lt: (ast.Gt, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
COUNTERPARTS = {
    "maximum": "minimum",
    "max": "min",
    "argmax": "argmin",
    "sum": "mean",
    "mean": "sum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "floor": "ceil",
    "sin": "cos",
}
COUNTERPARTS |= {other: name for name, other in COUNTERPARTS.items() if other not in COUNTERPARTS}
# Exchanging the operands of these changes nothing.
COMMUTATIVE = ("maximum", "minimum", "logaddexp", "multiply", "add")
# Leaving these out changes how a value is stored, not what it is.
CONVERSIONS = ("array", "asarray", "float", "int", "list", "tuple", "copy", "astype")
SHAPES = ("axis", "keepdims")
UNCHANGED = ("annotation", "returns", "decorator_list")


@dataclass(frozen=True)
class Mutant:
    """One fault.

    Attributes:
        where: the function that holds it.
        line: its line in the file.
        change: the fault, such as `D1 * (S1 > 0) -> D1`.
        steps: the steps of the mutated file.
        kind: the family of the fault, such as "axis".
        boundary: the texts `a`, `b` of a comparison that differs only where a = b; else None.
    """

    where: str
    line: int
    change: str
    steps: dict[str, Step] = field(compare=False)
    kind: str = ""
    boundary: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The function and the fault: its name in `survivors.json`."""
        return f"{self.where}: {self.change}"


def mutants(file: Path, steps: Iterable[str], vectors: Collection[str] = ()) -> Iterator[Mutant]:
    """Every mutant of the named *steps* of a reference, and of the helpers that they use.

    A mutant that cannot even be loaded is left out: there is nothing to tell apart.

    Args:
        file: the reference.
        steps: names of functions in it.
        vectors: names of arrays with one axis, which transposing does not change.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    known = _Known(frozenset(vectors), frozenset(_imported(tree)))
    seen: dict[str, int] = {}
    for name, definition in _used(tree, set(steps)):
        for slot in _slots(definition):
            original = slot.get()
            for kind, changed in _faults(original, slot, known):
                # A copy: what is left of an expression keeps its own line.
                placed = ast.copy_location(copy.copy(changed), original)
                slot.set(ast.fix_missing_locations(placed))
                mutated = _load(tree, file)
                slot.set(original)
                if mutated is None:
                    continue
                change = f"{_text(original)} -> {_text(changed)}"
                key = f"{name}: {change}"
                seen[key] = seen.get(key, 0) + 1
                if seen[key] > 1:
                    change += f" ({seen[key]})"
                line = getattr(original, "lineno", 0)
                yield Mutant(name, line, change, mutated, kind, _boundary(original, changed))


@dataclass(frozen=True)
class _Known:
    """Names that the syntax does not tell.

    Attributes:
        vectors: arrays with one axis.
        modules: what is imported.
    """

    vectors: frozenset[str]
    modules: frozenset[str]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _used(tree: ast.Module, names: set[str]) -> list[tuple[str, ast.stmt]]:
    """The definitions of *names*, and of everything in the file that these refer to."""
    definitions: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            stored = [part for target in targets for part in ast.walk(target)]
            definitions |= {part.id: node for part in stored if isinstance(part, ast.Name)}
    found: dict[str, ast.stmt] = {}
    left = [name for name in definitions if name in names]
    while left:
        name = left.pop(0)
        if name in found:
            continue
        found[name] = definitions[name]
        used = {part.id for part in ast.walk(definitions[name]) if isinstance(part, ast.Name)}
        # A parameter hides the function of its name.
        used -= {part.arg for part in ast.walk(definitions[name]) if isinstance(part, ast.arg)}
        left += [other for other in definitions if other in used]
    # `a, b = …` defines two names, and is mutated once.
    once = {id(node): (name, node) for name, node in reversed(found.items())}
    return sorted(once.values(), key=lambda pair: pair[1].lineno)


@dataclass(frozen=True)
class _Slot:
    """A place in the tree that holds an expression or a statement.

    Attributes:
        parent: the node that holds it.
        attribute: in which of its attributes.
        index: where in that, if it is a list.
        is_index: whether it belongs to an index or an axis: -1 there is a place, not a sign.
    """

    parent: ast.AST
    attribute: str
    index: int | None
    is_index: bool = False

    def get(self) -> ast.AST:
        value = getattr(self.parent, self.attribute)
        node: ast.AST = value if self.index is None else value[self.index]
        return node

    def set(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.attribute, node)
        else:
            getattr(self.parent, self.attribute)[self.index] = node


def _slots(definition: ast.stmt) -> list[_Slot]:
    """The expressions and assignments inside a definition, but not its signature and docstring."""
    found: list[_Slot] = []

    def visit(parent: ast.AST, *, is_index: bool) -> None:
        for attribute, value in ast.iter_fields(parent):
            if attribute in UNCHANGED or (
                isinstance(parent, ast.arguments) and attribute == "args"
            ):
                continue
            inside = is_index or (isinstance(parent, ast.Subscript) and attribute == "slice")
            inside = inside or (isinstance(parent, ast.keyword) and parent.arg == "axis")
            children = value if isinstance(value, list) else [value]
            for index, child in enumerate(children):
                if not isinstance(child, ast.AST) or _is_docstring(child):
                    continue
                if isinstance(child, ast.expr | ast.AugAssign):
                    at = index if isinstance(value, list) else None
                    found.append(_Slot(parent, attribute, at, inside))
                visit(child, is_index=inside)

    visit(definition, is_index=False)
    return found


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _faults(node: ast.AST, slot: _Slot, known: _Known) -> Iterator[tuple[str, ast.AST]]:
    """The changes of one node, each with its family."""
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            if type(op) in OPERATORS:
                wrong = OPERATORS[type(op)]()
                kind = f"operator {SYMBOLS[type(wrong)]} {SYMBOLS[type(op)]}"
                yield kind, ast.BinOp(left, wrong, right)
            family = "term" if isinstance(op, ast.Add | ast.Sub) else "factor"
            if isinstance(op, ast.Pow):
                family = "power"
            if slot.is_index or isinstance(left, LISTS) or isinstance(right, LISTS):
                family = "index"
            yield family, left
            yield family, right
            if not _commutes(node, slot.parent, known):
                yield f"exchange {SYMBOLS.get(type(op), '')}".strip(), ast.BinOp(right, op, left)
            if isinstance(op, ast.MatMult):
                if _name(left) and _name(left) not in known.vectors:
                    yield "transposition", ast.BinOp(_transposed(left), op, right)
                if _name(right) and _name(right) not in known.vectors:
                    yield "transposition", ast.BinOp(left, op, _transposed(right))
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in OPERATORS:
            wrong = OPERATORS[type(op)]()
            kind = f"operator {SYMBOLS[type(wrong)]} {SYMBOLS[type(op)]}"
            yield kind, ast.AugAssign(target, wrong, value)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand) if not slot.is_index:
            yield "sign", operand
        case ast.Constant(value=bool() as flag):
            if not _is_strict(slot.parent):
                yield "constant", ast.Constant(not flag)
        case ast.Constant(value=int() as number):
            yield "axis" if slot.is_index else "constant", ast.Constant(number + 1)
            if number != 0:
                yield "axis" if slot.is_index else "constant", ast.Constant(number - 1)
        case ast.Constant(value=float() as real):
            yield "constant", ast.Constant(2 * real if real else 1.0)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            for other in COMPARISONS[type(op)]:
                yield "comparison", ast.Compare(left, [other()], [right])
        case ast.BoolOp(op=op, values=values):
            both = ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield "condition", both
            yield from (("condition", value) for value in values)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "condition", ast.IfExp(test, orelse, body)
        case ast.Attribute(value=value, attr="T") if _name(value) not in known.vectors:
            yield "transposition", value
        case ast.Call():
            yield from _call_faults(node, known)
        case _:
            pass


def _call_faults(call: ast.Call, known: _Known) -> Iterator[tuple[str, ast.AST]]:
    name, subject = _name(call.func), None
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        # A method's subject; but `np.linalg.norm` is a function of a module.
        subject = call.func.value if _root(call.func) not in known.modules else None
    if name in CONVERSIONS:
        pass
    elif subject is not None:
        yield f"call {name}", subject
    elif call.args and not isinstance(call.args[0], ast.Starred):
        yield f"call {name}", call.args[0]
    if name in COUNTERPARTS:
        changed = copy.copy(call)
        changed.func = copy.copy(call.func)
        if isinstance(changed.func, ast.Attribute):
            changed.func.attr = COUNTERPARTS[name]
        elif isinstance(changed.func, ast.Name):
            changed.func.id = COUNTERPARTS[name]
        yield f"counterpart {COUNTERPARTS[name]} {name}", changed
    for index, keyword in enumerate(call.keywords):
        if keyword.arg in SHAPES:
            rest = [*call.keywords[:index], *call.keywords[index + 1 :]]
            yield "axis", ast.Call(call.func, call.args, rest)
    if len(call.args) >= 2 and name not in COMMUTATIVE:
        first, second, *rest_of = call.args
        yield "arguments", ast.Call(call.func, [second, first, *rest_of], call.keywords)


def _transposed(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _commutes(node: ast.BinOp, parent: ast.AST, known: _Known) -> bool:
    """Whether exchanging the operands changes nothing."""
    if isinstance(node.op, ast.MatMult):
        return {_name(node.left), _name(node.right)} <= known.vectors
    if isinstance(node.op, ast.Sub):
        return _ignores_sign(parent)
    return isinstance(node.op, SYMMETRIC)


def _ignores_sign(parent: ast.AST) -> bool:
    """Whether *parent* is a square or an absolute value: a - b and b - a are the same in it."""
    match parent:
        case ast.Attribute(attr="abs" | "square") | ast.Call(func=ast.Name(id="abs")):
            return True
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=int() as power)):
            return power % 2 == 0
        case ast.Call(func=ast.Attribute(attr="abs" | "square" | "norm")):
            return True
        case _:
            return False


def _is_strict(parent: ast.AST) -> bool:
    """Whether this is the `strict=True` of a zip, which only guards against a slip."""
    return isinstance(parent, ast.keyword) and parent.arg == "strict"


def _root(node: ast.AST) -> str:
    """The name that a chain of attributes starts with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return _name(node)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _boundary(original: ast.AST, changed: ast.AST) -> tuple[str, str] | None:
    """The sides of a comparison of which only the case of equality has changed."""
    match original, changed:
        case ast.Compare(left=left, ops=[before], comparators=[right]), ast.Compare(ops=[after]):
            pairs = ({ast.Gt, ast.GtE}, {ast.Lt, ast.LtE})
            if {type(before), type(after)} in pairs:
                return ast.unparse(left), ast.unparse(right)
        case _:
            pass
    return None


def _load(tree: ast.Module, file: Path) -> dict[str, Step] | None:
    module = ModuleType("grader_mutant")
    module.__file__ = str(file)
    sys.modules[module.__name__] = module  # while it is executed, as `load_module` does
    try:
        with time_limit(VARIANT_SECONDS):
            exec(compile(tree, str(file), "exec"), vars(module))  # noqa: S102 - the instructor's own code
    except Exception:  # noqa: BLE001 - whatever a fault at the top of the file may cause
        return None
    finally:
        del sys.modules[module.__name__]
    return {step.name: step for step in steps_in(module)}


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())
