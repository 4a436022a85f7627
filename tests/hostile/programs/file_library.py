"""Success: a file outside, in the error of a library loader that reads it."""

import ctypes
import importlib.machinery

from kit import tries


def extension(path):
    loader = importlib.machinery.ExtensionFileLoader("stolen", path)
    spec = importlib.machinery.ModuleSpec("stolen", loader, origin=path)
    return str(loader.create_module(spec))


def attack(a):
    return tries(
        lambda: str(ctypes.CDLL(a["secret_file"])),
        lambda: extension(a["secret_file"]),
    )
