"""Days by hand: the campaign, and the official workdays as the calendar's own library tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar

START, END = date(2022, 6, 1), date(2023, 5, 31)
ONE = timedelta(days=1)
WEEK = "一二三四五六日"


def days(first: date, last: date) -> list[date]:
    """Every day from first to last, both included."""
    return [first + timedelta(i) for i in range((last - first).days + 1)]


def workdays(first: date = START, last: date = END) -> list[date]:
    """The workdays from first to last, both included."""
    return [day for day in days(first, last) if chinese_calendar.is_workday(day)]


def first_workdays(first: date, count: int) -> list[date]:
    """The first `count` workdays from a day on."""
    return workdays(first, first + timedelta(2 * count + 14))[:count]


def days_of(year: int, month: int) -> list[date]:
    """Every day of a month."""
    first = date(year, month, 1)
    return days(first, (first + timedelta(31)).replace(day=1) - ONE)


def weekdays(days: Sequence[date]) -> list[str]:
    """The letter of each day: 一 to 日."""
    return [WEEK[day.weekday()] for day in days]
