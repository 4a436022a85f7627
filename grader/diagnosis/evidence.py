"""On what an explanation holds, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from grader.answer_key import Given


def evidence(output: str, answers: Sequence[Given]) -> str:
    """The number of cases, and the sizes of the smallest and the largest."""
    told = f"it gives exactly your {output} on all {len(answers)} cases"
    sizes = [entry.case.sizes for entry, _ in answers if entry.case.sizes]
    if not sizes:
        return told
    shown = [choose(sizes, key=lambda item: sum(item.values())) for choose in (min, max)]
    texts = [", ".join(f"{name} = {size}" for name, size in item.items()) for item in shown]
    return f"{told}, from {texts[0]} to {texts[1]}"
