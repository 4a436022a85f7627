"""What of a submission some functions need: the statements at the top of files that they use, and what these use.

Everything else at the top of a file becomes `0` or `()` and spaces, so that lines and columns stay. Only which
of the student's own statements run is decided here. What a name may mean is taken broadly: where a needed name
might be set or changed, the statement stays.
"""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.submission.notebooks import module_of
from grader.submission.slices import WHOLE, Lines, Slice
from grader.submission.source import encoding_of

if TYPE_CHECKING:
    from symtable import SymbolTable

ALL = "*"  # every name of a module
MAX_STATEMENTS = 5_000  # at the top of a file
MAX_NEEDS = 50_000
MAX_STEPS = 1_000_000  # from a name to a statement, and from a function to one that it may call
MAX_PACKAGES = 12  # folders are read no deeper
EXISTS = "__name__"  # no name, but that the module is executed
SEARCH_PATH = "sys.path"
LOOK_UP_NAMES = frozenset({"globals", "eval", "exec", "vars"})  # by text, which cannot be foreseen
# Calls that set something for all that follows, where their module is needed.
SETTINGS = re.compile(
    r"(numpy|torch)\.(random\.)?(set\w*|seed|manual_seed|use_\w+)|random\.seed"
    r"|warnings\.(simplefilter|filterwarnings)|sys\.(set\w+|path\.(append|insert|extend))"
)
# Functions of libraries that change an argument.
CHANGE_ARGUMENT = re.compile(
    r"(numpy|torch|random)\.(.*\.)?(shuffle|fill_diagonal|copyto|put\w*|place|\w+_)"
)
MAKE_CONTAINERS = ("dict", "list", "set", "zeros", "ones", "empty", "zeros_like", "defaultdict")
Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


class Sources:
    """The files of a submission, each looked into once, when it is needed."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files as `Submission.files` has them."""
        self.files = files
        self._parts: dict[str, list[str]] = defaultdict(list)
        for file in files:
            self._parts[module_of(file)].append(file)
        self._modules: dict[str, _Module | None] = {}
        self._located: dict[tuple[str, str, int], list[str]] = {}

    def slice_for(self, wanted: Iterable[tuple[str, str]], *, broad: bool = False) -> Slice:
        """Leave out what the *wanted* functions do not need.

        Args:
            wanted: a file or notebook each, and the name of the function in it.
            broad: whether all stays through which a value that they use could be changed: what mentions it, what
                mentions what such a statement sets, and what calls a function that uses it. Else only what
                sets the value or plainly changes it.
        """
        needs = _Needs(self, broad)
        try:
            for module, name in wanted:
                needs.add(module, name)
        except _Unclear:
            return WHOLE
        return needs.result()

    def module(self, name: str) -> _Module | None:
        """A file or notebook; None if it was not handed in, or cannot be looked into."""
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> _Module | None:
        try:
            return _Module([(part, self.files[part]) for part in self._parts.get(name, ())])
        except (_Unclear, SyntaxError, ValueError, LookupError, RecursionError, MemoryError):
            return None

    def located(self, path: str, file: str, level: int = 0) -> list[str]:
        """The files that importing the dotted *path* executes; none if its own, the last, was not handed in."""
        key = (path, file, level)
        if key not in self._located:
            self._located[key] = self._locate(*key)
        return self._located[key]

    def _locate(self, path: str, file: str, level: int) -> list[str]:
        above = list(PurePosixPath(file).parents)
        roots = above[level - 1 : level] if level else [above[0], above[-1]]
        names = path.split(".")[:MAX_PACKAGES] if path else []
        for root in roots:
            counts = range(0 if level else 1, len(names) + 1)
            folders = [root.joinpath(*names[:count]) for count in counts]
            executed = [f"{folder}/__init__.py".removeprefix("./") for folder in folders]
            if names and f"{folders[-1]}.py" in self.files:
                executed[-1] = f"{folders[-1]}.py"
            if executed[-1] in self.files:
                return [target for target in executed if target in self.files]
        return []


