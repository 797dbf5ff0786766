"""Workdays as they really were: State Council holidays, make-up weekends, and the county's own days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from qianyi.facts.statutory import days_off, expected_workdays
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
    """Which days are workdays. The county's own days come first, then a notice that it gives, then the official
    calendar. A year that none of them settles counts Monday to Friday less the statutory days: see `known`."""

    def __init__(self, settings: Settings) -> None:
        self._masks: dict[tuple[date, date], bytes] = {}
        self._settings = settings
        self._holidays = settings.holidays
        self._workdays = settings.workdays
        self._settled = settings.settled
        self._notices = {notice.year: notice for notice in settings.notices}
        self._noticed_off = frozenset(day for notice in settings.notices for day in notice.holidays)
        self._noticed_on = frozenset(day for notice in settings.notices for day in notice.workdays)

    def known(self, year: int) -> bool:
        """Whether the year's workdays are official, or settled by the county: a local day alone settles none."""
        return year in self._settled or year in self._notices or _official(year) is not None

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        if day in self._holidays:
            return False
        if day in self._workdays:
            return True
        if self._notices and (day in self._noticed_off or day in self._noticed_on):
            return day in self._noticed_on
        if day.year in self._notices or day.year in self._settled:
            return day.weekday() < 5
        official = _official(day.year)
        return day in official if official is not None else day.weekday() < 5 and day not in days_off(day.year)

    def unlike(self) -> list[tuple[int, int, int]]:
        """Years that a notice or the county settles and that do not come out at weekdays less statutory days: year,
        workdays counted without the county's other days, workdays expected. A look, no fault: 2020 was one."""
        found = []
        for year in sorted(self._settled | self._notices.keys()):
            bare = self if year in self._settled else Calendar(Settings(notices=self._settings.notices))
            counted = len(bare.workdays(date(year, 1, 1), date(year, 12, 31)))
            if counted != expected_workdays(year):
                found.append((year, counted, expected_workdays(year)))
        return found

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
