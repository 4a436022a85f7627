"""Receipts: what it takes to make a report again, and the digests that tell whether that worked.

A report is made of its origin (`results.Origin`), of times, and of findings, which are all the rest. A receipt
file is the origin alone, so that it can be kept, or handed on, without the answers.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from grader.errors import printable
from grader.report.json import SCHEMA as REPORT_SCHEMA
from grader.report.json import document, dump, from_plain, to_plain
from grader.results import Environment, Origin, Receipt, Report
from grader.spec.model import Problem

SCHEMA = "grader-receipt/1"
TIMES = ("seconds",)  # what differs between two reports of the same
ORIGIN = tuple(item.name for item in fields(Origin))
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
MAX_TEXT = 10_000  # characters of a name or key
MAX_CASES = 10_000


def with_receipt(
    report: Report,
    problems: Iterable[Problem],
    imports: Collection[str],
    *,
    cases: int | None,
    figures: bool,
    further_calls: Mapping[str, int],
) -> Report:
    """*report* with the receipt that it can be made again from.

    Args:
        report: the finished report.
        problems: those that were graded.
        imports: the modules that the submission imports.
        cases: the number of random cases that was asked for.
        figures: whether pictures were.
        further_calls: by problem, the further calls after which the clock ended them.
    """
    findings, results = digests(report)
    receipt = Receipt(
        problems={problem.id: problem.digest for problem in problems},
        results=results,
        findings=findings,
        environment=environment(imports),
        cases=cases,
        figures=figures,
        further_calls=further_calls,
    )
    return replace(report, receipt=receipt)


def digests(report: Report) -> tuple[str, dict[str, str]]:
    """The digest of all that *report* found out, and those of what it found out about each problem."""
    body = document(report)
    found = {
        name: item for name, item in body.items() if name not in (*ORIGIN, *TIMES, "schema")
    }
    return _digest(found), {item["id"]: _digest(item) for item in body["problems"]}


def _digest(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def environment(imports: Collection[str]) -> Environment:
    """What this process grades with; torch is looked up, not imported, and only if *imports* have it."""
    torch = None
    if "torch" in imports:
        from importlib import metadata  # 30 ms, which others need not wait for

        try:
            torch = metadata.version("torch")
        except metadata.PackageNotFoundError:
            torch = None
    return Environment(platform.python_version(), np.__version__, os.uname().machine, torch)


def render(report: Report) -> str:
    """The receipt of *report* as JSON: where it comes from, and no answers."""
    return dump({"schema": SCHEMA, **to_plain(report.origin)}) + "\n"


def read(text: str) -> Origin:
    """Where a report comes from, of a receipt or of a report as JSON; it may be anybody's text.

    Raises:
        ValueError: if it is neither, has no receipt, or has values that no grader writes.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("expected a receipt, found JSON of too many levels") from None
    except ValueError:
        raise ValueError("expected a receipt, found text that is not JSON") from None
    if isinstance(data, list):
        raise ValueError(f"expected one receipt, found a list of {len(data)}")
    if not isinstance(data, dict) or data.get("schema") not in (SCHEMA, REPORT_SCHEMA):
        raise ValueError(f"expected a JSON object with the schema {SCHEMA!r} or {REPORT_SCHEMA!r}")
    origin = from_plain(Origin, data)
    assert isinstance(origin, Origin)  # noqa: S101 - for the type checker
    _check(origin)
    return origin


def _check(origin: Origin) -> None:
    """What the types do not say.

    Raises:
        ValueError: naming what is wrong.
    """
    receipt = origin.receipt
    if receipt is None:
        raise ValueError("the report has no receipt: grade the submission again to get one")
    if origin.seed < 0:
        raise ValueError(f"$.seed: expected at least 0, found {origin.seed}")
    if receipt.cases is not None and not 1 <= receipt.cases <= MAX_CASES:
        raise ValueError(f"$.receipt.cases: expected 1 to {MAX_CASES}, found {receipt.cases}")
    if not receipt.problems:
        raise ValueError("$.receipt.problems: expected at least one problem, found none")
    if receipt.problems.keys() != receipt.results.keys():
        raise ValueError("$.receipt.results: expected the problems of $.receipt.problems")
    found = [origin.homework_digest, origin.submission.digest, receipt.findings]
    for digest in (*found, *receipt.problems.values(), *receipt.results.values()):
        if not DIGEST.fullmatch(digest):
            raise ValueError(f"expected digests 'sha256:…', found {printable(digest[:80])!r}")
    made_with = [text or "" for text in vars(receipt.environment).values()]
    texts = [origin.homework, origin.student or "", origin.submission.name, origin.grader_version]
    if any(len(text) > MAX_TEXT for text in (*texts, *made_with, *receipt.problems)):
        raise ValueError(f"expected names of at most {MAX_TEXT:,} characters, found a longer one")
