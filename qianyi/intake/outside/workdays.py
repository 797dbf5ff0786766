"""Which days of a grid are worked: what colours the others follows the calendar and sets nothing apart."""

from __future__ import annotations

from datetime import date

from qianyi.policy.settings import Settings


def is_workday(day: date, settings: Settings) -> bool:
    """Whether people work on this day; a year that the official calendar does not know counts Monday to Friday."""
    from chinese_calendar import holidays, workdays

    if day in settings.holidays or day in settings.workdays:
        return day in settings.workdays
    return day in workdays or (day.weekday() < 5 and day not in holidays)
