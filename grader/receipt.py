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
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from grader.errors import printable
from grader.report.json import SCHEMA as REPORT_SCHEMA
from grader.report.json import document, dump, from_plain, read_document, to_plain
from grader.results import Environment, Origin, Receipt, Report
from grader.spec.model import Problem
from grader.spec.moment import moment

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
    receipt = Receipt(
        problems={problem.id: problem.digest for problem in problems},
        results={},
        findings="",
        environment=environment(imports),
        cases=cases,
        figures=figures,
        further_calls=further_calls,
    )
    return renewed(replace(report, receipt=receipt))


def renewed(report: Report) -> Report:
    """*report* with a receipt for what it says now; as it is if it has none."""
    if report.receipt is None:
        return report
    findings, results = digests(document(report))
    return replace(report, receipt=replace(report.receipt, findings=findings, results=results))


def digests(report: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The digest of all that a report, as JSON has it, found out, and what it found out about each problem."""
    found = {name: item for name, item in report.items() if name not in (*ORIGIN, *TIMES, "schema")}
    return _digest(found), {item["id"]: _digest(item) for item in report["problems"]}


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


@dataclass(frozen=True)
class Kept:
    """What a student or a gradebook has kept of a report.

    Attributes:
        origin: where it comes from.
        receipt: of the origin.
        findings: the digest of what was found out, as the file has it.
        results: the same of each problem, by id.
        report: the report, unless it is a receipt alone.
    """

    origin: Origin
    receipt: Receipt
    findings: str
    results: Mapping[str, str]
    report: Report | None = None

    @property
    def altered(self) -> bool:
        """Whether the report says something else than its receipt was made for."""
        return self.findings != self.receipt.findings


def read(text: str) -> Kept:
    """A receipt, or a report as JSON; it may be anybody's text.

    Raises:
        ValueError: if it is neither, has no receipt, or has values that no grader writes.
    """
    try:
        data = json.loads(text)
        match data:
            case {"schema": str(name)} if name in (SCHEMA, REPORT_SCHEMA):
                pass
            case list():
                raise ValueError(f"expected one receipt, found a list of {len(data)}")
            case _:
                raise ValueError(f"expected the schema {SCHEMA!r} or {REPORT_SCHEMA!r}")
        origin: Origin = from_plain(Origin, data)
        receipt = _checked(origin)
        if name == SCHEMA:
            return Kept(origin, receipt, receipt.findings, receipt.results)
        report = read_document(data)
        return Kept(origin, receipt, *digests(data), report)
    except json.JSONDecodeError:
        raise ValueError("expected a receipt, found text that is not JSON") from None
    except RecursionError:
        raise ValueError("expected a receipt, found JSON of too many levels") from None


def _checked(origin: Origin) -> Receipt:
    """The receipt in *origin*, with values that a grader may have written.

    Raises:
        ValueError: naming what is wrong.
    """
    receipt = origin.receipt
    if origin.submitted is not None:
        try:
            moment(origin.submitted)
        except ValueError as error:
            raise ValueError(f"$.submitted: expected {error}") from None
    if origin.attempt is not None and origin.attempt.number < 1:
        raise ValueError(f"$.attempt.number: expected at least 1, found {origin.attempt.number}")
    if receipt is None:
        raise ValueError(
            "the report has no receipt: nothing was graded, or an older grader wrote it"
        )
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
    if any("\ud800" <= letter <= "\udfff" for text in texts for letter in text):
        raise ValueError("expected names that are text, found half a character")
    return receipt
