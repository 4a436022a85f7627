"""Modules that stand in for those that a submission imports and nobody has: course packages, plots, Python 2.

Runs in the student's process. What a course package is missing is looked for among the student's files; what is
not there either is an empty module. Importing it does no harm; what is computed with a name of it raises.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

# A file with relative imports is loaded as a part of a package of this name, the submission.
PACKAGE = "__submission__"

QUIET = ("matplotlib", "seaborn", "mpl_toolkits")  # plots: nobody looks at them here
OPERATIONS = """
    add sub mul matmul truediv floordiv mod pow radd rsub rmul rmatmul rtruediv rfloordiv rmod rpow neg pos abs
    lt le gt ge eq ne call iter next len contains getitem setitem delitem bool int float complex index round
    enter exit array mro_entries instancecheck
"""


NOT_HERE = "{} is of {}, which is not here: what uses it cannot be graded"


class NotHere(ModuleNotFoundError):
    """Something is used that would come from a module that is not here."""


class Missing:
    """A name of a module that is not here: may be imported and handed on, and raises when it is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(self._module, f"{self._name}.{name}")

    __hash__ = object.__hash__


def _refuse(self: Missing, *_: object, **__: object) -> NoReturn:
    module, name = vars(self)["_module"], vars(self)["_name"]
    raise NotHere(NOT_HERE.format(name, module))


for _operation in OPERATIONS.split():
    setattr(Missing, f"__{_operation}__", _refuse)


class Quiet:
    """Takes every call and gives nothing to see."""

    __enter__ = __call__ = __getitem__ = lambda self, *_, **__: self

    def __getattr__(self, name: str) -> Quiet:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setitem__(self, _key: object, _value: object) -> None:
        pass

    def __iter__(self) -> Iterator[Quiet]:
        return iter(())

    def __exit__(self, *_: object) -> None:
        pass


class _Progress(Quiet):
    """A bar of progress that is not drawn: what it is put around is what comes."""

    def __init__(self, items: Iterable[Any] = (), *_: object, **__: object) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(vars(self)["_items"])


def _trange(*arguments: int, **__: object) -> _Progress:
    return _Progress(range(*arguments))


def _old_div(a: Any, b: Any) -> Any:
    return a // b if isinstance(a, int) and isinstance(b, int) else a / b


OF_PYTHON_2 = {
    "basestring": str,
    "long": int,
    "object": object,
    "range": range,
    "raw_input": input,
    "reduce": functools.reduce,
    "str": str,
    "unicode": str,
    "xrange": range,
    "zip": zip,
    "map": map,
    "filter": filter,
    "input": input,
}
PROGRESS = {"tqdm": _Progress, "trange": _trange, "tqdm_notebook": _Progress}
# Names of modules that are there though the module is not: they need nothing of it.
PROVIDED: Mapping[str, Mapping[str, Any]] = {
    "past": {},
    "past.builtins": OF_PYTHON_2,
    "past.utils": {"old_div": _old_div},
    "future": {"standard_library": Quiet()},
    "future.builtins": OF_PYTHON_2,
    "future.standard_library": {"install_aliases": Quiet()},
    "future.utils": {
        "iteritems": lambda items: iter(items.items()),
        "itervalues": lambda items: iter(items.values()),
        "with_metaclass": lambda meta, *bases: meta("with_metaclass", bases, {}),
    },
    "six": {
        "iteritems": lambda items: iter(items.items()),
        "itervalues": lambda items: iter(items.values()),
        "string_types": (str,),
        "integer_types": (int,),
        "print_": print,
    },
    "six.moves": OF_PYTHON_2,
    "tqdm": PROGRESS,
    "tqdm.auto": PROGRESS,
    "tqdm.notebook": PROGRESS,
    "matplotlib.pyplot": {"subplots": lambda *_, **__: (Quiet(), Quiet())},
}


class _StandIn(ModuleType):
    """An empty module, in which the submission's own files are found as if it were their package."""

    def __init__(self, name: str, folders: Sequence[str]) -> None:
        super().__init__(name)
        self.__path__ = list(folders)
        self.__dict__.update(PROVIDED.get(name, {}))
        self.__all__ = list(PROVIDED.get(name, {}))

    def __call__(self, *_: object, **__: object) -> NoReturn:
        """Refuse: what is called was taken for a function of a package."""
        raise NotHere(NOT_HERE.format(*reversed(self.__name__.rpartition(".")[::2])))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        full = f"{self.__name__}.{name}"
        if PathFinder.find_spec(full, self.__path__) is not None or full in PROVIDED:
            return importlib.import_module(full)
        top = self.__name__.partition(".")[0]
        return Quiet() if top in QUIET else Missing(self.__name__.removeprefix(f"{PACKAGE}."), name)


def is_empty(name: str) -> bool:
    """Whether nothing stands in the module of this name, because it is not here."""
    return isinstance(sys.modules.get(name), _StandIn) and name not in PROVIDED


class _Finder:
    """Asked last: finds the modules that are named, where nothing else does."""

    def __init__(self, names: Iterable[str], folders: Sequence[str]) -> None:
        self.names = frozenset(names)
        self.relative = tuple(name for name in self.names if name.startswith("."))
        self.folders = folders
        self.made: dict[str, None] = {}

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        package = name.rpartition(".")[0]
        ours = not package or package in self.made or self.is_ours(package)
        if not ours or (name not in self.names and not name.endswith(self.relative)):
            return None
        return PathFinder.find_spec(name, self.folders) or ModuleSpec(name, cast("Loader", self))

    def is_ours(self, package: str) -> bool:
        """Whether a package is the submission's: what a library does not have, it does not have here either."""
        paths = getattr(sys.modules.get(package), "__path__", ())
        return any(str(path).startswith(self.folders[0]) for path in paths)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name, self.folders)

    def exec_module(self, module: ModuleType) -> None:
        self.made[module.__name__] = None


def install(names: Iterable[str], folders: Sequence[str]) -> Callable[[], list[str]]:
    """Have modules of these *names* stand in from now on where there are none.

    Args:
        names: with dots; those that begin with one are relative to the submission.
        folders: where files of the submission lie, which are found in each of them: first the one that all are in.

    Returns:
        What says which are empty modules now: not those whose place a file of the submission has taken, or that
        have all that is asked of them.
    """
    finder = _Finder(names, folders)
    sys.meta_path.append(finder)

    def made() -> list[str]:
        packages = {name.rpartition(".")[0] for name in sys.modules}
        return [name for name in finder.made if name not in packages and name not in PROVIDED]

    return made
