"""What the files alone say of a problem: nothing is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.autograd import automatic_derivative
from grader.comparison import listed
from grader.results import Diagnosis, ProblemResult, Verdict
from grader.sandbox.derivation import NOT_ALLOWED
from grader.scoring import untried
from grader.spec.model import Kind, Problem
from grader.submission import FunctionSite, Sites, Submission, near_miss
from grader.submission.source import PYTHON_2
from grader.verifier import load_parts


def before_any_call(
    problem: Problem, submission: Submission, sites: Sites, asked_for: Collection[str]
) -> ProblemResult | None:
    """The result where the files alone decide; None where the functions are to be called.

    Args:
        problem: the exercise, of a kind that has functions.
        submission: what the student handed in.
        sites: where the functions of the problem stand.
        asked_for: the names of all functions of the homework, of which none is a slip of the pen.
    """
    usable = [site for site in sites.values() if site.usable]
    apart = problem.kind is Kind.CONSTRUCT and usable
    if apart and (problem.bundled or len(load_parts(problem)) > 1):
        return None  # what is there is judged apart, or may be: a bundle does not know
    missing = absent(problem, submission, sites, asked_for)
    for name in problem.written:
        if name in missing:
            if usable and problem.kind is Kind.FUNCTION:
                continue  # a script calls the others
            return untried(problem, Verdict.NOT_ATTEMPTED, missing[name])
        site = sites[name]
        if site.broken is not None:
            message = f"the file does not parse: {site.broken}"
            return untried(problem, Verdict.INVALID_SUBMISSION, message, _cause(site))
        if not problem.autograd:
            used = automatic_derivative(submission.parts_of(site.module), name)
            if used is not None:
                file, line, path = used
                message = f"{file}:{line}: {path}: {NOT_ALLOWED}"
                return untried(problem, Verdict.INVALID_SUBMISSION, message)
    return None


def absent(
    problem: Problem, submission: Submission, sites: Sites, asked_for: Collection[str]
) -> dict[str, str]:
    """What is to be said of each function or class that is not there, or still empty."""
    told: dict[str, str] = {}
    classes = {
        item.name
        for function in problem.functions
        if function.script is not None
        for item in function.script.written
        if item.is_class
    }
    for name in problem.written:
        site = sites.get(name)
        if site is None:
            near = near_miss(submission, name, asked_for)
            hint = f"; {near.file}:{near.line} defines {near.name}: is that it?" if near else ""
            what = "class" if name in classes else "function"
            told[name] = f"there is no {what} {name}{hint}"
        elif site.is_stub:
            told[name] = f"{site.file}:{site.line}: {name} is still empty"
    return told


def _cause(site: FunctionSite) -> Diagnosis | None:
    """Why a file cannot be parsed, if it is for another Python."""
    if site.of_python_2 is None:
        return None
    from grader.crashes import environment  # what can be parsed does not wait for it

    return environment.diagnosis(PYTHON_2, f"{site.of_python_2}; 2to3 -w converts a file")


def read_answer(problem: Problem, submission: Submission) -> ProblemResult:
    """A written answer waits for whoever marks it; the grader only says whether there is one."""
    answer = submission.answers.get(problem.name)
    if answer is None or not answer.text:
        where = f"{problem.name.replace('-', '_')}.md" if answer is None else answer.file
        message = f"there is no answer; write it into {where}"
        return untried(problem, Verdict.NOT_ATTEMPTED, message)
    count = len(answer.text.split())
    message = f"{answer.file}: {count} {'word' if count == 1 else 'words'}, to be marked by hand"
    return replace(untried(problem, Verdict.NEEDS_MARKING, message), file=answer.file, line=1)


def left_to_the_course(problem: Problem, sites: Sites) -> ProblemResult:
    """What a bundle does not hold the answers to waits for the course; the files are loaded."""
    usable = {name for name, site in sites.items() if site.usable}
    names = problem.written
    there = [name for name in names if name in usable]
    missing = [name for name in names if name not in usable]
    what = "what it does" if len(there) == 1 else "what they do"
    message = f"{listed(there)} can be called; {what} is judged in the course's own run"
    message += f". Still missing: {listed(missing)}" if missing else ""
    return untried(problem, Verdict.NEEDS_MARKING, message)
