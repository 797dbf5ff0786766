"""Which days of a grid are worked: what colours the others follows the calendar and sets nothing apart."""

from __future__ import annotations

from datetime import date
from functools import cache

from qianyi.policy.settings import Settings


@cache
def _official(day: date) -> bool:
    """Whether the official calendar says so; of a year that it does not know Monday to Friday."""
    from chinese_calendar import holidays, workdays

    return day in workdays or (day.weekday() < 5 and day not in holidays)


def is_workday(day: date, settings: Settings) -> bool:
    """Whether people work on this day; a year that the official calendar does not know counts Monday to Friday."""
    if day in settings.holidays or day in settings.workdays:
        return day in settings.workdays
    return _official(day)
