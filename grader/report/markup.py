"""HTML and SVG elements. Text is escaped where it is put in: only what `tag` made is markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from grader.errors import printable


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """An element.

    Args:
        name: such as "p".
        children: elements, and text, which is escaped.
        attributes: by name, with underscores for hyphens, and one at the end where Python has the word
            for itself (`class_`); those that are None are left out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Elements and texts one after the other."""
    return Markup(_escaped(between).join(map(_escaped, parts)))


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(printable(text))


def _text(value: str | float) -> str:
    """Numbers of a drawing need no more than hundredths of a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
