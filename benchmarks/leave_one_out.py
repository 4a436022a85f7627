"""How many listed mistakes does the generic search explain, and how many wrongly?

    python benchmarks/leave_one_out.py [--courses]

Each listed mistake of each problem plays the student, and the list is hidden. An explanation is true if it
gives what the mistake gives on the cases of two other seeds as well, and false if it does not.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from grader.answer_key import AnswerKey, Given
from grader.diagnosis.generic import explain
from grader.diagnosis.search import Explanation, matches
from grader.diagnosis.stability import usual
from grader.follow_through import carried
from grader.preparation import make_key
from grader.results import Ending, Outcome
from grader.scoring import judge
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind, Problem

ROOT = Path(__file__).parent.parent
OTHER_SEEDS = (101, 102)
# They list above all what the search does not name; `course_submissions.py` measures them by submissions.
COURSES = {"cs231n-layers", "nyu-mlp", "uva-modules"}


@dataclass
class Result:
    """What became of the mistakes: causes found by code, and those told wrongly or not at all."""

    found: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def explained(self) -> int:
        """How many are explained truly."""
        return sum(self.found.values())

    @property
    def total(self) -> int:
        """How many there are."""
        return self.explained + len(self.false) + len(self.silent)


def main() -> None:
    """Print the table per cause, and what stayed silent."""
    started = time.perf_counter()
    result = measure(courses="--courses" in sys.argv)
    print("| cause | mistakes |\n| --- | ---: |")
    for code, count in result.found.most_common():
        print(f"| {code} | {count} |")
    print(f"\n{result.total} mistakes that return a value; {time.perf_counter() - started:.1f} s")
    print(f"explained truly: {result.explained} ({share(result.explained, result)})")
    print(
        f"explained falsely: {len(result.false)} ({share(len(result.false), result)})",
        *result.false,
    )
    print(f"silent: {len(result.silent)}", *result.silent, sep="\n  ")


def share(count: int, result: Result) -> str:
    """In per cent of all mistakes."""
    return f"{100 * count / result.total:.1f} %"


def measure(*, courses: bool = False) -> Result:
    """Explain every listed mistake of the five documents, or of the courses, without the list."""
    result = Result()
    for name, folder in find_homeworks(ROOT / "problems").items():
        if (name in COURSES) != courses:
            continue
        for problem in load_homework(folder).problems:
            if problem.kind is Kind.FUNCTION:
                measure_problem(problem, result)
    return result


def measure_problem(problem: Problem, result: Result) -> None:
    """The same of one problem."""
    key = make_key(problem, 0, "", None)
    for mistake in key.mistakes:
        answers = answers_of(key, mistake)
        if answers is None:
            continue
        wrong = [o.name for o in problem.outputs if not is_right(problem, answers, o.name)]
        roots = [name for name in wrong if name not in carried(problem, key, answers, wrong)]
        told = {name: explain(problem, key, name, answers) for name in roots}
        causes = [(name, cause) for name, cause in told.items() if cause is not None]
        label = f"{problem.id} {mistake}"
        wrongly = [c for n, c in causes if not holds_elsewhere(problem, mistake, n, c)]
        if wrongly:
            result.false.append(f"{label}: {wrongly[0].message}")
        elif causes:
            result.found[causes[0][1].code] += 1
        else:
            result.silent.append(label)


def answers_of(key: AnswerKey, mistake: str) -> list[Given] | None:
    """What a student gives who makes the mistake, if it can be computed on every case."""
    answers = [(entry, key.mistaken(mistake, entry)) for entry in key.entries]
    known = [(entry, values) for entry, values in answers if values is not None]
    return known if len(known) == len(answers) else None


def is_right(problem: Problem, answers: list[Given], output: str) -> bool:
    """Whether an output is right on every case."""
    return all(
        judge(
            problem,
            entry,
            Outcome(Ending.RETURNED, dict(values), tuple(entry.case.arguments.values())),
        ).right(output)
        for entry, values in answers
    )


def holds_elsewhere(problem: Problem, mistake: str, output: str, cause: Explanation) -> bool:
    """Whether a cause gives what the mistake gives on cases that it was not found on."""
    value = next(item for item in problem.function.returns if item.name == output)
    for seed in OTHER_SEEDS:
        answers = answers_of(make_key(problem, seed, "", None), mistake)
        for given in usual(answers or [], [output]):  # an explanation leaves overflows aside
            told = cause.predict(given)
            if told is given[1][output]:  # the cause says nothing about this case
                continue
            if told is None or not matches(given[1][output], told, value, given[0]):
                return False
    return True


if __name__ == "__main__":
    main()
