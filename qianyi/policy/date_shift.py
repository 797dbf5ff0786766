"""Days moved by whole months and years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
Month = tuple[int, int]
"""Year and month."""
DateRange = tuple[date, date]
"""First and last day."""


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_later(day: date, months: int) -> date:
    """The same day `months` later; where that month has no such day, the first of the next."""
    years, month = divmod(day.month - 1 + months, 12)
    return _day(day.year + years, month + 1, day.day)


def shift_years(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes 1 March where there is none."""
    return _day(day.year + years, day.month, day.day)


def shift_last(day: date, years: int) -> date:
    """A last day in another year: the day before the shifted next day, so that February's end stays its end."""
    return shift_years(day + ONE_DAY, years) - ONE_DAY


def day_of(text: str, start: date) -> date:
    """A day of the year (`06-06`) in a campaign that begins at `start`: the first one that is not before it."""
    month, day = map(int, text.split("-"))
    found = _day(start.year, month, day)
    return found if found >= start else _day(start.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        years, month = divmod(month, 12)
        return date(year + years, month + 1, 1)
