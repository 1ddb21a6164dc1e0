"""How long a check by a person holds: after that a page says so, and phone numbers are withheld."""

from __future__ import annotations

from datetime import date, timedelta

REVIEW_DAYS = 90


def is_overdue(reviewed: date | str, today: date) -> bool:
    """Return whether the day of the last check lies too far back to be relied on."""
    day = date.fromisoformat(reviewed) if isinstance(reviewed, str) else reviewed
    return today - day > timedelta(days=REVIEW_DAYS)
