"""The report as JSON: the contract that other programs read. `read(render(report))` is `report`.

JSON has no NaN and no infinity. They are written as the strings "NaN", "Infinity" and "-Infinity",
here and nowhere else.
"""

from __future__ import annotations

import json
import math
import sys
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from grader.results import Plain, Report

SCHEMA = "grader-report/1"
KINDS = {str: "text", bool: "true or false", list: "a list", dict: "an object"}
NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def render(report: Report) -> str:
    """The report as one JSON object, in ASCII, so that no text in it can steer a terminal."""
    return dump(document(report))


def dump(data: Any) -> str:
    """Plain data as JSON text."""
    return json.dumps(data, indent=1, allow_nan=False)


def document(report: Report) -> dict[str, Any]:
    """The report as plain data that JSON can say; absent things are left out."""
    body = to_plain(report)
    totals = {"score": report.score}
    if report.earned != report.score:
        totals["earned"] = report.earned
    totals |= {"max_score": report.max_score, "pending": report.pending}
    return {"schema": SCHEMA, **totals, **body}


def read(text: str) -> Report:
    """The report that *text* was rendered from.

    Raises:
        ValueError: if it is not a report of this version of the format.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("expected a report, found JSON of too many levels") from None
    return read_document(data)


def read_document(data: Any) -> Report:
    """The same, of plain data.

    Raises:
        ValueError: if it is not a report of this version of the format.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"expected a JSON object with the schema {SCHEMA!r}")
    report = from_plain(Report, data)
    assert isinstance(report, Report)  # noqa: S101 - for the type checker
    return report


def schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    from importlib.resources import files  # 17 ms that no report needs

    text = (files("grader.report") / "report.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def to_plain(value: Any) -> Any:
    """A record as plain data that JSON can say; what is None is left out."""
    if is_dataclass(value):
        pairs = ((item.name, getattr(value, item.name)) for item in fields(value))
        return {name: to_plain(item) for name, item in pairs if item is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: to_plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def from_plain(kind: Any, data: Any, path: str = "$") -> Any:
    """Read *data*, which may be anybody's, as the declared type *kind*.

    Raises:
        ValueError: if it is of another type, with the place and what was expected.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        if len(options) > 1:  # the only such type is `Plain`
            return _read_plain(data)
        return None if data is None else from_plain(options[0], data, path)
    if origin is tuple:
        items = _checked(list, data, path)
        return tuple(from_plain(get_args(kind)[0], item, f"{path}[…]") for item in items)
    if origin is not None and issubclass(origin, Mapping):
        items = _checked(dict, data, path).items()
        return {name: from_plain(get_args(kind)[1], item, f"{path}.…") for name, item in items}
    if is_dataclass(kind):
        assert isinstance(kind, type)  # noqa: S101 - for the type checker
        _checked(dict, data, path)
        hints = _hints(kind)
        # What is absent is None, or what the record says if it is left out.
        given = {
            item.name: data.get(item.name)
            for item in fields(kind)
            if item.name in data or (item.default is MISSING and item.default_factory is MISSING)
        }
        return kind(
            **{
                name: from_plain(hints[name], item, f"{path}.{name}")
                for name, item in given.items()
            }
        )
    if isinstance(kind, type) and issubclass(kind, Enum):
        if _checked(str, data, path) not in list(kind):
            raise ValueError(f"{path}: expected one of {', '.join(kind)}, found another word")
        return kind(data)
    if kind is float:
        if isinstance(data, str) and data in NON_FINITE:
            return NON_FINITE[data]
        number = data if isinstance(data, float) else _checked(int, data, path)
        if abs(number) <= sys.float_info.max:
            return float(number)
    return _checked(kind, data, path)


def _checked(kind: type, data: Any, path: str) -> Any:
    if type(data) is not kind:  # True is no number
        found = "nothing" if data is None else KINDS.get(type(data), "a number")
        raise ValueError(f"{path}: expected {KINDS.get(kind, 'a number')}, found {found}")
    return data


def _read_plain(data: Plain) -> Plain:
    if isinstance(data, str):
        return NON_FINITE.get(data, data)
    if isinstance(data, list):
        return [_read_plain(item) for item in data]
    if isinstance(data, dict):
        return {name: _read_plain(item) for name, item in data.items()}
    return data
