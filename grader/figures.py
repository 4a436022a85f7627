"""Figures of a report: what the student's functions do on a grid, beside what the right ones do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from grader.comparison import plain
from grader.construction import Student, Unusable
from grader.drawing import Calls, Drawing, Sketch, load_sketch
from grader.errors import InternalError
from grader.reference import MAX_SECONDS, Constructed, load_reference, time_limit
from grader.results import Figure, Mark, Panel
from grader.sandbox.session import Session
from grader.spec.model import Feedback, Problem
from grader.submission import FunctionSite

SECONDS = 2.0  # of the student's time for one figure
TOLERANCE = 1e-6


def draw_figures(
    problem: Problem, sites: Mapping[str, FunctionSite], session: Session
) -> tuple[Figure, ...]:
    """The figures of a problem whose functions could be called; none if it has no `drawing.py`.

    Nothing here changes a verdict. Where the student's functions give nothing that can be drawn, or the
    grader fails, the figure says so instead.
    """
    if problem.feedback is Feedback.VERDICT:
        return ()
    limits = replace(problem.limits, total_seconds=SECONDS)
    student = Student(replace(problem, limits=limits), sites, session)
    try:
        sketch = load_sketch(problem)
        if sketch is None:
            return ()
        own = _drawings(sketch, student)
        right = _drawings(sketch, Constructed(problem, load_reference(problem)))
        shown = problem.feedback is Feedback.FULL
        panels = tuple(_panel(a, b, shown) for a, b in zip(own, right, strict=True))
    except Unusable as unusable:
        return (Figure(f"There is no picture: {unusable}"),)
    except InternalError as error:
        session.close()
        return (Figure(f"There is no picture, the grader failed: {error}"),)
    except Exception as error:  # noqa: BLE001 - a drawing is an instructor's code, and no verdict hangs on it
        session.close()
        what = f"{type(error).__name__}: {error}"
        return (Figure(f"There is no picture, the grader failed: drawing.py raised {what}"),)
    return (Figure(sketch.caption, panels, sketch.classes),)


def _drawings(sketch: Sketch, call: Calls) -> Sequence[Drawing]:
    # A student's weights may overflow: that is their answer.
    with time_limit(SECONDS + MAX_SECONDS), np.errstate(all="ignore"):
        return list(sketch.draw(call))


def _panel(mine: Drawing, right: Drawing, shown: bool) -> Panel:
    """The student's drawing beside the right one; without its values unless they may be *shown*."""
    wanted = right.at_points
    if len(mine.axes) == 2 and mine.unique:  # only the class counts
        fine = np.sign(mine.at_points) == np.sign(wanted)
    else:
        fine = np.isclose(mine.at_points, wanted, rtol=TOLERANCE, atol=TOLERANCE)
    marks = tuple(
        Mark(tuple(map(float, point)), float(actual), bool(ok), float(expected) if shown else None)
        for point, actual, ok, expected in zip(
            mine.points.T, mine.at_points, fine, wanted, strict=True
        )
    )
    expected = plain(right.values) if shown and right.unique else None
    return Panel(mine.title, mine.axes, plain(mine.values), expected, marks)