@dataclass(eq=False)
class _Statement:
    """A statement at the top of a file.

    Attributes:
        file: the file, or the cell of a notebook.
        span: its first byte and the one after its last, in the file as UTF-8.
        lines: its lines.
        binds: names that it sets.
        uses: names of the module that it or a function in it looks up.
        now: those of them that it looks up when it is executed itself.
        writes: names that functions in it declare to be global, and set.
        touches: names whose value it may set or change.
        reaches: names whose value could be changed through it at all; "*" if any could.
        imports: what it imports, or a function in it.
        stays: whether it is harmless and has to be where it is.
    """

    node: ast.stmt
    file: str
    span: tuple[int, int]
    lines: Lines
    binds: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    now: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    touches: set[str] = field(default_factory=set)
    reaches: set[str] = field(default_factory=set)
    imports: list[_Import] = field(default_factory=list)
    stays: bool = False


@dataclass(frozen=True)
class _Import:
    """A name that an import binds.

    Attributes:
        bound: the name.
        path: the module, with dots.
        name: the name in the module, "*" for all; None if the module itself is imported.
        file: where the import stands.
        level: how many dots it begins with.
    """

    bound: str
    path: str
    name: str | None
    file: str
    level: int = 0

    @property
    def is_dotted(self) -> bool:
        """Whether only the first part of the path is bound."""
        return self.name is None and self.path.startswith(f"{self.bound}.")

    @property
    def stands_for(self) -> str:
        """What the name stands for, such as `numpy.random`."""
        return self.bound if self.is_dotted else _dotted(self.path, self.name)


@dataclass(frozen=True)
class _Need:
    """A name of a module; not *called* if it only has to be there, to be imported."""

    module: str
    name: str
    called: bool = True


class _Unclear(Exception):
    """A file cannot be looked into: it stays as it is."""


