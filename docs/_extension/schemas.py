"""A JSON schema as Markdown: a table of properties for the document and for each thing that it defines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from _extension.text import escaped

Schema = Mapping[str, Any]

PLURAL = {"string": "texts", "number": "numbers", "integer": "whole numbers", "boolean": "booleans"}
WORDS = {"string": "text", "integer": "whole number", "array": "list"}
LIMITS = {
    "minimum": "at least",
    "exclusiveMinimum": "above",
    "maximum": "at most",
    "minItems": "at least",
    "maxItems": "at most",
    "minLength": "at least",
    "maxLength": "at most",
}


def markdown(file: Path) -> str:
    """The properties of the schema in *file*, then a section for each of its definitions."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    parts = ["## The document", escaped(schema["description"]), *_table(schema)]
    for name, definition in schema.get("$defs", {}).items():
        parts += [f"## {name}", escaped(definition.get("description", ""))]
        parts += _table(definition) or [f"Written as: {_kind(definition)}."]
    return "\n\n".join(parts)


def _table(schema: Schema) -> list[str]:
    rows = list(_rows(schema, ""))
    if not rows:
        return []
    head = ["| property | is written as | means |", "| --- | --- | --- |"]
    return ["\n".join([*head, *rows])]


def _rows(schema: Schema, above: str) -> Iterator[str]:
    """A row for each property, and after it those of the object that it is."""
    for name, inner in schema.get("properties", {}).items():
        path = f"{above}{name}"
        needed = ", required" if name in schema.get("required", ()) else ""
        means = escaped(inner["description"])
        if "default" in inner:
            means += f" Default: `{json.dumps(inner['default'])}`."
        yield f"| `{path}` | {_kind(inner)}{needed} | {means} |"
        yield from _rows(inner, f"{path}.")
        if "items" in inner:
            yield from _rows(inner["items"], f"{path}[].")


def _kind(schema: Schema) -> str:
    """How a value is written, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})" + _limits(schema)
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return " or ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "properties" not in schema and "anyOf" in schema:
        return " or ".join(_kind(option) for option in schema["anyOf"])
    types = schema["type"] if isinstance(schema.get("type"), list) else [schema.get("type")]
    return " or ".join(_type(schema, kind) for kind in types)


def _type(schema: Schema, kind: str | None) -> str:
    if kind == "array" and "items" in schema:
        items = schema["items"]
        kinds = items["type"] if isinstance(items.get("type"), list) else [items.get("type")]
        plural = " or ".join(PLURAL.get(item, "") for item in kinds)
        limits = _limits(schema, "minItems", "maxItems")
        return f"list of {plural or _kind(items)}{limits}"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"object, each value: {_kind(values)}" if isinstance(values, Mapping) else "object"
    if kind == "string" and "pattern" in schema:
        return f"text like `{schema['pattern'].replace('|', chr(92) + '|')}`"
    lengths = ("minItems", "maxItems")
    return WORDS.get(kind or "", kind or "any value") + _limits(schema, without=lengths)


def _limits(schema: Schema, *only: str, without: tuple[str, ...] = ()) -> str:
    told = []
    for name, words in LIMITS.items():
        if name in schema and name not in without and (not only or name in only):
            unit = " characters" if name.endswith("Length") else ""
            if name == "minLength" and schema[name] == 1:
                told.append("not empty")
            else:
                told.append(f"{words} {schema[name]:,}{unit}")
    return "".join(f", {item}" for item in told)
