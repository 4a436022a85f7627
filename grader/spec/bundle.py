"""`bundle.json`: what makes a homework folder a bundle for students. It names each file with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import __version__
from grader.errors import UsageError
from grader.spec.model import Bundle

FILE = "bundle.json"
FORMAT = 1
FRESH = "get the bundle again from your course"


def is_bundle(folder: Path) -> bool:
    """Whether the homework in *folder* is a bundle for students."""
    return (folder / FILE).exists()


def read_bundle(folder: Path) -> Bundle | None:
    """What the bundle in *folder* says of itself; None if it is no bundle.

    Raises:
        UsageError: if a file that judging needs has changed, or this grader is too old for it.
    """
    if not is_bundle(folder):
        return None
    document = read_manifest(folder)
    for name, digest in document["files"].items():
        path = folder / name
        try:
            found = file_digest(path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}); {FRESH}") from None
        if found != digest:
            raise UsageError(f"{path}: this file has changed since the bundle was made; {FRESH}")
    return Bundle(document["made_from"], document["grader"], document["adds"])


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """The `bundle.json` in *folder*.

    Raises:
        UsageError: if it is not one that this grader can read.
    """
    path = folder / FILE
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("format"), int):
        raise UsageError(
            f"{path}: expected what a bundle says of itself, found something else; {FRESH}"
        )
    if document["format"] > FORMAT:
        made_by = str(document.get("grader"))[:40]
        raise UsageError(
            f"{path}: expected a bundle of format {FORMAT} at most, found format {document['format']}, made "
            f"by grader {made_by}; this is grader {__version__}: install a newer one"
        )
    texts = all(isinstance(document.get(name), str) for name in ("made_from", "grader", "adds"))
    parts = (document.get("files"), document.get("beside"))
    if not texts or not all(map(_are_digests, parts)):
        raise UsageError(
            f"{path}: expected what a bundle says of itself, found something else; {FRESH}"
        )
    return document


def file_digest(content: bytes) -> str:
    """`sha256:…` of a file of a bundle."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _are_digests(part: Any) -> bool:
    """Whether it says digests by paths that lead down."""
    return isinstance(part, dict) and all(
        isinstance(digest, str) and not Path(name).is_absolute() and ".." not in Path(name).parts
        for name, digest in part.items()
    )