class _Needs:
    """What is needed so far; grows until nothing is missing."""

    def __init__(self, sources: Sources, broad: bool) -> None:
        self.sources = sources
        self.broad = broad
        self.located = sources.located
        self.seen: set[_Need] = set()
        self.kept: set[_Statement] = set()
        self.followed: set[tuple[_Statement, bool]] = set()
        self.modules: dict[_Module, None] = {}
        self.steps = 0

    def add(self, module: str, name: str) -> None:
        """Add a function, and all that it needs.

        Raises:
            _Unclear: if that is more than any homework has.
        """
        left = [_Need(module, name)]
        while left:
            need = left.pop()
            if need not in self.seen:
                self.seen.add(need)
                left += self.follow(need)
            if len(left) > MAX_NEEDS or len(self.seen) > MAX_NEEDS:
                raise _Unclear

    def follow(self, need: _Need) -> Iterator[_Need]:
        """What a need needs in turn."""
        module, name = self.sources.module(need.module), need.name
        if module is None:
            return
        statements: list[_Statement] = []
        if module not in self.modules:
            self.modules[module] = None
            statements += module.always
            if self.broad:
                statements += module.reaching.get(ALL, ())
        if self.broad:
            statements += module.reaching.get(name, ())
        if name == ALL:
            statements += [item for item in module.statements if item.binds]
        elif name in module.changing:
            statements += module.changing[name]
        elif name in LOOK_UP_NAMES:
            statements += module.statements
        elif not hasattr(builtins, name):
            for star, statement in module.stars.items():
                statements.append(statement)
                for target in self.located(star.path, star.file, star.level)[-1:]:
                    yield _Need(target, name)
        self.count(len(statements))
        for statement in statements:
            called = need.called or not isinstance(statement.node, Function)
            self.kept.add(statement)
            if (statement, called) not in self.followed:
                self.followed.add((statement, called))
                used = statement.uses if called else statement.now
                if self.broad and not isinstance(statement.node, Definition):
                    used = used - LOOK_UP_NAMES  # not all for one line that looks up a name once
                yield from (_Need(need.module, name) for name in used)
                if self.broad and isinstance(statement.node, ast.Assign | ast.AnnAssign | ast.With):
                    yield from (_Need(need.module, name) for name in statement.binds)
                if called:
                    yield from self.in_other_files(statement, module)
        if need.called:
            for item in module.importing.get(name, ()):
                if item.name is not None:
                    executed = self.located(item.path, item.file, item.level)
                    yield from (_Need(target, item.name) for target in executed[-1:])

    def count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _Unclear

    def in_other_files(self, statement: _Statement, module: _Module) -> Iterator[_Need]:
        """What a statement needs of other files of the submission."""
        inside = isinstance(statement.node, Definition)  # what it imports there is used there
        for item in statement.imports:
            executed = self.located(item.path, item.file, item.level)
            yield from (_Need(target, EXISTS) for target in executed)
            for target in executed[-1:]:
                if item.is_dotted:  # what is used of `import pkg.utils` begins with `pkg`
                    yield _Need(target, ALL)
                elif item.name not in (None, "*"):
                    yield _Need(target, item.name, called=inside)
            if item.name is not None:
                executed = self.located(_dotted(item.path, item.name), item.file, item.level)
                yield from (_Need(target, EXISTS) for target in executed)
        attributes: set[int] = set()
        for node in ast.walk(statement.node):
            match node:
                case ast.Attribute(value=ast.Name(id=name) as base, attr=attribute):
                    attributes.add(id(base))
                    yield from (_Need(target, attribute) for target in self.named(name, module))
                case ast.Name(id=name) if id(node) not in attributes:
                    yield from (_Need(target, ALL) for target in self.named(name, module))

    def named(self, name: str, module: _Module) -> Iterator[str]:
        """The files of the submission that *name* may stand for as a module."""
        items = module.importing.get(name, ())
        self.count(len(items))
        for item in items:
            path = _dotted(item.path, item.name)
            yield from self.located(path, item.file, item.level)[-1:]

    def result(self) -> Slice:
        files: dict[str, bytes] = {}
        skipped: dict[str, tuple[Lines, ...]] = {}
        imports: dict[str, frozenset[int]] = {}
        for module in self.modules:
            for part, statements in module.parts.items():
                dropped = {i for i in statements if i not in self.kept and not i.stays}
                content = module.without(part, dropped) if dropped else None
                if content is None:
                    continue
                files[part] = content
                runs = _runs(statements, dropped)
                if runs:
                    skipped[part] = runs
                    imports[part] = frozenset(
                        line
                        for item in dropped
                        if isinstance(item.node, ast.Import | ast.ImportFrom)
                        for line in range(item.lines[0], item.lines[1] + 1)
                    )
        return Slice(files, skipped, imports)


