"""`grade check`: proves many problems, on all processors, each again only if something has changed."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.authoring.prove import Proof, Survivor, prove
from grader.cache import cache_folder
from grader.errors import UsageError, printable
from grader.files import write_whole
from grader.spec.load import load_problem, package_digest, tree_digest
from grader.spec.model import Kind, Problem


def check(problems: Sequence[Problem]) -> Iterator[Proof]:
    """Prove *problems*, several at a time; each as soon as it is done."""
    left: list[Problem] = []
    # Before the proofs begin: whoever edits a file meanwhile must not get the proof of the old one.
    places = {problem.id: _file(problem) for problem in problems}
    for problem in problems:
        known = _remembered(problem, places[problem.id])
        if known is None:
            left.append(problem)
        else:
            yield known
    if not left:
        return
    # The slowest first would be best; constructions are, as a rule.
    left.sort(key=lambda problem: problem.kind is not Kind.CONSTRUCT)
    context = multiprocessing.get_context("forkserver")
    workers = min(os.cpu_count() or 1, len(left))
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {pool.submit(_prove, problem.folder): problem for problem in left}
        for future in as_completed(futures):
            proof = _result(future, futures[future])
            _remember(proof, places[proof.problem])
            yield proof


def _prove(folder: Path) -> Proof:
    started = time.perf_counter()
    proof = prove(load_problem(folder))
    return replace(proof, seconds=round(time.perf_counter() - started, 3))


def _result(future: Future[Proof], problem: Problem) -> Proof:
    try:
        return future.result()
    except BrokenProcessPool:
        # One of those under way ended the process. Which one, a pool of its own tells.
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("forkserver")) as own:
            try:
                return own.submit(_prove, problem.folder).result()
            except BrokenProcessPool:
                return Proof(problem.id, faults=(f"{problem.folder}: ends the process it runs in",))


# What was proved stays proved until the problem or the grader changes.


def _remembered(problem: Problem, file: Path) -> Proof | None:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if found["problem"] != problem.id:
            return None
        survivors = tuple(Survivor(**item) for item in found["survivors"])
        # Only what was proved is remembered.
        return Proof(**{**found, "faults": (), "survivors": survivors})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _remember(proof: Proof, file: Path) -> None:
    if not proof.proved:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(asdict(proof)))
    except (OSError, UsageError):
        return  # then it is proved again next time


def _file(problem: Problem) -> Path:
    digest = hashlib.sha256(
        f"{package_digest()} {problem.id} {tree_digest(problem.folder)}".encode()
    )
    return cache_folder() / "proofs" / digest.hexdigest()


# What the terminal shows.


MIN_WIDTH = 100  # of the table; what a narrower terminal breaks can still be read
COLUMNS = ("cases", "torch", "slopes", "mistakes", "named", "right", "mutants", "s")


def table(proofs: Sequence[Proof], *, width: int, color: bool) -> str:
    """One line a problem, then the survivors with their reasons, then every fault.

    The columns count cases, outputs that agree with torch and with finite differences, mistakes that lose
    points and that a report names, other right answers that lose none, and mutants that fail.
    """
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(width, MIN_WIDTH),
        force_terminal=color,
        no_color=not color,
        highlight=False,
    )
    rows = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    rows.add_column("", no_wrap=True)
    for name in COLUMNS:
        rows.add_column(name, justify="right", no_wrap=True)
    homework = ""
    for proof in proofs:
        if proof.problem.partition("/")[0] != homework:
            homework = proof.problem.partition("/")[0]
            rows.add_row(Text(homework, "bold"))
        mark, style = ("✓", "green") if proof.proved else ("✗", "red")
        title = Text(f"{mark} {proof.problem.partition('/')[2]}", style)
        rows.add_row(title, *_cells(proof))
    console.print(rows)
    console.print()
    for proof in proofs:
        for item in proof.survivors:
            told = f"≡ {proof.problem}: line {item.line}: {item.name}: {item.reason}"
            console.print(Text(printable(told), "dim"), soft_wrap=True)
    for proof in proofs:
        for fault in proof.faults:
            # Not broken here: the name of a mutant is there to be copied.
            text = Text(f"\n{proof.problem}: {printable(fault)}", "red")
            console.print(text, soft_wrap=True)
    console.print(f"\n{_summary(proofs)}", markup=False)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _cells(proof: Proof) -> list[str]:
    counts = [proof.cases, proof.compared, proof.derivatives, proof.mistakes, proof.named]
    killed = f"{proof.killed}/{proof.mutants}" if proof.mutants else "-"
    numbers = [str(count) if count else "-" for count in (*counts, proof.equivalents)]
    return [*numbers, killed, f"{proof.seconds:.1f}"]


def _summary(proofs: Sequence[Proof]) -> str:
    proved = sum(proof.proved for proof in proofs)
    total, killed = sum(p.mutants for p in proofs), sum(p.killed for p in proofs)
    equivalent = sum(len(proof.survivors) for proof in proofs)
    text = f"{proved} of {len(proofs)} problems proved"
    if total > equivalent:
        score = 100 * killed / (total - equivalent)
        text += f"; {killed} of {total} mutants fail, {equivalent} equivalent"
        text += f": mutation score {score:.1f} %"
    return text
