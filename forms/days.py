"""Dates as numbers and back: days since 1970-01-01, as XLSForm counts them. No clock."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import isfinite, nan

EPOCH = date(1970, 1, 1)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")


def read_date(text: str) -> date | None:
    """The day of an ISO date, or of a date with a time; None when it is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def day_number(text: str) -> float:
    """Days since 1970-01-01; not-a-number when it is no date."""
    day = read_date(text)
    return float((day - EPOCH).days) if day else nan


def day_of(number: float) -> date | None:
    """The day of a number of days since 1970-01-01, None when there is none."""
    if not isfinite(number):
        return None
    try:
        return EPOCH + timedelta(days=int(number // 1))
    except OverflowError:
        return None
