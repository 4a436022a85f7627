"""Plain text as Markdown."""

from __future__ import annotations

import re

MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]<>|#$])")


def escaped(text: str) -> str:
    """Plain text that Markdown shows as it is, also within a table."""
    return MEANS_SOMETHING.sub(r"\\\1", text)
