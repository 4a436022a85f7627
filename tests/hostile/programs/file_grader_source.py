"""Success: the grader's own source, beyond what the student's process runs."""

import os

from kit import got, text, tries


def attack(a):
    names = ["grading.py", "comparison.py", "reference.py", "scoring.py", "seeding.py"]
    return tries(
        *(
            lambda name=name: got(f"{len(text(os.path.join(a['grader'], name)))} of {name}")
            for name in names
        )
    )
