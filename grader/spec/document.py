"""Reads the JSON files of specs and checks them against their schemas; what is wrong is a `SpecError`."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from grader.cache import cache_folder
from grader.errors import SpecError

MAX_DIGITS = 18  # more do not fit in an array


def checked(file: Path, schema: str) -> dict[str, Any]:
    """The document in *file*, which conforms to *schema*, a file beside this one.

    Raises:
        SpecError: naming the place, what was expected and what was found.
    """
    document = read_json(file)
    schema_text = Path(__file__).with_name(schema).read_text("utf-8")
    stamp = _stamp(schema_text, document)
    if not stamp.exists():
        _validate(file, document, json.loads(schema_text))
        with contextlib.suppress(OSError):  # then it is checked again next time
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.touch()
    return document


def _stamp(schema_text: str, document: Mapping[str, Any]) -> Path:
    """A file that exists if this very document has been found to conform to this very schema.

    Loading the schema library takes longer than everything else about specs together.
    """
    digest = hashlib.sha256(json.dumps([schema_text, document]).encode()).hexdigest()
    return cache_folder() / "valid-specs" / digest


def _validate(file: Path, document: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    from jsonschema import Draft202012Validator  # 60 ms that a spec seen before need not pay
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(schema).iter_errors(document))
    if error is None:
        return
    # Where a described choice failed, its description says more than its first alternative.
    while error.parent is not None and error.parent.validator in ("anyOf", "oneOf"):
        if "description" not in error.parent.schema:
            break
        error = error.parent
    _raise(file, list(error.absolute_path), error)


def read_json(file: Path) -> dict[str, Any]:
    """The JSON object in *file*, each of its properties once and each number finite.

    Raises:
        SpecError: if there is none.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        for name in names:
            if names.count(name) > 1:
                raise SpecError(file, "$", expected="each property once", found=f"{name!r} twice")
        return dict(items)

    def constant(name: str) -> NoReturn:
        raise SpecError(file, "$", expected="finite numbers", found=name)

    def number(digits: str) -> float:
        value = float(digits)
        return value if math.isfinite(value) else constant(digits)

    def integer(digits: str) -> int:
        if len(digits) > MAX_DIGITS:
            found = f"an integer of {len(digits)} digits"
            raise SpecError(file, "$", expected=f"at most {MAX_DIGITS} digits", found=found)
        return int(digits)

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(file, "$", expected="a readable UTF-8 file", found=str(error)) from None
    try:
        document = json.loads(
            text,
            object_pairs_hook=pairs,
            parse_constant=constant,
            parse_float=number,
            parse_int=integer,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}: {error.msg}"
        raise SpecError(file, "$", expected="valid JSON", found=where) from None
    except RecursionError:
        raise SpecError(file, "$", expected="valid JSON", found="too many levels") from None
    if not isinstance(document, dict):
        raise SpecError(file, "$", expected="an object", found=_shown(document))
    return document


def _raise(file: Path, path: list[str | int], error: Any) -> NoReturn:
    """Turn a violation of the schema into a sentence in the reader's words."""
    value, found, schema = error.validator_value, error.instance, error.schema
    unknown = _unknown(schema, found)
    match error.validator:
        case "type":
            raise spec_error(file, path, {"number": "a number"}.get(value, f"{value}"), found)
        case "enum":
            raise spec_error(file, path, f"one of {joined(value)}", found)
        case "required":
            missing = next(name for name in value if name not in found)
            close = get_close_matches(missing, unknown, n=1)
            if close:
                raise spec_error(file, [*path, close[0]], f"the property {missing!r}", close[0])
            also = " or 'script'" if missing == "function" else ""
            raise spec_error(file, path, f"the property {missing!r}{also}", sorted(found))
        case "additionalProperties":
            close = get_close_matches(unknown[0], schema["properties"], n=1)
            known = joined(name for name in schema["properties"] if not name.startswith("$"))
            expected = f"one of {known}" + (f"; did you mean {close[0]!r}?" if close else "")
            raise spec_error(file, [*path, unknown[0]], expected, unknown[0])
        case "not":
            text = schema.get("description", "no such property in a problem of this kind").rstrip(
                "."
            )
            raise spec_error(file, path, text[0].lower() + text[1:], found)
        case "minimum" | "exclusiveMinimum" | "maximum":
            words = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
            raise spec_error(file, path, f"{words[error.validator]} {value}", found)
        case _:
            text = schema.get("description", error.message).rstrip(".")
            raise spec_error(file, path, text[0].lower() + text[1:], found)


def _unknown(schema: Mapping[str, Any], found: object) -> list[str]:
    """Names in *found* that the schema does not know."""
    known = schema.get("properties", {})
    return [name for name in found if name not in known] if isinstance(found, dict) else []


def spec_error(file: Path, path: list[str | int], expected: str, found: object) -> SpecError:
    """What is wrong in *file*, at a path of properties and places in lists."""
    return SpecError(file, _json_path(path), expected=expected, found=_shown(found))


def _json_path(path: Iterable[str | int]) -> str:
    text = "$"
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if re.fullmatch(r"\$?\w+", part) else f"[{json.dumps(part)}]"
    return text


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value)
    return text if len(text) <= 80 else text[:77] + "..."


def joined(names: Iterable[object]) -> str:
    """Names for an error message."""
    return ", ".join(str(name) for name in names)
