"""Points in time, as people write them into specs and commands: with their offset from UTC."""

from __future__ import annotations

from datetime import UTC, datetime

FORM = "a date and time with its offset from UTC, such as 2026-03-01T23:59+01:00"


def moment(text: str) -> datetime:
    """The point in time that *text* names.

    Raises:
        ValueError: in a sentence, with what was expected.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(FORM) from None
    if found.tzinfo is None:
        raise ValueError(f"{FORM}; without the offset it is another time in every time zone")
    try:
        found.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{FORM}, from the year 1 to 9999 in UTC too") from None
    return found