class _Module:
    """A file, or the cells of a notebook: its statements, and which of them matter to a name.

    Attributes:
        parts: the statements at the top of each file, in order.
        statements: all of them.
        always: those that set where modules are looked for.
        stars: the modules all of whose names are imported.
        changing: for each name the statements that set or may change its value.
        reaching: for each name those through which it could be changed at all; for "*" those for any name.
        importing: for each name the imports that bind it, each once.
        texts: of each part, its text as UTF-8 and its encoding.
    """

    def __init__(self, parts: Iterable[tuple[str, bytes]]) -> None:
        self.texts: dict[str, tuple[bytes, str]] = {}
        self.parts: dict[str, list[_Statement]] = {}
        for file, content in parts:
            encoding = encoding_of(content)
            text = content.decode(encoding)
            self.texts[file] = (text.encode(), encoding)
            self.parts[file] = list(_statements(file, text))
        self.statements = [item for items in self.parts.values() for item in items]
        if not self.parts or len(self.statements) > MAX_STATEMENTS:
            raise _Unclear
        self.importing: dict[str, dict[_Import, None]] = defaultdict(dict)
        for statement in self.statements:
            for item in statement.imports:
                self.importing[item.bound][item] = None
        self.stars = {
            item: statement
            for statement in self.statements
            for item in statement.imports
            if item.name == "*"
        }
        self.find_touched()
        self.changing: dict[str, list[_Statement]] = defaultdict(list)
        for statement in self.statements:
            for name in statement.binds | statement.touches | statement.writes:
                self.changing[name].append(statement)
        self.always = self.changing.pop(SEARCH_PATH, [])
        self.reaching: dict[str, list[_Statement]] = defaultdict(list)
        for statement in self.statements:
            for name in statement.reaches:
                self.reaching[name].append(statement)

    def find_touched(self) -> None:
        """Fill in which values statements may change that do not set their names."""
        values: dict[str, list[ast.expr]] = defaultdict(list)
        functions: dict[str, _Statement] = {}
        for statement in self.statements:
            if isinstance(statement.node, Definition):
                functions[statement.node.name] = statement
            elif isinstance(statement.node, ast.Assign):
                for target in statement.node.targets:
                    if isinstance(target, ast.Name):
                        values[target.id].append(statement.node.value)
        bound = {name for statement in self.statements for name in statement.binds}
        variables = bound - functions.keys() - self.importing.keys()
        containers = {name for name, found in values.items() if any(map(_is_container, found))}
        changeable = {
            name
            for statement in self.statements
            if not isinstance(statement.node, Function | ast.Import | ast.ImportFrom)
            for name in statement.binds
        }
        steps = 0
        for statement in self.statements:
            if statement.stays:
                continue
            defines = isinstance(statement.node, Definition)
            called = _called(statement.now if defines else statement.uses, functions)
            steps += sum(1 + len(function.uses) for function in called)
            if steps > MAX_STEPS:
                raise _Unclear
            # A decorator is called when the function is defined.
            mentioned = set() if defines else set(statement.uses)
            mentioned.update(*(function.uses for function in called))
            statement.reaches = mentioned & changeable
            if mentioned & LOOK_UP_NAMES or "locals" in statement.now:
                statement.reaches.add(ALL)
            if not defines:
                statement.touches.update(
                    _changed(statement.node, variables, containers, self.paths)
                )
                for function in called:
                    statement.touches |= function.writes

    def paths(self, node: ast.expr) -> tuple[str, str] | None:
        """The name that a chain of attributes starts at, and what it stands for, such as `numpy.random.seed`."""
        chain: list[str] = []
        while isinstance(node, ast.Attribute):
            chain.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        for item in self.importing.get(node.id, ()):
            return node.id, _dotted(item.stands_for, *chain)
        return node.id, ".".join([node.id, *chain])

    def without(self, part: str, dropped: Iterable[_Statement]) -> bytes | None:
        """A part without some of its statements; None if that is not possible."""
        text, encoding = self.texts[part]
        content = bytearray(text)
        for statement in dropped:
            first, end = statement.span
            blank = re.sub(rb"[^\r\n]", b" ", content[first:end])
            # In parentheses, since another statement may follow on its last line.
            lines = statement.lines[1] > statement.lines[0]
            content[first:end] = b"(" + blank[1:-1] + b")" if lines else b"0" + blank[1:]
        try:
            changed = content.decode()
            _parse(changed)
            return changed.encode(encoding)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _runs(statements: Iterable[_Statement], dropped: set[_Statement]) -> tuple[Lines, ...]:
    """The lines of dropped statements that follow each other; of functions and classes only what lies between."""
    runs: list[Lines] = []
    follows = False
    for statement in statements:
        if statement in dropped and not isinstance(statement.node, Definition):
            first, last = statement.lines
            if follows:
                first, _ = runs.pop()
            runs.append((first, last))
            follows = True
        elif statement not in dropped and not statement.stays:
            follows = False
    return tuple(runs)


