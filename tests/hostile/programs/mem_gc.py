"""Success: expected values, references or secrets among all live objects."""

import gc
import sys

from kit import got, secrets_in

gc.unfreeze()


def attack(a):
    found = []
    for thing in gc.get_objects():
        name = getattr(thing, "__module__", None)
        if isinstance(name, str) and name.startswith("grader.") and "sandbox" not in name:
            found.append(got(f"an object of {name}"))
        if isinstance(thing, dict):
            for value in list(thing.values()):
                if isinstance(value, bytes):
                    found += secrets_in(value)
                elif isinstance(value, str):
                    found += secrets_in(value.encode("utf-8", "replace"))
    return sorted(set(found))[:20]
