"""Seeds: every random number of the grader follows from names and numbers that a report prints."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

import numpy as np

from grader.errors import UsageError

MIN_KEY = (
    16  # characters: the fingerprint that reports carry must not let anyone find a key by trying
)


@dataclass(frozen=True)
class CourseKey:
    """The secret of a course, without which nobody can make its hidden cases.

    It is not in the `repr`, and leaves this class only as a fingerprint or through HMAC-SHA256.

    Raises:
        UsageError: if it is short, or has a line end or another character that nobody typed on purpose.
    """

    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < MIN_KEY or not self.secret.isprintable():
            raise UsageError(
                f"--key (or GRADER_KEY): expected one line of at least {MIN_KEY} printable characters; "
                "`openssl rand -hex 16` makes a good one"
            )

    @property
    def fingerprint(self) -> str:
        """Eight characters by which a report says which key it was made with."""
        return hashlib.sha256(f"grader-key{self.secret}".encode()).hexdigest()[:8]

    def student_key(self, homework: str, problem: str, student: str) -> str:
        """The key that stands in the student's place for hidden cases; a secret itself."""
        text = _joined(homework, problem, student)
        return hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()


def _joined(*parts: str) -> bytes:
    """One text for several, length-prefixed, so that ("ab", "c") and ("a", "bc") differ; of any bytes at all."""
    return "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogateescape")


def case_generator(
    homework: str, problem: str, seed: int, student: str, index: int
) -> np.random.Generator:
    """The generator that makes case *index* of a problem.

    The same five values make the same generator on every machine; changing any of them makes an
    unrelated one. No global random state is read or changed.

    Args:
        homework: id of the homework.
        problem: id of the problem inside the homework.
        seed: the seed of the run.
        student: key of the student, or "" for the public cases.
        index: number of the case.
    """
    text = _joined(homework, problem, student)
    words = np.frombuffer(hashlib.sha256(text).digest(), dtype="<u4")
    entropy = [*(int(word) for word in words), seed, index]
    return np.random.default_rng(np.random.SeedSequence(entropy))
