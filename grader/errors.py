"""Everything that this package raises on purpose.

    GraderError
    ├── UsageError          the command cannot be carried out as given        exit 2
    ├── SpecError           a problem or homework file is not valid           exit 2
    ├── SubmissionError     a submission cannot be read                       exit 2
    └── InternalError       the grader's own failure, never the student's     exit 3
        ├── ReferenceFailure    reference, verifier or case generation failed
        └── SandboxFailure      the sandbox itself failed
            └── SandboxLost         it went away while a student's code ran

An error message says what was expected, what came, where, and what to do.
"""

from __future__ import annotations

from pathlib import Path


def printable(text: str) -> str:
    """*text* without anything that could steer a terminal: it may be a student's, or a file's name."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


class GraderError(Exception):
    """Base of every error that this package raises on purpose."""

    exit_code = 3


class UsageError(GraderError):
    """The command cannot be carried out as given."""

    exit_code = 2


class SpecError(GraderError):
    """A problem or homework file is not valid.

    Attributes:
        file: the file that is wrong.
        json_path: where in it, such as `$.inputs[0].shape`.
        expected: what should stand there.
        found: what stands there.
    """

    exit_code = 2

    def __init__(self, file: Path, json_path: str, *, expected: str, found: str) -> None:
        super().__init__(f"{file}: {json_path}: expected {expected}, found {found}")
        self.file = file
        self.json_path = json_path
        self.expected = expected
        self.found = found


class SubmissionError(GraderError):
    """A submission cannot be read."""

    exit_code = 2


class InternalError(GraderError):
    """The grader's own failure; it is never shown as the student's and costs no marks."""


class ReferenceFailure(InternalError):
    """The reference, the verifier or the generation of cases failed."""


class SandboxFailure(InternalError):
    """The sandbox itself failed."""


class SandboxLost(SandboxFailure):
    """It went away while a student's code ran: by accident, or by that code."""
