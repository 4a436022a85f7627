"""What a student hands in: read as bytes and parsed with `ast`, never imported.

Everything is bounded: number and size of files, depth of folders, what archives unpack to. Links that lead out
of a folder, devices and pipes are not followed. A file that cannot be read or parsed costs only what stands in it.

A notebook is a module in parts: `hw.ipynb[3]` is its third code cell, with lines of its own.
"""

from grader.submission.matching import Sites, choose_homework, double_notes, locate, near_miss
from grader.submission.read import Answer, Submission, read_submission
from grader.submission.sites import FunctionSite

__all__ = [
    "Answer",
    "FunctionSite",
    "Sites",
    "Submission",
    "choose_homework",
    "double_notes",
    "locate",
    "near_miss",
    "read_submission",
]
