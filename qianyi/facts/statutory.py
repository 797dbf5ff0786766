"""The statutory holidays of a year by 全国年节及纪念日放假办法, for years whose 调休 nobody has published yet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import tomli

from qianyi.policy.date_shift import ONE_DAY

_LUNAR = "农历"
_QINGMING = 6
"""The sixth of the 24 solar terms, counted from 小寒."""
_SATURDAY = 5


@cache
def named_days(year: int) -> tuple[date, ...]:
    """The days that the law names for a year, in its order. Two may fall on one day (2020: 中秋 on 国庆)."""
    versions = tomli.loads(Path(__file__).with_name("statutory.toml").read_text(encoding="utf-8"))["since"]
    version = [one for one in versions if one["year"] <= year] or versions[:1]
    return tuple(_day(year, text) for text in version[-1]["days"])


@cache
def days_off(year: int) -> frozenset[date]:
    """The workdays that the law takes off the year: a holiday on a weekend (or on another holiday) moves to the next
    weekday that is none itself."""
    named = named_days(year)
    taken = {day for day in named if day.weekday() < _SATURDAY}
    moved = [day for day in named if day.weekday() >= _SATURDAY]
    moved += [day for index, day in enumerate(named) if day in named[:index] and day.weekday() < _SATURDAY]
    for day in sorted(moved):
        while day in taken or day.weekday() >= _SATURDAY:
            day += ONE_DAY
        taken.add(day)
    return frozenset(taken)


def expected_workdays(year: int) -> int:
    """Weekdays of a year less its statutory days: what a year comes to, wherever 调休 puts them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(day.weekday() < _SATURDAY for day in every) - len(named_days(year))


def _day(year: int, text: str) -> date:
    from borax.calendars.lunardate import LunarDate, TermUtils

    if text == "除夕":
        eve: date = LunarDate(year, 1, 1).to_solar_date() - ONE_DAY
        return eve
    if text == "清明":
        term: date = TermUtils.nth_term_day(year, _QINGMING)
        return term
    month, day = map(int, text.removeprefix(_LUNAR).split("-"))
    if text.startswith(_LUNAR):
        found: date = LunarDate(year, month, day).to_solar_date()
        return found
    return date(year, month, day)
