"""A class as it could be, out of the corpus: students who each wrote for themselves, and some who copied."""

import ast
import random
from functools import cache

from tests.paths import SUBMISSIONS

STYLES = (
    "everything", "einsum-one-liners", "float32-throughout", "plain-python", "torch-autograd", "stable-formulas",
    "broadcasting-one-liners", "objects-and-closures", "objects-in-a-package", "noisy-objects", "relative-imports",
    "reverse-mode-by-hand", "torch-single-precision",
)


@cache
def versions(homework):
    """The versions of each function in the answers in several styles: {name: [source with what it needs]}."""
    found = {}
    asked = None
    for style in STYLES:
        folder = SUBMISSIONS / homework / "passed" / style
        if not folder.exists():
            continue
        body = [n for f in sorted(folder.rglob("*.py")) for n in ast.parse(f.read_bytes()).body]
        defined = {}
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined[node.name] = node
            elif isinstance(node, ast.Assign):
                for t in node.targets:
                    for n in ast.walk(t):
                        if isinstance(n, ast.Name):
                            defined[n.id] = node
        if asked is None:
            asked = [n for n in defined if isinstance(defined[n], ast.FunctionDef)]
        for name in asked:
            if name not in defined:
                continue
            needed, todo = [], [name]
            while todo:
                node = defined[todo.pop()]
                if node in needed:
                    continue
                needed.append(node)
                todo += [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in defined and (n.id not in asked)]
            imports = [n for n in body if isinstance(n, ast.Import | ast.ImportFrom)]
            found.setdefault(name, []).append((style, imports, needed[::-1]))
    return {k: v for k, v in found.items() if len(v) >= 4}


def student(homework, rng):
    """An independent student: of each function the version of a style."""
    nodes = []
    for name, options in versions(homework).items():
        style, imports, needed = rng.choice(options)
        for n in imports + needed:
            if not any(n is m for m in nodes):
                nodes.append(n)
    return ast.unparse(ast.Module(nodes, []))


class Rename(ast.NodeTransformer):
    def __init__(self, rng, tree):
        own = set()
        for n in ast.walk(tree):
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
                own.add(n.id)
            if isinstance(n, ast.arg):
                own.add(n.arg)
            if isinstance(n, ast.FunctionDef):
                own.add(n.name)
        self.new = {n: f"v{i}" for i, n in enumerate(rng.sample(sorted(own), len(own)))}

    def visit_Name(self, n):
        n.id = self.new.get(n.id, n.id)
        return n

    def visit_arg(self, n):
        n.arg = self.new.get(n.arg, n.arg)
        return n

    def visit_keyword(self, n):
        n.arg = self.new.get(n.arg, n.arg)
        return self.generic_visit(n)

    def visit_FunctionDef(self, n):
        n.name = self.new.get(n.name, n.name)
        return self.generic_visit(n)


def rename(source, rng):
    tree = ast.parse(source)
    return ast.unparse(Rename(rng, tree).visit(tree))


def reorder(source, rng):
    tree = ast.parse(source)
    rng.shuffle(tree.body)
    return ast.unparse(tree)


def literals(source, rng):
    tree = ast.parse(source)
    for n in ast.walk(tree):
        if isinstance(n, ast.Constant) and type(n.value) in (int, float):
            n.value = rng.randint(0, 9)
        elif isinstance(n, ast.Constant) and isinstance(n.value, str):
            n.value = n.value[::-1]
    return ast.unparse(tree)


def _bodies(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.For | ast.If) and n.body]


def insert(source, rng, share=0.25):
    """New statements between the old."""
    tree = ast.parse(source)
    for n in _bodies(tree):
        for i in reversed(range(len(n.body))):
            if rng.random() < share:
                n.body.insert(i, ast.parse(rng.choice(["x = 1", "assert True", "unused = [0]", "print('here')"])).body[0])
    return ast.unparse(tree)


def wrap(source, rng):
    """Loops in loops, bodies in conditions."""
    tree = ast.parse(source)
    for n in _bodies(tree):
        for i, s in enumerate(n.body):
            if isinstance(s, ast.For):
                n.body[i] = ast.For(ast.Name("once", ast.Store()), ast.parse("range(1)").body[0].value, [s], [], lineno=1)
        if isinstance(n, ast.FunctionDef):
            n.body = [ast.If(ast.Constant(True), n.body, [])]
    return ast.unparse(ast.fix_missing_locations(tree))


class Commute(ast.NodeTransformer):
    def __init__(self, rng, share):
        self.rng, self.share = rng, share

    def visit_BinOp(self, n):
        self.generic_visit(n)
        if isinstance(n.op, ast.Add | ast.Mult) and self.rng.random() < self.share:
            n.left, n.right = n.right, n.left
        return n

    def visit_Compare(self, n):
        self.generic_visit(n)
        if len(n.ops) == 1 and isinstance(n.ops[0], ast.Gt) and self.rng.random() < self.share:
            n.left, n.comparators, n.ops = n.comparators[0], [n.left], [ast.Lt()]
        return n


def commute(source, rng, share=0.5):
    return ast.unparse(Commute(rng, share).visit(ast.parse(source)))


class Temps(ast.NodeTransformer):
    """return E -> t = E; return t"""
    def visit_Return(self, n):
        if n.value is None:
            return n
        return [ast.Assign([ast.Name("t", ast.Store())], n.value, lineno=1), ast.Return(ast.Name("t", ast.Load()))]


def temps(source, rng):
    return ast.unparse(Temps().visit(ast.parse(source)))


def light(s, rng):
    for f in (rename, reorder, literals):
        s = f(s, rng)
    return s


def heavy(s, rng):
    for f in (rename, reorder, literals, temps, wrap, commute, insert):
        s = f(s, rng)
    return s


DISGUISES = dict(rename=rename, reorder=reorder, literals=literals, temps=temps, wrap=wrap, commute=commute, insert=insert, light=light, heavy=heavy)
