"""Which homework a submission is for, and which of its functions answer which problem."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from grader.errors import SubmissionError, UsageError
from grader.spec.model import Homework, Problem
from grader.submission.read import Submission
from grader.submission.sites import FunctionSite


def choose_homework(submission: Submission, homeworks: Mapping[str, set[str]]) -> str:
    """The homework most of whose functions the submission defines, and questions it answers.

    Args:
        submission: what was handed in.
        homeworks: names of the functions and written answers that each homework asks for.

    Raises:
        SubmissionError: if it has nothing of any.
        UsageError: if two fit equally well.
    """
    given = submission.sites.keys() | submission.answers.keys()
    counts = {name: len(wanted & given) for name, wanted in homeworks.items()}
    best = max(counts.values(), default=0)
    if best == 0:
        known = sorted({name for wanted in homeworks.values() for name in wanted})
        raise SubmissionError(
            f"{submission.name}: expected a function of one of the homeworks {', '.join(homeworks)}; "
            f"{_found_instead(submission, known)}"
        )
    chosen = [name for name, count in counts.items() if count == best]
    if len(chosen) > 1:
        raise UsageError(
            f"{submission.name}: fits the homeworks {' and '.join(chosen)} equally well "
            f"({best} function{'s' * (best > 1)} each); name one with --homework"
        )
    return chosen[0]


Sites = Mapping[str, FunctionSite]
"""Where the functions of a problem stand, by name."""


def locate(submission: Submission, problem: Problem, homework: Homework) -> Sites:
    """Where the functions stand that answer *problem*; those that are not there are left out.

    A file named after the problem comes first, unless the function is still empty there. Files named after other
    problems of the homework that ask for a function of the same name do not count, but for what scripts call: that is
    one thing in all of them, and need be written only once.
    """
    others = _namesakes(problem, homework)
    sites: dict[str, FunctionSite] = {}
    for name in problem.written:
        everywhere = submission.sites.get(name, ())
        found = [site for site in everywhere if site.stem not in others]
        own = [site for site in found if site.stem == problem.name and not site.is_stub]
        filled = [site for site in found if not site.is_stub]
        shared = (
            [site for site in everywhere if not site.is_stub] if name in problem.scripted else []
        )
        for site in (own or filled or shared or found)[:1]:
            sites[name] = site
    return sites


def double_notes(
    submission: Submission, homework: Homework, problems: Iterable[Problem] | None = None
) -> tuple[str, ...]:
    """A sentence for each two files that define the same functions, where the other could have been meant.

    Args:
        submission: what was handed in.
        homework: the homework.
        problems: those that are graded; all if None.
    """
    doubles: dict[tuple[str, str], dict[str, None]] = {}
    for problem in homework.problems if problems is None else problems:
        namesakes = _namesakes(problem, homework)
        for site in locate(submission, problem, homework).values():
            for other in submission.sites[site.name]:
                if other.file != site.file and other.usable and other.stem not in namesakes:
                    doubles.setdefault((site.file, other.file), {})[site.name] = None
    return tuple(
        f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} defined in {file} and {other}; "
        f"{file} was graded"
        for (file, other), names in doubles.items()
    )


def _namesakes(problem: Problem, homework: Homework) -> set[str]:
    """The other problems that ask for a function of the same name."""
    names = set(problem.written)
    return {
        other.name
        for other in homework.problems
        if other is not problem and not names.isdisjoint(other.written)
    }


def near_miss(
    submission: Submission, function: str, asked_for: Collection[str]
) -> FunctionSite | None:
    """A function whose name looks like *function* mistyped, and is none that is *asked_for*."""
    words = set(function.split("_"))
    # With a word more it is another function: `affine_relu_forward` is no slip for `affine_forward`.
    names = [n for n in submission.sites.keys() - set(asked_for) if not words < set(n.split("_"))]
    close = get_close_matches(function, sorted(names), n=1, cutoff=0.75)
    return submission.sites[close[0]][0] if close else None


def _found_instead(submission: Submission, known: list[str]) -> str:
    defined = list(submission.sites)
    if not defined:
        what = "no function at all" if submission.files else "no code"
        return f"found {what}" + "".join(f"; {note}" for note in submission.notes)
    for name in defined:
        close = get_close_matches(name, known, n=1, cutoff=0.75)
        if close:
            return f"found {name}; is that {close[0]}?"
    shown = ", ".join(sorted(defined)[:5])
    return f"found {shown}{', …' if len(defined) > 5 else ''}"
