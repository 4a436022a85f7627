"""A class as it could be, out of the corpus: students who wrote for themselves, and ways to disguise a copy."""

import ast
import random
from functools import cache

from tests.paths import SUBMISSIONS

# Those whose right answers differ enough to make classes of: decision 20 was measured with them.
HOMEWORKS = (
    "deep-learning-2021-hw1",
    "deep-learning-2023-hw1",
    "ee488-2017-lecture6",
    "leren-2018-hw5",
    "uva-2017-hw1",
)
# Right answers to whole homeworks, each written without looking at the others.
STYLES = [
    "broadcasting-one-liners",
    "einsum-one-liners",
    "everything",
    "float32-throughout",
    "noisy-objects",
    "objects-and-closures",
    "objects-in-a-package",
    "plain-python",
    "reverse-mode-by-hand",
    "torch-autograd",
    "torch-single-precision",
]
FUNCTIONS = (ast.FunctionDef, ast.ClassDef)


@cache
def answers(homework):
    """The files of each answer to the whole homework."""
    folders = (SUBMISSIONS / homework / "passed" / style for style in STYLES)
    return {
        folder.name: {path.name: path.read_bytes() for path in sorted(folder.rglob("*.py"))}
        for folder in folders
        if folder.exists()
    }


@cache
def versions(homework):
    """For each function that is asked for, its version in each answer, with what it needs there."""
    found = {}
    for files in answers(homework).values():
        body = [node for text in files.values() for node in ast.parse(text).body]
        defined = {}
        for node in body:
            names = [node.name] if isinstance(node, FUNCTIONS) else _targets(node)
            defined |= dict.fromkeys(names, node)
        imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
        for name, node in defined.items():
            if isinstance(node, ast.FunctionDef):
                found.setdefault(name, []).append(imports + _needed(name, defined))
    return {name: nodes for name, nodes in found.items() if len(nodes) >= 4}


def _targets(node):
    return [
        item.id
        for target in getattr(node, "targets", [])
        for item in ast.walk(target)
        if isinstance(item, ast.Name)
    ]


def _needed(name, defined):
    needed, left = [], [name]
    while left:
        node = defined[left.pop()]
        if node not in needed:
            needed.append(node)
            names = (item.id for item in ast.walk(node) if isinstance(item, ast.Name))
            left += [item for item in names if item in defined]
    return needed[::-1]


def student(homework, rng):
    """A student who wrote alone: each function is one of the versions, so some are equal by chance."""
    nodes = dict.fromkeys(
        node for options in versions(homework).values() for node in rng.choice(options)
    )
    return ast.unparse(ast.Module(list(nodes), []))


class Rename(ast.NodeTransformer):
    """Other names for everything that the student named."""

    def __init__(self, tree):
        own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _stored(n)}
        own |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        own |= {n.name for n in ast.walk(tree) if isinstance(n, FUNCTIONS)}
        own |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and _stored(n)}
        outside = [n.names for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
        self.outside = {alias.asname or alias.name for names in outside for alias in names}
        self.new = {name: f"renamed_{index}" for index, name in enumerate(sorted(own))}

    def generic_visit(self, node):
        value = node
        while isinstance(value, ast.Attribute):
            value = value.value
        if isinstance(value, ast.Name) and value.id in self.outside:
            return node  # `np.maximum`
        for field in ("id", "arg", "attr", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str) and name not in self.outside:
                setattr(node, field, self.new.get(name, name))
        return super().generic_visit(node)


def _stored(node):
    return isinstance(node.ctx, ast.Store)


def rename(source, _rng):
    """Other names."""
    tree = ast.parse(source)
    return ast.unparse(Rename(tree).visit(tree))


def reorder(source, rng):
    """Functions and constants in another order."""
    tree = ast.parse(source)
    rng.shuffle(tree.body)
    return ast.unparse(tree)


def relayout(source, rng):
    """Comments, white space and prints between lines, and statements in several lines."""
    lines = []
    for line in source.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        if line.endswith(":") or rng.random() < 0.5 or not indent:
            lines.append(line)
            continue
        call = line.find("(") if line.lstrip()[:6] != "return" else -1
        if call >= 0 and "'" not in line and '"' not in line:
            line = f"{line[: call + 1]}  # then\n{indent}        {line[call + 1 :]}"
        lines += [f"{indent}# step {len(lines)}", f"{indent}print({len(lines)})", line, ""]
    return "\n".join(lines)


def literals(source, rng):
    """Other numbers and texts."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = node.value[::-1]
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = rng.randint(0, 9)
    return ast.unparse(tree)


def insert(source, rng):
    """A quarter more statements, which do nothing."""
    tree = ast.parse(source)
    for node in _bodies(tree):
        for index in reversed(range(len(node.body))):
            if rng.random() < 0.25:
                new = rng.choice(["unused = 1", "assert True", "spare = [0]"])
                node.body.insert(index, ast.parse(new).body[0])
    return ast.unparse(tree)


def wrap(source, _rng):
    """Loops in loops, and bodies in conditions."""
    tree = ast.parse(source)
    for node in _bodies(tree):
        for index, item in enumerate(node.body):
            if isinstance(item, ast.For):
                (once,) = ast.parse("for once in range(1): pass").body
                once.body = [item]
                node.body[index] = once
        if isinstance(node, ast.FunctionDef):
            node.body = [ast.If(ast.Constant(True), node.body, [])]
    return ast.unparse(ast.fix_missing_locations(tree))


def _bodies(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.For | ast.If)]


class Commute(ast.NodeTransformer):
    """Half of all sums and products the other way round."""

    def __init__(self, rng):
        self.rng = rng

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult) and self.rng.random() < 0.5:
            node.left, node.right = node.right, node.left
        return node


def commute(source, rng):
    """Half of all sums and products the other way round."""
    return ast.unparse(Commute(rng).visit(ast.parse(source)))


class Temporaries(ast.NodeTransformer):
    """Every result in a variable before it is returned."""

    def visit_Return(self, node):
        if node.value is None:
            return node
        assign, give = ast.parse("result = 0\nreturn result").body
        assign.value = node.value
        return [assign, give]


def temporaries(source, _rng):
    """Every result in a variable before it is returned."""
    return ast.unparse(ast.fix_missing_locations(Temporaries().visit(ast.parse(source))))


def usual(source, rng):
    """What takes minutes: other names, order, numbers and layout."""
    for disguise in (rename, reorder, literals, relayout):
        source = disguise(source, rng)
    return source


def everything(source, rng):
    """All at once: longer work than writing it."""
    for disguise in (rename, reorder, literals, temporaries, wrap, commute, insert, relayout):
        source = disguise(source, rng)
    return source


DISGUISES = [
    rename,
    reorder,
    relayout,
    literals,
    temporaries,
    wrap,
    commute,
    insert,
    usual,
    everything,
]


def make_class(homework, size, seed, *, each=1):
    """Sources by student, and for each copy whose it is and how it is disguised."""
    rng = random.Random(seed)
    sources = {f"student-{index}": student(homework, rng) for index in range(size)}
    copied = {}
    for index, disguise in enumerate(DISGUISES * each):
        original = f"student-{rng.randrange(size)}"
        name = f"copy-{index}"
        sources[name] = disguise(sources[original], rng)
        copied[name] = (original, disguise.__name__)
    return sources, copied