def _parse(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _statements(file: str, text: str) -> Iterator[_Statement]:
    """The statements at the top of a file, with the names that they set and use."""
    import symtable  # most submissions can be loaded as they are

    content = text.encode()
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    body = _parse(text).body
    if len(body) > MAX_STATEMENTS:
        raise _Unclear
    for node in body:
        end = node.end_lineno, node.end_col_offset
        if end[0] is None or end[1] is None:
            raise _Unclear
        lines = [node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))]
        first = starts[min(lines) - 1] + (node.col_offset if len(lines) == 1 else 0)
        last = starts[end[0] - 1] + end[1]
        statement = _Statement(node, file, (first, last), (min(lines), end[0]))
        statement.stays = _stays(node)
        statement.imports = list(_imports(node, file))
        if not _is_main_block(node):  # it does not run
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                table = symtable.symtable(content[first:last].decode(), file, "exec")
            _add_names(statement, table)
        if isinstance(node, ast.For):  # what it sets itself is not what another loop left
            own = _names(node.target, ast.Store) - _names(node.iter)
            statement.uses -= own
            statement.now -= own
        yield statement


def _names(node: ast.expr, use: type[ast.expr_context] = ast.expr_context) -> set[str]:
    return {
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name) and isinstance(item.ctx, use)
    }


def _imports(statement: ast.stmt, file: str) -> Iterator[_Import]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield _Import(bound, alias.name, None, file)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                bound = alias.asname or alias.name
                yield _Import(bound, node.module or "", alias.name, file, node.level)


def _add_names(statement: _Statement, table: SymbolTable) -> None:
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
            statement.binds.add(symbol.get_name())
        if symbol.is_referenced():
            statement.uses.add(symbol.get_name())
            statement.now.add(symbol.get_name())
    inner = list(table.get_children())
    while inner:
        table = inner.pop()
        inner += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_global():
                statement.uses.add(symbol.get_name())
                if symbol.is_assigned():
                    statement.writes.add(symbol.get_name())


def _stays(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant() | ast.Tuple(elts=[])) | ast.Pass():
            return True
        case ast.ImportFrom(module="__future__"):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case _:
            return _is_main_block(node)


def _is_main_block(node: ast.stmt) -> bool:
    match node:
        case ast.If(
            test=ast.Compare(
                left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[ast.Constant("__main__")]
            ),
            orelse=[],
        ):
            return True
        case _:
            return False


def _changed(
    statement: ast.stmt,
    variables: set[str],
    containers: set[str],
    path_of: Callable[[ast.expr], tuple[str, str] | None],
) -> Iterator[str]:
    """Names whose value a statement may change without setting them."""
    for node in _executed(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            base: ast.expr = node
            while isinstance(base, ast.Subscript) or (
                isinstance(base, ast.Attribute) and not isinstance(base.value, ast.Name)
            ):
                base = base.value
            found = path_of(base)
            if found is not None:
                yield SEARCH_PATH if found[1] == SEARCH_PATH else found[0]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            root, path = path_of(call.func) or ("", "")
            given = {name for item in call.args for name in _names(item)}
            if isinstance(call.func, ast.Attribute) and root in variables:
                yield root
            elif SETTINGS.fullmatch(path):
                yield SEARCH_PATH if path.startswith(SEARCH_PATH) else root
            elif CHANGE_ARGUMENT.fullmatch(path):
                yield from given & variables
            elif isinstance(call.func, ast.Name) and not hasattr(builtins, root):
                yield from given & containers


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and what is in it, but for the insides of functions."""
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _executed(inner)


def _dotted(*names: str | None) -> str:
    return ".".join(filter(None, names))


def _is_container(value: ast.expr) -> bool:
    """Whether a value is one that is made to be filled."""
    match value:
        case ast.Dict() | ast.List() | ast.Set():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in MAKE_CONTAINERS
        case _:
            return False


def _called(names: set[str], functions: Mapping[str, _Statement]) -> list[_Statement]:
    """The functions of these names, and those that they may call."""
    seen: dict[str, _Statement] = {}
    left = [name for name in names if name in functions]
    while left:
        name = left.pop()
        if name not in seen:
            seen[name] = functions[name]
            left += [used for used in functions[name].uses if used in functions]
    return list(seen.values())
