"""Success: the grader's own modules, which know how to make cases and references."""

import importlib
import sys

from kit import got, tries


def load(name):
    importlib.import_module(name)
    return got(f"imported {name}")


def attack(a):
    names = ["grader.seeding", "grader.comparison", "grader.errors", "grader.results"]
    direct = [lambda n=n: load(n) for n in names]

    def by_path():
        sys.path.insert(0, a["repository"])
        sys.modules.pop("grader", None)
        return load("grader.scoring")

    return tries(*direct, by_path)
