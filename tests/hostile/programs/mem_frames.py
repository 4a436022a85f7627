"""Success: a frame of the grader that holds answers."""

import inspect
import sys

from kit import got, secrets_in


def look(frame):
    found = []
    while frame is not None:
        for name, value in {**frame.f_globals, **frame.f_locals}.items():
            if name in ("expected", "reference", "seed", "tolerance", "cases", "answers"):
                found.append(got(f"{name} in {frame.f_code.co_filename}"))
            if isinstance(value, str | bytes):
                data = value if isinstance(value, bytes) else value.encode("utf-8", "replace")
                found += secrets_in(data)
        frame = frame.f_back
    return found


def attack(a):
    found = look(sys._getframe(1))
    for frame in sys._current_frames().values():
        found += look(frame.f_back)
    for info in inspect.stack()[1:]:
        found += look(info.frame)
    return sorted(set(found))
