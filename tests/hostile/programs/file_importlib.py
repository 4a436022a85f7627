"""Success: the reference solution, run by the import system."""

import importlib.util
import runpy

from kit import tries


def load(path):
    spec = importlib.util.spec_from_file_location("stolen", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ANSWER


def attack(a):
    return tries(
        lambda: load(a["reference"]),
        lambda: runpy.run_path(a["reference"])["ANSWER"],
    )
