"""The report as JSON: the contract that other programs read. `read(render(report))` is `report`.

JSON has no NaN and no infinity. They are written as the strings "NaN", "Infinity" and "-Infinity",
here and nowhere else.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, Union, get_args, get_origin, get_type_hints

from grader.results import Plain, Report

SCHEMA = "grader-report/1"
NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def render(report: Report) -> str:
    """The report as one JSON object, in ASCII, so that no text in it can steer a terminal."""
    return dump(document(report))


def dump(data: Any) -> str:
    """Plain data as JSON text."""
    return json.dumps(data, indent=1, allow_nan=False)


def document(report: Report) -> dict[str, Any]:
    """The report as plain data that JSON can say; absent things are left out."""
    body = _write(report)
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
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"expected a JSON object with the schema {SCHEMA!r}")
    report = _read(Report, data)
    assert isinstance(report, Report)  # noqa: S101 - for the type checker
    return report


def schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    text = (files("grader.report") / "report.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _write(value: Any) -> Any:
    if is_dataclass(value):
        pairs = ((item.name, getattr(value, item.name)) for item in fields(value))
        return {name: _write(item) for name, item in pairs if item is not None}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _write(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_write(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    """Read *data* as the declared type *kind*."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        if len(options) > 1:  # the only such type is `Plain`
            return _read_plain(data)
        return None if data is None else _read(options[0], data)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {name: _read(get_args(kind)[1], item) for name, item in data.items()}
    if is_dataclass(kind):
        assert isinstance(kind, type)  # noqa: S101 - for the type checker
        hints = _hints(kind)
        # What is absent is None, or what the record says if it is left out.
        given = {
            item.name: data.get(item.name)
            for item in fields(kind)
            if item.name in data or (item.default is MISSING and item.default_factory is MISSING)
        }
        return kind(**{name: _read(hints[name], value) for name, value in given.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float:
        return NON_FINITE[data] if isinstance(data, str) else float(data)
    return data


def _read_plain(data: Plain) -> Plain:
    if isinstance(data, str):
        return NON_FINITE.get(data, data)
    if isinstance(data, list):
        return [_read_plain(item) for item in data]
    if isinstance(data, dict):
        return {name: _read_plain(item) for name, item in data.items()}
    return data
