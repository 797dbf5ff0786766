"""Workdays as they really were: State Council holidays, make-up weekends, and the county's own days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from qianyi.policy.settings import Settings


@cache
def _official(year: int) -> frozenset[date] | None:
    """The workdays of a year by the official calendar, None where it is not known."""
    # its tables, not its get_workdays: that looks through all of them twice for every single day (10 ms a year)
    from chinese_calendar import holidays, workdays

    if not min(holidays).year <= year <= max(holidays).year:
        return None
    year_days = days(date(year, 1, 1), date(year, 12, 31))
    return frozenset(day for day in year_days if day in workdays or (day.weekday() < 5 and day not in holidays))


class Calendar:
    """Which days are workdays. A year the official calendar does not know counts Monday to Friday: see `known`."""

    def __init__(self, settings: Settings) -> None:
        self._masks: dict[tuple[date, date], bytes] = {}
        self._holidays = settings.holidays
        self._workdays = settings.workdays
        self._settled = {day.year for day in settings.holidays | settings.workdays}

    def known(self, year: int) -> bool:
        """Whether the year's workdays are official, or settled by the county's `[calendar]`."""
        return year in self._settled or _official(year) is not None

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day; the county's own holidays and workdays come first."""
        if day in self._holidays:
            return False
        if day in self._workdays:
            return True
        official = _official(day.year)
        return day.weekday() < 5 if official is None else day in official

    def workdays(self, first: date, last: date) -> list[date]:
        """The workdays from first to last, both included; empty where last is before first."""
        return [day for day in days(first, last) if self.is_workday(day)]

    def mask(self, first: date, last: date) -> bytes:
        """A byte a day from first to last: 1 for a workday, else 0."""
        mask = self._masks.get((first, last))
        if mask is None:
            mask = self._masks[first, last] = bytes(self.is_workday(day) for day in days(first, last))
        return mask


def days(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]
